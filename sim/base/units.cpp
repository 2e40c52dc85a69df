#include "base/units.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>

namespace urker {
namespace {

constexpr Dimension kPower = unit::W.dimension;
constexpr Dimension kEnergy = unit::J.dimension;
constexpr Dimension kForce{.length = 1, .mass = 1, .time = -2};
constexpr Dimension kPressure{.length = -1, .mass = 1, .time = -2};
constexpr Dimension kPerTime{.time = -1};

/// Units with a symbol of their own. Within a dimension the first is the best known.
constexpr Unit kUnits[] = {
    unit::km,
    unit::m,
    {"cm", {.length = 1}, 1e-2},
    {"mm", {.length = 1}, 1e-3},
    {"um", {.length = 1}, 1e-6},
    {"nm", {.length = 1}, 1e-9},
    unit::kg,
    {"g", {.mass = 1}, 1e-3},
    {"t", {.mass = 1}, 1e3},
    unit::s,
    unit::min,
    unit::h,
    unit::d,
    {"ms", {.time = 1}, 1e-3},
    {"us", {.time = 1}, 1e-6},
    {"ns", {.time = 1}, 1e-9},
    unit::GHz,
    {"MHz", kPerTime, 1e6},
    {"kHz", kPerTime, 1e3},
    unit::Hz,
    {"THz", kPerTime, 1e12},
    {"Mbaud", kPerTime, 1e6},
    {"kbaud", kPerTime, 1e3},
    {"baud", kPerTime},
    unit::deg,
    unit::rad,
    {"arcmin", {.angle = 1}, unit::deg.scale / 60.0},
    {"arcsec", {.angle = 1}, unit::deg.scale / 3600.0},
    {"mrad", {.angle = 1}, 1e-3},
    {"urad", {.angle = 1}, 1e-6},
    {"rev", {.angle = 1}, 360.0 * unit::deg.scale},
    unit::K,
    unit::degC,
    unit::W,
    {"kW", kPower, 1e3},
    {"mW", kPower, 1e-3},
    {"MW", kPower, 1e6},
    {"uW", kPower, 1e-6},
    unit::Wh,
    {"kWh", kEnergy, 3.6e6},
    unit::J,
    {"kJ", kEnergy, 1e3},
    {"MJ", kEnergy, 1e6},
    {"mJ", kEnergy, 1e-3},
    {"MeV", kEnergy, 1.602176634e-13},
    unit::N,
    {"kN", kForce, 1e3},
    {"mN", kForce, 1e-3},
    {"uN", kForce, 1e-6},
    {"Pa", kPressure},
    {"kPa", kPressure, 1e3},
    {"hPa", kPressure, 1e2},
    {"bar", kPressure, 1e5},
    unit::Gbit,
    {"Mbit", {.information = 1}, 1e6},
    {"kbit", {.information = 1}, 1e3},
    unit::bit,
    {"Tbit", {.information = 1}, 1e12},
    {"GB", {.information = 1}, 8e9},
    {"MB", {.information = 1}, 8e6},
    {"kB", {.information = 1}, 8e3},
    {"B", {.information = 1}, 8.0},
    {"TB", {.information = 1}, 8e12},
    unit::percent,
    {"ppm", {}, 1e-6},
    unit::dB,
    unit::dBi,
    unit::dBW,
    {"dBm", unit::dBW.dimension, 1.0, -30.0},
    unit::dB_per_K,
    {"A", {.current = 1}},
    {"mA", {.current = 1}, 1e-3},
    unit::V,
    {"mV", unit::V.dimension, 1e-3},
    unit::farad,
    {"mF", unit::farad.dimension, 1e-3},
    unit::ohm,
    {"mOhm", unit::ohm.dimension, 1e-3},
    {"dBHz", {.time = -1, .decibel = 1}},
    {"dBW/m2", {.mass = 1, .time = -3, .decibel = 1}},
};

/// Usual products and quotients, for messages; `find_unit` knows them by their parts.
constexpr std::string_view kUsualCompounds[] = {
    "Mbit/s", "Gbit/s", "kbit/s", "bit/s", "Gbit/d", "MB/s",  "km/s",   "m/s",
    "m2",     "cm2",    "km2",    "m3",    "m/s2",   "deg/s", "rad/s",  "rev/d",
    "W/m2",   "kg/m2",  "kg/m3",  "m2/kg", "1/m",    "1/km",  "dB/km",  "rev/d2",
    "deg/d",  "W/K",    "J/K",    "N*m",   "N*m*s",  "kg*m2", "deg/s2", "1/K",
};

struct NamedDimension {
  Dimension dimension;
  std::string_view name;
};
constexpr NamedDimension kDimensionNames[] = {
    {{}, "a pure number"},
    {unit::m.dimension, "length"},
    {unit::m2.dimension, "area"},
    {{.length = 3}, "volume"},
    {unit::kg.dimension, "mass"},
    {unit::s.dimension, "duration"},
    {unit::Hz.dimension, "frequency"},
    {unit::rad.dimension, "angle"},
    {unit::deg_per_s.dimension, "angular rate"},
    {unit::K.dimension, "temperature"},
    {kPower, "power"},
    {kEnergy, "energy"},
    {kForce, "force"},
    {kPressure, "pressure"},
    {{.length = 1, .time = -1}, "speed"},
    {{.length = 1, .time = -2}, "acceleration"},
    {unit::V.dimension, "voltage"},
    {unit::farad.dimension, "capacitance"},
    {unit::ohm.dimension, "resistance"},
    {{.current = 1}, "electric current"},
    {unit::N_m_s.dimension, "angular momentum"},
    {unit::bit.dimension, "amount of data"},
    {unit::bit_per_s.dimension, "data rate"},
    {{.mass = 1, .time = -3}, "irradiance"},
    {unit::per_m.dimension, "inverse length"},
    {unit::dB.dimension, "ratio in decibels"},
    {unit::dBW.dimension, "power level"},
    {{.mass = 1, .time = -3, .decibel = 1}, "level of flux density"},
    {unit::dB_per_K.dimension, "gain over noise temperature"},
    {{.length = -1, .decibel = 1}, "attenuation per length"},
};

/// Calls `visit(exponent of a, exponent of b, SI symbol)` for each base dimension.
template <class Visit>
constexpr void for_each_base(Dimension& a, const Dimension& b, const Visit& visit) {
  visit(a.length, b.length, "m");
  visit(a.mass, b.mass, "kg");
  visit(a.time, b.time, "s");
  visit(a.temperature, b.temperature, "K");
  visit(a.angle, b.angle, "rad");
  visit(a.information, b.information, "bit");
  visit(a.decibel, b.decibel, "dB");
  visit(a.current, b.current, "A");
}

const Unit* find_simple(std::string_view symbol) {
  const auto* found = std::find_if(std::begin(kUnits), std::end(kUnits),
                                   [symbol](const Unit& u) { return u.symbol == symbol; });
  return found == std::end(kUnits) ? nullptr : found;
}

/// A factor of a compound: a symbol with an exponent of one digit, as in `m2`.
struct Factor {
  const Unit* unit = nullptr;
  int exponent = 1;
};

std::optional<Factor> find_factor(std::string_view text) {
  Factor factor;
  if (!text.empty() && text.back() >= '2' && text.back() <= '9') {
    factor.exponent = text.back() - '0';
    text.remove_suffix(1);
  }
  factor.unit = find_simple(text);
  if (factor.unit == nullptr || text == "%") {
    return std::nullopt;
  }
  return factor;
}

/// Multiplies `product` by a factor. Levels and temperatures in degC have a zero of their own, so
/// that no product of them has a meaning; a ratio in dB may be per something (dB/km).
bool multiply(Unit& product, const Factor& factor, int sign) {
  const Dimension& of_factor = factor.unit->dimension;
  const bool logarithmic = of_factor.decibel != 0;
  const bool plain_decibel = of_factor == unit::dB.dimension && sign > 0 && factor.exponent == 1;
  if (factor.unit->offset != 0.0 || (logarithmic && !plain_decibel)) {
    return false;
  }
  const int exponent = sign * factor.exponent;
  for_each_base(product.dimension, of_factor, [exponent](std::int8_t& a, std::int8_t b, auto) {
    a = static_cast<std::int8_t>(a + exponent * b);
  });
  for (int i = 0; i < factor.exponent; ++i) {
    product.scale =
        sign > 0 ? product.scale * factor.unit->scale : product.scale / factor.unit->scale;
  }
  return product.dimension.decibel <= 1;
}

std::optional<Unit> find_compound(std::string_view symbol) {
  Unit product{symbol, {}};
  int sign = 1;
  for (std::size_t begin = 0; begin <= symbol.size();) {
    const std::size_t end = std::min(symbol.find_first_of("*/", begin), symbol.size());
    const std::string_view text = symbol.substr(begin, end - begin);
    const bool inverse = begin == 0 && text == "1" && end < symbol.size() && symbol[end] == '/';
    if (!inverse) {
      const auto factor = find_factor(text);
      if (!factor || !multiply(product, *factor, sign)) {
        return std::nullopt;
      }
    }
    sign = end < symbol.size() && symbol[end] == '/' ? -1 : 1;
    begin = end + 1;
  }
  return product;
}

/// The SI unit of a dimension, spelled so that `find_unit` reads it: "kg*m2/s3".
std::string si_symbol(const Dimension& dimension) {
  std::string above;
  std::string below;
  Dimension copy = dimension;
  for_each_base(copy, dimension, [&](std::int8_t, std::int8_t exponent, std::string_view symbol) {
    const int size = std::abs(exponent);
    if (size != 0) {
      std::string& side = exponent > 0 ? above : below;
      side += exponent > 0 ? (above.empty() ? "" : "*") : "/";
      side += symbol;
      side += size > 1 ? std::to_string(size) : "";
    }
  });
  return (above.empty() && !below.empty() ? "1" : above) + below;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// The decimal number at the start of `text`; `size` is 0 where there is none.
struct Number {
  double value = 0.0;
  std::size_t size = 0;
  bool finite = true;
};

Number parse_number(std::string_view text) {
  const std::size_t sign = !text.empty() && (text[0] == '+' || text[0] == '-') ? 1 : 0;
  const std::string_view digits = text.substr(sign);
  for (const std::string_view word : {".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN", "inf", "nan",
                                      "Inf", "NaN", "infinity", "Infinity"}) {
    if (digits == word || digits.starts_with(std::string(word) + " ")) {
      return {0.0, sign + word.size(), false};
    }
  }
  const bool starts_as_number =
      !digits.empty() &&
      (is_digit(digits[0]) || (digits[0] == '.' && digits.size() > 1 && is_digit(digits[1])));
  const bool other_base = digits.size() > 1 && digits[0] == '0' &&
                          (is_digit(digits[1]) || digits[1] == 'x' || digits[1] == 'X');
  if (!starts_as_number || other_base) {
    return {};
  }
  Number number;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), number.value);
  number.size = sign + static_cast<std::size_t>(end - digits.data());
  number.finite = error == std::errc{};
  number.value = sign == 1 && text[0] == '-' ? -number.value : number.value;
  return number;
}

QuantityResult failure(QuantityError::Kind kind, std::string_view detail) {
  return {.quantity = std::nullopt, .error = QuantityError{kind, std::string(detail)}};
}

bool same_bits(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

std::string number_text(double value) {
  char buffer[40];
  const auto written = std::to_chars(std::begin(buffer), std::end(buffer), value);
  return {std::begin(buffer), written.ptr};
}

/// n if `scale` is 10^n.
std::optional<int> decimal_exponent(double scale) {
  static constexpr double kPowers[] = {1e-18, 1e-15, 1e-12, 1e-9, 1e-6, 1e-4, 1e-3, 1e-2,
                                       1.0,   1e2,   1e3,   1e4,  1e6,  1e9,  1e12, 1e15};
  static constexpr int kExponents[] = {-18, -15, -12, -9, -6, -4, -3, -2, 0, 2, 3, 4, 6, 9, 12, 15};
  const auto* found = std::find(std::begin(kPowers), std::end(kPowers), scale);
  return found == std::end(kPowers) ? std::nullopt
                                    : std::optional(kExponents[found - std::begin(kPowers)]);
}

/// The SI value of a number's text in a unit. A decimal prefix moves the decimal point of the text,
/// so that `8.2 GHz` is the double next to 8.2e9, which the product of both doubles is not.
double si_value(std::string_view text, double number, const Unit& unit) {
  const auto shift = decimal_exponent(unit.scale);
  if (!shift || unit.offset != 0.0) {
    return number * unit.scale + unit.offset;
  }
  const std::size_t mark = std::min(text.find_first_of("eE"), text.size());
  int exponent = 0;
  if (mark < text.size()) {
    const std::size_t digits = mark + (text[mark + 1] == '+' ? 2 : 1);
    std::from_chars(text.data() + digits, text.data() + text.size(), exponent);
  }
  const bool has_plus = text.starts_with('+');
  const std::string shifted =
      std::string(text.substr(has_plus ? 1 : 0, mark - (has_plus ? 1 : 0))) + 'e' +
      std::to_string(exponent + *shift);
  double value = 0.0;
  const auto read = std::from_chars(shifted.data(), shifted.data() + shifted.size(), value);
  // Out of range: the product tells on which side.
  return read.ec == std::errc{} ? value : number * unit.scale;
}

/// The number with the fewest digits that reads as `value_si`; one unit in 1e16 beside the quotient
/// may be the one. Nothing if the unit's scale steps over that value.
std::optional<std::string> shortest_in(double value_si, const Unit& unit) {
  const double quotient = (value_si - unit.offset) / unit.scale;
  if (!std::isfinite(quotient)) {
    return std::nullopt;
  }
  std::vector<double> candidates;
  for (int digits = 1; digits <= 17; ++digits) {
    char buffer[40];
    const auto written = std::to_chars(std::begin(buffer), std::end(buffer), quotient,
                                       std::chars_format::scientific, digits - 1);
    std::from_chars(buffer, written.ptr, candidates.emplace_back());
  }
  candidates.push_back(std::nextafter(quotient, -HUGE_VAL));
  candidates.push_back(std::nextafter(quotient, HUGE_VAL));
  for (const double candidate : candidates) {
    const std::string text = number_text(candidate);
    if (same_bits(si_value(text, candidate, unit), value_si)) {
      return text;
    }
  }
  return std::nullopt;
}

} // namespace

std::optional<Unit> find_unit(std::string_view symbol) {
  if (const Unit* simple = find_simple(symbol)) {
    return *simple;
  }
  return find_compound(symbol);
}

std::vector<std::string> unit_symbols(const Dimension& dimension) {
  std::vector<std::string> symbols;
  for (const Unit& known : kUnits) {
    if (known.dimension == dimension) {
      symbols.emplace_back(known.symbol);
    }
  }
  for (const std::string_view compound : kUsualCompounds) {
    if (find_unit(compound)->dimension == dimension) {
      symbols.emplace_back(compound);
    }
  }
  if (symbols.empty() && dimension != Dimension{}) {
    symbols.push_back(si_symbol(dimension));
  }
  return symbols;
}

std::string dimension_name(const Dimension& dimension) {
  for (const NamedDimension& known : kDimensionNames) {
    if (known.dimension == dimension) {
      return std::string(known.name);
    }
  }
  return "quantity in " + si_symbol(dimension);
}

QuantityResult parse_quantity(std::string_view text) {
  using Kind = QuantityError::Kind;
  const Number number = parse_number(text);
  if (number.size == 0) {
    return failure(Kind::not_a_number, text.substr(0, text.find(' ')));
  }
  if (!number.finite) {
    return failure(Kind::not_finite, text.substr(0, number.size));
  }
  std::string_view rest = text.substr(number.size);
  if (rest.empty()) {
    return {.quantity = Quantity{number.value, {}, false}, .error = std::nullopt};
  }
  if (rest[0] != ' ' && rest[0] != '%' && !is_letter(rest[0])) { // 5 1/m as 51/m; a time, ...
    std::string inverse(1, '1');
    inverse += rest;
    return failure(find_unit(inverse) ? Kind::missing_blank : Kind::not_a_number,
                   text.substr(0, text.find(' ')));
  }
  rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  const auto unit = find_unit(rest);
  if (!unit) {
    return failure(Kind::unknown_unit, rest);
  }
  const double value_si = si_value(text.substr(0, number.size), number.value, *unit);
  if (!std::isfinite(value_si)) {
    return failure(Kind::not_finite, text);
  }
  return {.quantity = Quantity{value_si, unit->dimension, true}, .error = std::nullopt};
}

std::string format_quantity(double value_si, const Unit& unit) {
  require(std::isfinite(value_si), "only finite quantities have a text");
  if (const auto number = shortest_in(value_si, unit)) {
    return *number + (unit.symbol.empty() ? "" : " ") + std::string(unit.symbol);
  }
  const std::string symbol = si_symbol(unit.dimension);
  return number_text(value_si) + (symbol.empty() ? "" : " ") + symbol;
}

} // namespace urker

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace urker {

/// Exponents of the base dimensions. Angle and information are kept apart from pure numbers, so
/// that `8 rad/s` is no frequency and `3 bit` no count.
struct Dimension {
  std::int8_t length = 0, mass = 0, time = 0, temperature = 0, angle = 0, information = 0,
              decibel = 0, current = 0; ///< decibel: 1 for a level or ratio in dB
  friend constexpr bool operator==(const Dimension&, const Dimension&) = default;
};

/// A unit as written in scenarios: `value_si = value * scale + offset`.
struct Unit {
  std::string_view symbol;
  Dimension dimension;
  double scale = 1.0;
  double offset = 0.0;
};

namespace unit {
inline constexpr Unit one{"", {}};
inline constexpr Unit percent{"%", {}, 0.01};
inline constexpr Unit m{"m", {.length = 1}};
inline constexpr Unit km{"km", {.length = 1}, 1e3};
inline constexpr Unit m2{"m2", {.length = 2}};
inline constexpr Unit kg{"kg", {.mass = 1}};
inline constexpr Unit s{"s", {.time = 1}};
inline constexpr Unit min{"min", {.time = 1}, 60.0};
inline constexpr Unit h{"h", {.time = 1}, 3600.0};
inline constexpr Unit d{"d", {.time = 1}, 86400.0};
inline constexpr Unit Hz{"Hz", {.time = -1}};
inline constexpr Unit GHz{"GHz", {.time = -1}, 1e9};
inline constexpr Unit rad{"rad", {.angle = 1}};
inline constexpr Unit deg{"deg", {.angle = 1}, 3.14159265358979323846 / 180.0};
inline constexpr Unit deg_per_s{"deg/s", {.time = -1, .angle = 1}, deg.scale};
inline constexpr Unit rev_per_d{
    "rev/d", {.time = -1, .angle = 1}, 2.0 * 3.14159265358979323846 / 86400.0};
inline constexpr Unit K{"K", {.temperature = 1}};
inline constexpr Unit W{"W", {.length = 2, .mass = 1, .time = -3}};
inline constexpr Unit J{"J", {.length = 2, .mass = 1, .time = -2}};
inline constexpr Unit Wh{"Wh", {.length = 2, .mass = 1, .time = -2}, 3600.0};
inline constexpr Unit W_per_K{"W/K", {.length = 2, .mass = 1, .time = -3, .temperature = -1}};
inline constexpr Unit J_per_K{"J/K", {.length = 2, .mass = 1, .time = -2, .temperature = -1}};
inline constexpr Unit per_K{"1/K", {.temperature = -1}};
inline constexpr Unit degC{"degC", {.temperature = 1}, 1.0, 273.15};
inline constexpr Unit W_per_m2{"W/m2", {.mass = 1, .time = -3}};
inline constexpr Unit N{"N", {.length = 1, .mass = 1, .time = -2}};
inline constexpr Unit N_m{"N*m", {.length = 2, .mass = 1, .time = -2}};
inline constexpr Unit N_m_s{"N*m*s", {.length = 2, .mass = 1, .time = -1}};
inline constexpr Unit kg_m2{"kg*m2", {.length = 2, .mass = 1}};
inline constexpr Unit V{"V", {.length = 2, .mass = 1, .time = -3, .current = -1}};
inline constexpr Unit farad{"F", {.length = -2, .mass = -1, .time = 4, .current = 2}};
inline constexpr Unit ohm{"Ohm", {.length = 2, .mass = 1, .time = -3, .current = -2}};
inline constexpr Unit bit{"bit", {.information = 1}};
inline constexpr Unit Gbit{"Gbit", {.information = 1}, 1e9};
inline constexpr Unit bit_per_s{"bit/s", {.time = -1, .information = 1}};
inline constexpr Unit Mbit_per_s{"Mbit/s", {.time = -1, .information = 1}, 1e6};
inline constexpr Unit dB{"dB", {.decibel = 1}};
inline constexpr Unit dBi{"dBi", {.decibel = 1}};
inline constexpr Unit dBW{"dBW", {.length = 2, .mass = 1, .time = -3, .decibel = 1}};
inline constexpr Unit dB_per_K{"dB/K", {.temperature = -1, .decibel = 1}};
inline constexpr Unit per_m{"1/m", {.length = -1}};
} // namespace unit

/// The unit that is written `symbol`, or nothing. Products and quotients of known units are units
/// too (`Gbit/d`, `rev/d2`, `N*m`, `1/m`; read from left to right): their symbol is a view of the
/// argument.
[[nodiscard]] std::optional<Unit> find_unit(std::string_view symbol);

/// Symbols of the known units with that dimension, best known first, for messages.
[[nodiscard]] std::vector<std::string> unit_symbols(const Dimension& dimension);

/// "length", "data rate", ... or "a pure number", for messages.
[[nodiscard]] std::string dimension_name(const Dimension& dimension);

/// A number with its unit as read from text, in SI.
struct Quantity {
  double value_si = 0.0;
  Dimension dimension;
  bool has_unit = false; ///< false: a bare number
};

/// Why a text is no quantity.
struct QuantityError {
  enum class Kind {
    not_a_number,
    not_finite, ///< infinite, NaN, or beyond the range of a double
    unknown_unit,
    missing_blank, ///< between number and unit
  } kind;
  std::string detail; ///< the part of the text that is at fault
};

/// Exactly one of both is there.
struct QuantityResult {
  std::optional<Quantity> quantity;
  std::optional<QuantityError> error;
};
/// Reads `<number> <unit>` with any number of blanks between (`1/m` needs one), or a bare number.
/// Decimal numbers only: no hexadecimal, octal (`010`), infinity or NaN, whatever the locale.
[[nodiscard]] QuantityResult parse_quantity(std::string_view text);

/// Shortest decimal text of the finite `value_si` in `unit`, with its symbol, that reads back to
/// the same double. The few values that `unit` cannot express are written in SI base units.
[[nodiscard]] std::string format_quantity(double value_si, const Unit& unit);

} // namespace urker

#include "base/error.hpp"
#include "base/random.hpp"
#include "base/units.hpp"

#include <catch2/catch.hpp>

#include <bit>
#include <clocale>
#include <cmath>
#include <limits>
#include <utility>

using namespace urker;
using Kind = QuantityError::Kind;

namespace {

constexpr double kPi = 3.14159265358979323846;

double si(std::string_view text) {
  const auto result = parse_quantity(text);
  INFO(text);
  REQUIRE(result.quantity);
  REQUIRE_FALSE(result.error);
  return result.quantity->value_si;
}

Kind failure(std::string_view text) {
  const auto result = parse_quantity(text);
  INFO(text);
  REQUIRE(result.error);
  REQUIRE_FALSE(result.quantity);
  return result.error->kind;
}

} // namespace

TEST_CASE("every spelling of a unit has its value", "[units]") {
  const std::pair<const char*, double> cases[] = {
      {"694 km", 694e3},
      {"5 um", 5e-6},
      {"3 mm", 3e-3},
      {"2 cm", 0.02},
      {"550 nm", 550e-9},
      {"180 deg", kPi},
      {"1 arcsec", kPi / 648000.0},
      {"60 arcmin", kPi / 180.0},
      {"5 mrad", 5e-3},
      {"1 rev", 2.0 * kPi},
      {"14.5 rev/d", 14.5 * 2.0 * kPi / 86400.0},
      {"1 rev/d2", 2.0 * kPi / (86400.0 * 86400.0)},
      {"0.5 deg/s", 0.5 * kPi / 180.0},
      {"8.2 GHz", 8.2e9},
      {"437 MHz", 437e6},
      {"25 kHz", 25e3},
      {"1 THz", 1e12},
      {"320 Mbit/s", 320e6},
      {"1.2 Gbit/s", 1.2e9},
      {"19.2 kbit/s", 19200.0},
      {"9600 bit/s", 9600.0},
      {"200 Gbit/d", 200e9 / 86400.0},
      {"2 Tbit", 2e12},
      {"64 GB", 512e9},
      {"3 MB/s", 24e6},
      {"2 kB", 16e3},
      {"4 TB", 32e12},
      {"90 Wh", 324000.0},
      {"1.5 kWh", 5.4e6},
      {"7 kJ", 7000.0},
      {"5 kW", 5000.0},
      {"20 mW", 0.02},
      {"30 min", 1800.0},
      {"24 h", 86400.0},
      {"2 d", 172800.0},
      {"2 ms", 2e-3},
      {"20 degC", 293.15},
      {"290 K", 290.0},
      {"7.5 km/s", 7500.0},
      {"3 m/s", 3.0},
      {"2.5 m2", 2.5},
      {"100 cm2", 0.01},
      {"1361 W/m2", 1361.0},
      {"22 mN", 0.022},
      {"250 g", 0.25},
      {"1.5 t", 1500.0},
      {"1000 kg/m3", 1000.0},
      {"0.01 m2/kg", 0.01},
      {"1e-4 1/m", 1e-4},
      {"900 J/kg/K", 900.0},
      {"3 N*m", 3.0},
      {"45 %", 0.45},
      {"45%", 0.45},
      {"7 ppm", 7e-6},
      {"3 dB", 3.0},
      {"41.5 dBi", 41.5},
      {"10 dBW", 10.0},
      {"40 dBm", 10.0},
      {"31 dB/K", 31.0},
      {"0.3 dB/km", 0.3e-3},
      {"90 dBHz", 90.0},
      {"-88 dBW/m2", -88.0},
      {"2.5   km", 2500.0},
      {"+3 m", 3.0},
      {"-3 m", -3.0},
      {".5 m", 0.5},
      {"6.94e2 km", 694e3},
  };
  for (const auto& [text, value] : cases) {
    INFO(text);
    CHECK(si(text) == Approx(value).epsilon(4e-16).margin(0.0));
    CHECK(parse_quantity(text).quantity->has_unit);
  }
  CHECK(si("42") == 42.0);
  CHECK_FALSE(parse_quantity("42").quantity->has_unit);
}

TEST_CASE("a decimal prefix gives the double next to the written number", "[units]") {
  CHECK(si("8.2 GHz") == 8.2e9);
  CHECK(si("0.3 km") == 300.0);
  CHECK(si("8.2e1 MHz") == 8.2e7);
  CHECK(si("8.2E+1 MHz") == 8.2e7);
  CHECK(si("+8.2e-1 MHz") == 8.2e5);
  CHECK(si("-45.3 %") == -0.453);
  CHECK(si("57 %") == 0.57);
  CHECK(si("1.005 Mbit/s") == 1005000.0);
  CHECK(si("1e-300 ppm") == 1e-306);
}

TEST_CASE("dimensions keep apart what must not be mixed", "[units]") {
  const auto dimension = [](const char* symbol) { return find_unit(symbol).value().dimension; };
  CHECK(dimension("km") == unit::m.dimension);
  CHECK(dimension("Gbit/d") == unit::bit_per_s.dimension);
  CHECK(dimension("rev/d") == unit::deg_per_s.dimension);
  CHECK(dimension("J/s") == unit::W.dimension);
  CHECK(dimension("kg*m2/s3") == unit::W.dimension);
  CHECK(dimension("1/m") == unit::per_m.dimension);
  CHECK(dimension("rad/s") != unit::Hz.dimension);
  CHECK(dimension("bit") != unit::one.dimension);
  CHECK(dimension("dBW") != unit::W.dimension);
  CHECK(dimension("dBW") == dimension("dBm"));
  CHECK(dimension("dBi") == unit::dB.dimension);
  CHECK(dimension("V*A") == unit::W.dimension);
  CHECK(dimension("V/A") == unit::ohm.dimension);
  CHECK(dimension("F*V2") == unit::J.dimension);
  CHECK(dimension("N*m*s") == unit::N_m_s.dimension);
}

TEST_CASE("what is no unit is not found", "[units]") {
  for (const char* symbol :
       {"mAh", "KM",   "Km",    "MBit", "mbit",      "m/",     "/m",   "m//s",  "m/s/", "1",  "1/",
        "2/m", "km2s", "dBW/m", "m/dB", "degC/s",    "m*degC", "dB2",  "dB*dB", "m1",   "m0", "%2",
        "m%",  " m",   "m ",    "m /s", "\xc2\xb5m", "m^2",    "kg.m", "sec",   "hours"}) {
    INFO(symbol);
    CHECK_FALSE(find_unit(symbol));
  }
  CHECK_FALSE(find_unit(""));
}

TEST_CASE("a unit may stand right behind its number", "[units]") {
  for (const char* text : {"694 km", "8.2 GHz", "-3 degC", "1e3 m", "2.5e-3 m/s2", "10 %", "3 d",
                           "5 dB/km", "1e3 eV"}) {
    INFO(text);
    std::string glued = text;
    glued.erase(glued.find(' '), 1);
    const auto expected = parse_quantity(text), read = parse_quantity(glued);
    REQUIRE(read.quantity.has_value() == expected.quantity.has_value());
    if (expected.quantity) {
      CHECK(read.quantity->value_si == expected.quantity->value_si);
      CHECK(read.quantity->dimension == expected.quantity->dimension);
    }
  }
  CHECK(si("365d") == 365.0 * 86400.0);
  CHECK(si("5 1/m") == 5.0);
  CHECK(failure("51/m") == Kind::missing_blank);
  CHECK(failure("0x10F") == Kind::not_a_number);
  CHECK(failure("12:30") == Kind::not_a_number);
}

TEST_CASE("numbers are decimal and finite", "[units]") {
  for (const char* text :
       {"", " ", "km", "x 5", "0x10 m", "010 m", "010", "-00.5", "1_000", "1,5 m", "--3", "+-3",
        ".", "-", "5..3 m", "1 e3", "ten km", "1e", "- 3"}) {
    INFO(text);
    const Kind kind = failure(text);
    CHECK((kind == Kind::not_a_number || kind == Kind::unknown_unit));
  }
  for (const char* text :
       {"inf", "-.inf m", ".nan", "nan", "1e400", "-1e400 km", "1e308 km", "1e-400"}) {
    CHECK(failure(text) == Kind::not_finite);
  }
  CHECK(failure("5 furlong") == Kind::unknown_unit);
  CHECK(parse_quantity("5 furlong").error->detail == "furlong");
  CHECK(failure("5furlong") == Kind::unknown_unit);
  CHECK(parse_quantity("5furlong").error->detail == "furlong");
  CHECK(failure("5 ") == Kind::unknown_unit);
}

TEST_CASE("no locale changes a number", "[units]") {
  const std::string before = std::setlocale(LC_ALL, nullptr);
  for (const char* locale : {"de_DE.UTF-8", "tr_TR.UTF-8", "C"}) {
    if (std::setlocale(LC_ALL, locale) != nullptr) {
      CHECK(si("1.5 km") == 1500.0);
      CHECK(failure("1,5 km") != Kind::unknown_unit);
      CHECK(format_quantity(1500.0, unit::km) == "1.5 km");
    }
  }
  std::setlocale(LC_ALL, before.c_str());
}

TEST_CASE("quantities are written as a person would", "[units]") {
  CHECK(format_quantity(694e3, unit::km) == "694 km");
  CHECK(format_quantity(98.2 * unit::deg.scale, unit::deg) == "98.2 deg");
  CHECK(format_quantity(0.45, unit::percent) == "45 %");
  CHECK(format_quantity(320e6, unit::Mbit_per_s) == "320 Mbit/s");
  CHECK(format_quantity(3.5, unit::one) == "3.5");
  CHECK(format_quantity(0.0, unit::km) == "0 km");
  CHECK(format_quantity(293.15, *find_unit("degC")) == "20 degC");
  CHECK(format_quantity(86400.0, unit::h) == "24 h");
  CHECK_THROWS_AS(format_quantity(std::numeric_limits<double>::quiet_NaN(), unit::m), Error);
}

TEST_CASE("written quantities read back to the same bits", "[units]") {
  const RandomKey key{7, key_of("units"), key_of("round trip")};
  const char* symbols[] = {"km",     "deg", "%",   "Wh", "Gbit/d", "degC", "rev/d", "arcsec",
                           "Mbit/s", "",    "min", "d",  "dBm",    "um",   "1/m",   "kg/m2"};
  std::uint64_t counter = 0;
  for (const char* symbol : symbols) {
    const Unit unit = *symbol == '\0' ? unit::one : *find_unit(symbol);
    for (int i = 0; i < 2000; ++i) {
      const double magnitude = std::exp2(120.0 * random_uniform(key, counter) - 60.0);
      const double value = magnitude * (random_uniform(key, counter + 1) < 0.5 ? -1.0 : 1.0);
      counter += 2;
      const std::string text = format_quantity(value, unit);
      INFO(text);
      const auto back = parse_quantity(text);
      REQUIRE(back.quantity);
      REQUIRE(std::bit_cast<std::uint64_t>(back.quantity->value_si) ==
              std::bit_cast<std::uint64_t>(value));
      REQUIRE(back.quantity->dimension == unit.dimension);
    }
  }
}

TEST_CASE("messages can name dimensions and propose units", "[units]") {
  CHECK(dimension_name(unit::km.dimension) == "length");
  CHECK(dimension_name(unit::Mbit_per_s.dimension) == "data rate");
  CHECK(dimension_name({}) == "a pure number");
  CHECK(dimension_name(find_unit("kg/s").value().dimension) == "quantity in kg/s");
  CHECK(unit_symbols(unit::m.dimension).front() == "km");
  CHECK(unit_symbols(unit::bit_per_s.dimension).front() == "Mbit/s");
  CHECK(unit_symbols(find_unit("kg/s").value().dimension) == std::vector<std::string>{"kg/s"});
  CHECK(unit_symbols(find_unit("1/s2").value().dimension) == std::vector<std::string>{"1/s2"});
  for (const std::string& symbol : unit_symbols(unit::W.dimension)) {
    CHECK(find_unit(symbol).value().dimension == unit::W.dimension);
  }
}

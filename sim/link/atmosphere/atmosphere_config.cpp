#include "link/atmosphere/atmosphere_config.hpp"

#include <algorithm>

namespace urker::link {

namespace {

constexpr Unit kMmPerHour{"mm/h", {.length = 1, .time = -1}, 1e-3 / 3600.0};
constexpr Unit kMm{"mm", {.length = 1}, 1e-3};
constexpr Unit kHPa{"hPa", {.length = -1, .mass = 1, .time = -2}, 100.0};
constexpr Unit kGramPerM3{"g/m3", {.length = -3, .mass = 1}, 1e-3};
constexpr Unit kKgPerM2{"kg/m2", {.length = -2, .mass = 1}};

bool in_order(const std::vector<ExceededConfig>& list) {
  return std::adjacent_find(list.begin(), list.end(), [](const auto& a, const auto& b) {
           return b.of_year <= a.of_year;
         }) == list.end();
}

} // namespace

void describe(FieldVisitor& v, ExceededConfig& c) {
  v.required("of_year", c.of_year, between(1e-4, 100.0, unit::percent),
             "Part of an average year for which the values are exceeded");
  v.optional("vapour_density", c.vapour_density_kg_m3, between(0.01, 50.0, kGramPerM3),
             "Water vapour at the surface, ITU-R P.836; for gases");
  v.optional("vapour_content", c.vapour_content_kg_m2, between(0.01, 150.0, kKgPerM2),
             "Water vapour in the whole column, ITU-R P.836; for gases");
  v.optional("reduced_liquid", c.reduced_liquid_kg_m2, between(0.0, 20.0, kKgPerM2),
             "Liquid of clouds reduced to 0 degC, ITU-R P.840-8; for clouds by P.618-13");
  v.optional("liquid", c.liquid_kg_m2, between(0.0, 20.0, kKgPerM2),
             "Liquid of clouds, ITU-R P.840-9; for clouds by P.618-14");
}

void describe(FieldVisitor& v, RainMonth& c) {
  v.required("temperature", c.temperature_k, between(180.0, 330.0, unit::K),
             "Mean temperature at the surface, ITU-R P.1510");
  v.required("rainfall", c.rainfall_m, between(0.0, 5000.0, kMm),
             "Mean rainfall of the month, ITU-R P.837");
}

void describe(FieldVisitor& v, AtmosphereConfig& c) {
  v.optional("height", c.height_m, between(-500.0, 9000.0, unit::m),
             "Height of the site above mean sea level, as surveyed; for all models");
  v.optional("temperature", c.temperature_k, between(180.0, 330.0, unit::K),
             "Annual mean temperature at the surface, ITU-R P.1510; for gases");
  v.optional("pressure", c.pressure_pa, between(300.0, 1100.0, kHPa),
             "Mean pressure at the surface; by default that of ITU-R P.835 at the height");
  v.optional("wet_refractivity", c.wet_refractivity, between(0.0, 250.0, unit::one),
             "Wet term of the refractivity, median of the year, ITU-R P.453; for scintillation");
  v.optional("isotherm_height", c.isotherm_height_m, between(0.0, 10.0, unit::km),
             "Mean height of the 0 degC isotherm above mean sea level, ITU-R P.839; for rain");
  v.optional("rain_rate", c.rain_rate_m_s, between(0.0, 300.0, kMmPerHour),
             "Rain rate exceeded for 0.01 % of the year, ITU-R P.837; for rain. By default that of "
             "the months");
  v.optional("rain_probability", c.rain_probability, between(0.0, 100.0, unit::percent),
             "Part of the year in which it rains, ITU-R P.837. By default that of the months");
  v.optional("months", c.months,
             "Means of January to December, for the distribution of the rain "
             "rate by ITU-R P.837-7");
  v.check(c.months.empty() || c.months.size() == 12, "months",
          "a year has twelve months: give none of them or all");
  v.optional("exceeded", c.exceeded,
             "Vapour and liquid exceeded for parts of the year; between them the attenuation is "
             "linear in the logarithm of the part, beyond them constant");
  v.check(in_order(c.exceeded), "exceeded",
          "the parts of the year go by increasing order, each given once");
}

} // namespace urker::link

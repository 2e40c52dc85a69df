#include "spacecraft/content/content_config.hpp"

#include <algorithm>

namespace urker::spacecraft {

namespace {

constexpr Unit kPerKm2{"1/km2", {.length = -2}, 1e-6};

} // namespace

double ContentConfig::greatest_factor() const {
  return monthly.empty() ? 1.0 : *std::max_element(monthly.begin(), monthly.end());
}

void describe(FieldVisitor& v, ContentConfig& c) {
  v.required("kind", c.kind, "What appears");
  v.optional("areas", c.areas, Reference{"areas"}, "Where it appears; none: everywhere");
  v.required("density", c.density_per_m2, between(0.0, 100.0, kPerKm2),
             "Mean number that is there at an instant, over area");
  v.required("duration", c.duration_s, between(1.0 / 24.0 / 60.0, 3650.0, unit::d),
             "Mean time that one stays; single ones stay half to one and a half of it, all equally "
             "likely");
  v.optional("monthly", c.monthly, between(0.0, 100.0, unit::one),
             "Factor on the rate of coming in each month, January first; none: all one");
  v.check(c.monthly.empty() || c.monthly.size() == 12, "monthly", "a year has twelve months");
}

} // namespace urker::spacecraft

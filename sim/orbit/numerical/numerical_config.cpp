#include "orbit/numerical/numerical_config.hpp"

#include <array>
#include <string_view>

namespace urker::orbit {

void describe(FieldVisitor& v, NumericalConfig& c) {
  static constexpr std::array<std::string_view, 2> kStates{"cartesian", "keplerian"};
  v.optional("cartesian", c.cartesian, "Initial position and velocity");
  v.optional("keplerian", c.keplerian, "Initial osculating elements in GCRF");
  v.exactly_one_of(kStates);
  v.required("mass", c.mass_kg, positive(unit::kg), "Mass at the epoch of the initial state");
  v.optional("tolerance", c.tolerance_m, between(1e-9, 10.0, unit::m),
             "Local error of a step; the default keeps a centimetre a day in LEO");
  v.optional("forces", c.forces, "What acts on it");
}

Time initial_time(const NumericalConfig& c, const Epoch& epoch) {
  return time_of(c.cartesian ? c.cartesian->epoch : c.keplerian.value().epoch, epoch);
}

} // namespace urker::orbit

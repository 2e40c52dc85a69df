#include "network/fibre_config.hpp"

namespace urker::network {

void describe(FieldVisitor& v, FibreConfig& c) {
  v.optional("rate", c.rate_bit_s, positive(unit::Mbit_per_s), "Rate of each line, per direction");
  v.optional("route_factor", c.route_factor, between(1.0, 10.0, unit::one),
             "Length of the route over the great-circle distance");
  v.optional("refractive_index", c.refractive_index, between(1.0, 3.0, unit::one),
             "Group index of the glass: light is slower by this factor");
  v.optional("equipment_delay", c.equipment_delay_s, positive(unit::s),
             "Constant delay of routers and amplifiers, end to end");
}

} // namespace urker::network

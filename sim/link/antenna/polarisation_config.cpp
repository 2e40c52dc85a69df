#include "link/antenna/polarisation_config.hpp"

namespace urker::link {

void describe(FieldVisitor& v, PolarisationConfig& c) {
  v.optional("sense", c.sense, "Which way the field turns, as seen by who sends");
  v.optional("axial_ratio", c.axial_ratio_db, between(0.0, 100.0, unit::dB),
             "Ratio of the axes of the field's ellipse: 0 dB circular, 40 dB and more linear");
  v.optional("tilt", c.tilt_rad, between(-180.0, 180.0, unit::deg),
             "Of the ellipse's longer axis, in one frame for both ends of a link; it is taken to "
             "stay over a pass");
}

} // namespace urker::link

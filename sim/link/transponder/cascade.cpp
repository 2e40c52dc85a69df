#include "link/transponder/cascade.hpp"

#include "link/budget/terms.hpp"

namespace urker::link {

double Cascade::regenerated_db() const {
  return combined_db(downlink_db, interference_db);
}

double Cascade::transparent_db() const {
  return combined_db(combined_db(uplink_db, intermodulation_db), regenerated_db());
}

double uplink_cn0_db_hz(double flux_dbw_m2, double frequency_hz, double g_over_t_db_k) {
  return carrier_to_noise_density_db_hz(flux_dbw_m2 + isotropic_area_db_m2(frequency_hz), 0.0,
                                        g_over_t_db_k);
}

} // namespace urker::link

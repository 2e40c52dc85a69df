#include "link/optical/optical_station_config.hpp"

#include "link/optical/optical_units.hpp"

namespace urker::link {

void describe(FieldVisitor& v, OpticalStationConfig& c) {
  v.optional("count", c.count, between(1.0, 100.0, unit::one),
             "How many satellites the station can serve at once");
  v.optional("setup_time", c.setup_time_s, between(0.0, 1440.0, unit::min),
             "Least time between two passes on one telescope");
  v.optional("shortest_wavelength", c.shortest_wavelength_m, between(400.0, 2500.0, kNanometre),
             "Shorter end of the band that it receives");
  v.optional("longest_wavelength", c.longest_wavelength_m, between(400.0, 2500.0, kNanometre),
             "Longer end of the band");
  v.check(c.shortest_wavelength_m <= c.longest_wavelength_m, "longest_wavelength",
          "the band's longer end is the shorter one");
  v.required("aperture", c.diameter_m, between(1e-3, 20.0, unit::m),
             "Diameter of the telescope that light goes through");
  v.optional("optics_loss", c.optics_loss_db, between(0.0, 40.0, unit::dB),
             "Loss in the optics from sky to detector, with that by a secondary mirror");
  v.optional("pointing_loss", c.pointing_loss_db, between(0.0, 40.0, unit::dB),
             "Loss by mispointing of the telescope");
  v.optional("receiver_loss", c.receiver_loss_db, between(0.0, 40.0, unit::dB),
             "What this receiver needs more than a transmitter's rates say, as by coupling into a "
             "fibre");
  v.optional("turbulence_loss", c.turbulence_loss_db, between(0.0, 40.0, unit::dB),
             "Set aside for fades by turbulence");
  v.optional("zenith_loss", c.zenith_loss_db, between(0.0, 40.0, unit::dB),
             "Loss by clear air at the zenith; none given: Mie scattering by ITU-R P.1622 at the "
             "station's height");
  v.optional("acquisition_time", c.acquisition_time_s, between(0.0, 600.0, unit::s),
             "From a free line of sight to data; the slower end decides");
  v.optional("least_elevation", c.least_elevation_rad, between(5.0, 89.0, unit::deg),
             "Lowest elevation at which the telescopes work");
  v.optional("sun_exclusion", c.sun_exclusion_rad, between(0.0, 90.0, unit::deg),
             "Least angle between satellite and Sun, as seen from the station");
  v.optional("cloud_height", c.cloud_height_m, between(0.0, 15.0, unit::km),
             "Height above the station at which the line of sight meets the clouds");
}

} // namespace urker::link

#include "mission/services/service_rows.hpp"

namespace urker::mission {

namespace {

double degrees(double rad) {
  return rad / unit::deg.scale;
}

} // namespace

void ServiceRow::columns(ColumnVisitor& v) const {
  v.text("service", service, "Service");
  v.text("receivers", receivers, "Group of its receivers");
  v.text("site", site, "Site");
  v.text("satellite", satellite, "Satellite that carries it");
  v.text("transponder", transponder, "Transponder");
  v.text("beam", beam, "Beam of the downlink");
  v.text("status", status,
         "served, too_rarely (less than required), no_margin (not even under clear sky), "
         "below_horizon, outside_beam, uplink_below_horizon, uplink_outside_beam, no_satellite");
  v.text("reason", reason, "Why it is not served; empty if it is");
  v.real("latitude", degrees(latitude_rad), "degrees_north", "Geodetic latitude of the site");
  v.real("longitude", degrees(longitude_rad), "degrees_east", "Longitude of the site");
  v.real("dish_diameter", diameter_m, "m", "Diameter of the dish");
  v.real("elevation", degrees(elevation_rad), "degree", "Elevation of the satellite at the site");
  v.real("azimuth", degrees(azimuth_rad), "degree", "Its azimuth, from north through east");
  v.real("slant_range", range_m, "m", "Its distance");
  v.real("beam_loss", beam_loss_db, "dB", "How far the site is below the beam's peak");
  v.real("eirp", eirp_dbw, "dBW", "EIRP of the carrier towards the site");
  v.real("g_over_t", g_over_t_db_k, "dB K-1", "G/T of the dish under clear sky");
  v.real("flux_density", flux_dbw_m2, "dBW m-2", "Flux density of the carrier, in free space");
  v.real("flux_margin", flux_margin_db, "dB",
         "Least margin to the known limits of flux density; NaN where none is known");
  v.real("uplink_cn", uplink_db, "dB", "C/N of the uplink under clear sky");
  v.real("carrier_to_intermodulation", intermodulation_db, "dB", "C/IM of the transponder");
  v.real("downlink_cn", downlink_db, "dB", "C/N of the downlink under clear sky");
  v.real("carrier_to_interference", interference_db, "dB",
         "C/I at the site, of all other carriers");
  v.real("cn", total_db, "dB", "C/N of all that together, in the symbol rate");
  v.text("strongest_interferer", interferer, "Service whose carrier disturbs most; may be empty");
  v.text("modcod", modcod, "Highest modcod that holds under clear sky; may be empty");
  v.real("rate", rate_bit_s, "bit s-1", "Its rate of user data");
  v.real("margin", margin_db, "dB", "Margin of the lowest modcod under clear sky");
  v.real("uplink_reserve", uplink_reserve_db, "dB", "EIRP that the uplink has in hand for rain");
  v.real("required_availability", required_availability, "1", "Share of the year that is required");
  v.real("margin_at_required", margin_then_db, "dB",
         "Margin of the lowest modcod in weather that is worse only in the rest of the year");
  v.real("availability", availability, "1",
         "Share of the year in which the lowest modcod holds, by ITU-R P.618, rain on either link; "
         "0.99999 stands for that or more, 0 for less than half");
  v.real("rain_outage", rain_outage_s, "s",
         "Time in the run without service by rain at the site; NaN in steady weather");
  v.real("uplink_outage", uplink_outage_s, "s", "Likewise by rain on the uplink");
  v.real("sun_limit", degrees(sun_limit_rad), "degree",
         "Angle from the Sun's centre within which its noise cuts the service off; 0: it does not");
  v.real("sun_loss", sun_loss_db, "dB", "What a Sun in the middle of the beam takes of C/N");
  v.integer("sun_outages", sun_outages, "1", "Times in the run when the Sun cuts it off");
  v.real("sun_outage", sun_outage_s, "s", "How long in all");
  instant(v, "first_sun_outage", first_sun, "Begin of the first of them");
  instant(v, "last_sun_outage", last_sun, "Begin of the last of them");
  v.real("outage", outage_s, "s", "Time without service from any cause, counted once");
  v.real("lit", lit_s, "s", "Time in the run in which beam and satellite reach the site");
}

void ServiceOutageRow::columns(ColumnVisitor& v) const {
  v.text("service", service, "Service");
  v.text("receivers", receivers, "Group of its receivers");
  v.text("site", site, "Site");
  instant(v, "begin", begin, "The margin falls below 0 dB");
  v.text(
      "cause", cause,
      "rain (at the site), uplink_rain, sun, beam (it points elsewhere) or satellite (it is out of "
      "service)");
  instant(v, "end", end, "It is back, or the run ends");
  v.real("least_margin", least_margin_db, "dB", "Least margin of the lowest modcod by that cause");
}

void BeamContourRow::columns(ColumnVisitor& v) const {
  v.text("satellite", satellite, "Satellite");
  v.text("beam", beam, "Beam");
  instant(v, "from", from, "When it points there");
  v.real("below_peak", below_peak_db, "dB", "How far below the peak");
  v.integer("point", point, "1", "Number along the line, counterclockwise");
  v.real("eirp", eirp_dbw, "dBW", "EIRP of a saturated transponder there");
  v.real("g_over_t", g_over_t_db_k, "dB K-1", "G/T of the satellite there");
  v.real("latitude", degrees(latitude_rad), "degrees_north", "Geodetic latitude");
  v.real("longitude", degrees(longitude_rad), "degrees_east", "Longitude");
  v.integer("edge", edge ? 1 : 0, "1", "1 on the line beyond which the beam does not serve");
}

} // namespace urker::mission

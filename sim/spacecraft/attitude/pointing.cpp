#include "spacecraft/attitude/pointing.hpp"

namespace urker::spacecraft {

std::string_view activity_name(Activity activity) {
  constexpr std::array<std::string_view, kActivities> kNames{"safe_mode", "burn", "imaging",
                                                             "downlink", "charging"};
  return kNames[static_cast<std::size_t>(activity)];
}

Pointing Pointing::at_roll(PointingMode mode, double roll_rad) {
  Pointing pointing;
  pointing.mode = mode;
  pointing.roll_rad = roll_rad;
  return pointing;
}

Pointing Pointing::at_place(PointingMode mode, const orbit::Geodetic& place) {
  Pointing pointing;
  pointing.mode = mode;
  pointing.has_place = true;
  pointing.place = place;
  return pointing;
}

Pointing Pointing::along(const orbit::Vector3& tnw) {
  Pointing pointing;
  pointing.mode = PointingMode::velocity;
  pointing.tnw = tnw;
  return pointing;
}

bool operator==(const Pointing& a, const Pointing& b) {
  return a.mode == b.mode && a.roll_rad == b.roll_rad && a.has_place == b.has_place &&
         a.place.latitude_rad == b.place.latitude_rad &&
         a.place.longitude_rad == b.place.longitude_rad && a.place.height_m == b.place.height_m &&
         a.tnw == b.tnw;
}

} // namespace urker::spacecraft

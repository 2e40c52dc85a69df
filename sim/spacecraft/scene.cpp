#include "spacecraft/scene.hpp"

#include "access/strip.hpp"
#include "orbit/itrf_state.hpp"

#include <algorithm>
#include <cmath>

namespace urker::spacecraft {

namespace {

// A strip may overshoot a whole number of swaths by this part of one before it gets another scene.
constexpr double kOvershoot = 0.02;

/// Where the middle of the swath meets the ground, seen from the satellite.
struct View {
  orbit::Geodetic place;
  orbit::Vector3 place_itrf_m = orbit::Vector3::Zero();
  double range_m = 0.0;
  double incidence_rad = 0.0;
};

/// The geometry of one strip.
class StripView {
 public:
  StripView(const protocol::ImagingTask& task, const orbit::Trajectory& trajectory,
            const orbit::Earth& earth)
      : task_(task), trajectory_(trajectory), earth_(earth) {}

  [[nodiscard]] std::optional<View> at(Time t) const {
    const auto place = access::ground_point(trajectory_, earth_, t, task_.roll_rad);
    if (!place) {
      return std::nullopt;
    }
    View view{*place, orbit::to_itrf_m(*place)};
    const orbit::State satellite = orbit::itrf_state(trajectory_, earth_, t);
    const orbit::Vector3 line_m = satellite.r_m - view.place_itrf_m;
    view.range_m = line_m.norm();
    const double cosine = line_m.dot(orbit::geodetic_up(*place)) / view.range_m;
    view.incidence_rad = std::acos(std::clamp(cosine, -1.0, 1.0));
    return view;
  }

 private:
  const protocol::ImagingTask& task_;
  const orbit::Trajectory& trajectory_;
  const orbit::Earth& earth_;
};

/// Whether both edges of the swath meet the Earth.
bool meets_earth(const ImagerConfig& imager, const protocol::ImagingTask& task,
                 const orbit::Trajectory& trajectory, const orbit::Earth& earth) {
  const double half_rad = half_width_rad(imager);
  for (const Time t : {task.begin, task.end}) {
    for (const double roll_rad : {task.roll_rad - half_rad, task.roll_rad + half_rad}) {
      if (!access::ground_point(trajectory, earth, t, roll_rad)) {
        return false;
      }
    }
  }
  return true;
}

Time part_of(const protocol::ImagingTask& task, std::int64_t k, std::int64_t n) {
  return task.begin + (task.end - task.begin) * k / n;
}

double distance_m(const View& a, const View& b) {
  return (a.place_itrf_m - b.place_itrf_m).norm();
}

/// Puts each wanted cell that the swath passes into the scene of its crossing.
void assign_cells(std::vector<Scene>& scenes, const ImagerConfig& imager,
                  const protocol::ImagingTask& task, const orbit::Trajectory& trajectory,
                  const orbit::Earth& earth, const access::CellGrid& grid) {
  const double half_rad = half_width_rad(imager);
  const access::Flyover flyover(trajectory, earth, task.begin, task.end);
  for (const std::int64_t cell : task.cells) {
    const auto crossing = flyover.crossing(access::GroundPlace(grid.centre(cell)));
    if (!crossing || std::abs(crossing->roll_rad - task.roll_rad) > half_rad) {
      continue;
    }
    const auto scene = std::find_if(scenes.begin(), scenes.end(), [&](const Scene& s) {
      return crossing->time < s.end || &s == &scenes.back();
    });
    scene->cells.push_back(cell);
  }
}

double mean_cover(const Scene& scene, const orbit::Geodetic& middle, Time t,
                  const access::CellGrid& grid, const link::CloudField& clouds) {
  if (scene.cells.empty()) {
    return clouds.cover(middle, t);
  }
  double sum = 0.0;
  for (const std::int64_t cell : scene.cells) {
    sum += clouds.cover(grid.centre(cell), t);
  }
  return sum / static_cast<double>(scene.cells.size());
}

} // namespace

double half_width_rad(const ImagerConfig& imager) {
  return std::atan(0.5 * imager.swath_m / imager.reference_altitude_m);
}

std::int64_t scene_bits(const ImagerConfig& imager, double length_m, double range_m) {
  std::int64_t bits = 0;
  for (const auto& [name, channel] : imager.channels) {
    const std::int64_t columns = std::llround(imager.swath_m / channel.gsd_m);
    const double line_m = channel.gsd_m * range_m / imager.reference_altitude_m;
    const std::int64_t lines = std::max<std::int64_t>(1, std::llround(length_m / line_m));
    bits += columns * lines * channel.bands * channel.bit_depth;
  }
  return bits;
}

double imaging_rate_bit_s(const ImagerConfig& imager, double ground_speed_m_s, double range_m) {
  double rate_bit_s = 0.0;
  for (const auto& [name, channel] : imager.channels) {
    const double line_m = channel.gsd_m * range_m / imager.reference_altitude_m;
    rate_bit_s += imager.swath_m / channel.gsd_m * ground_speed_m_s / line_m *
                  static_cast<double>(channel.bands * channel.bit_depth);
  }
  return rate_bit_s;
}

std::vector<Scene> cut_strip(const ImagerConfig& imager, const protocol::ImagingTask& task,
                             const orbit::Trajectory& trajectory, const orbit::Earth& earth,
                             const access::CellGrid& grid, const link::CloudField& clouds,
                             const ContentField* contents) {
  if (task.end <= task.begin) {
    return {};
  }
  const StripView strip(task, trajectory, earth);
  const auto first = strip.at(task.begin);
  const auto middle = strip.at(part_of(task, 1, 2));
  const auto last = strip.at(task.end);
  if (!first || !middle || !last || !meets_earth(imager, task, trajectory, earth)) {
    return {};
  }
  const double length_m = distance_m(*first, *middle) + distance_m(*middle, *last);
  const auto n =
      static_cast<std::int64_t>(std::max(1.0, std::ceil(length_m / imager.swath_m - kOvershoot)));
  std::vector<Scene> scenes;
  for (std::int64_t k = 0; k < n; ++k) {
    Scene scene;
    scene.begin = part_of(task, k, n);
    scene.end = part_of(task, k + 1, n);
    scenes.push_back(scene);
  }
  assign_cells(scenes, imager, task, trajectory, earth, grid);
  for (Scene& scene : scenes) {
    const Time t = scene.begin + (scene.end - scene.begin) / 2;
    const auto begin = strip.at(scene.begin);
    const auto view = strip.at(t);
    const auto end = strip.at(scene.end);
    if (!begin || !view || !end) {
      return {};
    }
    scene.corners = access::footprint(trajectory, earth, scene.begin, scene.end, task.roll_rad,
                                      half_width_rad(imager));
    scene.gsd_m = imager.finest_gsd_m() * view->range_m / imager.reference_altitude_m /
                  std::cos(view->incidence_rad);
    scene.sun_elevation_rad = access::sun_elevation_rad(earth, view->place, t);
    scene.raw_bits = scene_bits(imager, distance_m(*begin, *end), view->range_m);
    scene.cloud_truth = mean_cover(scene, view->place, t, grid, clouds);
    if (contents != nullptr) {
      scene.contents = contents->in(
          scene.cells.empty() ? std::vector{grid.cell_at(view->place)} : scene.cells, t);
    }
  }
  return scenes;
}

} // namespace urker::spacecraft

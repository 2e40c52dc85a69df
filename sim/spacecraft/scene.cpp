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

/// A scene's own time, and that in which the swath's middle passes what it shows.
struct Piece {
  Time begin, end;
  Time first, last;
};

double frame_length_m(const ImagerConfig& imager, double range_m) {
  return static_cast<double>(imager.frame->pixels_along) * imager.finest_gsd_m() * range_m /
         imager.reference_altitude_m;
}

Time part_of(const protocol::ImagingTask& task, std::int64_t k, std::int64_t n) {
  return task.begin + (task.end - task.begin) * k / n;
}

double distance_m(const View& a, const View& b) {
  return (a.place_itrf_m - b.place_itrf_m).norm();
}

std::vector<Piece> lines_of(const ImagerConfig& imager, const protocol::ImagingTask& task,
                            double length_m) {
  const auto n =
      static_cast<std::int64_t>(std::max(1.0, std::ceil(length_m / imager.swath() - kOvershoot)));
  std::vector<Piece> pieces;
  for (std::int64_t k = 0; k < n; ++k) {
    const Time begin = part_of(task, k, n);
    const Time end = part_of(task, k + 1, n);
    pieces.push_back({begin, end, begin, end});
  }
  return pieces;
}

std::vector<Piece> frames_of(const ImagerConfig& imager, const protocol::ImagingTask& task,
                             double speed_m_s, double range_m) {
  const FrameConfig& frame = *imager.frame;
  const Duration interval = round_seconds(frame.interval_s);
  const Duration busy =
      std::min(round_seconds(frame.exposure_s + frame.readout_s), task.end - task.begin);
  const Duration half = round_seconds(0.5 * frame_length_m(imager, range_m) / speed_m_s);
  std::vector<Piece> pieces;
  for (Time begin = task.begin; begin + busy <= task.end; begin += interval) {
    const Time middle = begin + round_seconds(0.5 * frame.exposure_s);
    pieces.push_back({begin, begin + busy, middle - half, middle + half});
  }
  return pieces;
}

/// Puts each wanted cell that the swath passes into the first scene that shows it.
void assign_cells(std::vector<Scene>& scenes, const std::vector<Piece>& pieces,
                  const ImagerConfig& imager, const protocol::ImagingTask& task,
                  const orbit::Trajectory& trajectory, const orbit::Earth& earth,
                  const access::CellGrid& grid) {
  const double half_rad = half_width_rad(imager);
  const access::Flyover flyover(trajectory, earth, std::min(task.begin, pieces.front().first),
                                std::max(task.end, pieces.back().last));
  for (const std::int64_t cell : task.cells) {
    const auto crossing = flyover.crossing(access::GroundPlace(grid.centre(cell)));
    if (!crossing || std::abs(crossing->roll_rad - task.roll_rad) > half_rad) {
      continue;
    }
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      const bool last_line = !imager.frame && i + 1 == pieces.size();
      if (last_line || (crossing->time < pieces[i].last &&
                        (!imager.frame || crossing->time >= pieces[i].first))) {
        scenes[i].cells.push_back(cell);
        break;
      }
    }
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
  return std::atan(0.5 * imager.swath() / imager.reference_altitude_m);
}

std::int64_t scene_bits(const ImagerConfig& imager, double length_m, double range_m,
                        double time_s) {
  const double finest_m = imager.finest_gsd_m();
  std::int64_t bits = 0;
  for (const auto& [name, channel] : imager.channels) {
    const double gsd_m = imager.gsd(channel);
    const std::int64_t columns = std::llround(imager.swath() / gsd_m);
    double lines = length_m / (gsd_m * range_m / imager.reference_altitude_m);
    if (imager.frame) {
      lines = static_cast<double>(imager.frame->pixels_along) * finest_m / gsd_m;
    } else if (imager.line_rate_hz > 0.0) {
      lines = std::min(lines, imager.line_rate_hz * finest_m / gsd_m * time_s);
    }
    bits += columns * std::max<std::int64_t>(1, std::llround(lines)) * channel.bands *
            channel.bit_depth;
  }
  return bits;
}

double imaging_rate_bit_s(const ImagerConfig& imager, double ground_speed_m_s, double range_m) {
  if (imager.frame) {
    return static_cast<double>(scene_bits(imager, 0.0, range_m)) / imager.frame->interval_s;
  }
  const double finest_m = imager.finest_gsd_m();
  double rate_bit_s = 0.0;
  for (const auto& [name, channel] : imager.channels) {
    const double gsd_m = imager.gsd(channel);
    const double line_m = gsd_m * range_m / imager.reference_altitude_m;
    double lines_s = ground_speed_m_s / line_m;
    if (imager.line_rate_hz > 0.0) {
      lines_s = std::min(lines_s, imager.line_rate_hz * finest_m / gsd_m);
    }
    rate_bit_s +=
        imager.swath() / gsd_m * lines_s * static_cast<double>(channel.bands * channel.bit_depth);
  }
  return rate_bit_s;
}

std::vector<Scene> cut_strip(const ImagerConfig& imager, const protocol::ImagingTask& task,
                             const orbit::Trajectory& trajectory, const orbit::Earth& earth,
                             const access::CellGrid& grid, const link::CloudField& clouds,
                             const ContentField* contents, const compute::TileShare& share) {
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
  const double speed_m_s = length_m / to_seconds(task.end - task.begin);
  const auto pieces = imager.frame ? frames_of(imager, task, speed_m_s, middle->range_m)
                                   : lines_of(imager, task, length_m);
  std::vector<Scene> scenes(pieces.size());
  assign_cells(scenes, pieces, imager, task, trajectory, earth, grid);
  for (std::size_t i = 0; i < scenes.size(); ++i) {
    Scene& scene = scenes[i];
    const Piece& piece = pieces[i];
    scene.begin = piece.begin;
    scene.end = piece.end;
    const Time t = piece.first + (piece.last - piece.first) / 2;
    const auto begin = strip.at(piece.first);
    const auto view = strip.at(t);
    const auto end = strip.at(piece.last);
    if (!begin || !view || !end) {
      return {};
    }
    scene.corners = access::footprint(trajectory, earth, piece.first, piece.last, task.roll_rad,
                                      half_width_rad(imager));
    scene.gsd_m = imager.finest_gsd_m() * view->range_m / imager.reference_altitude_m /
                  std::cos(view->incidence_rad);
    scene.sun_elevation_rad = access::sun_elevation_rad(earth, view->place, t);
    scene.raw_bits = scene_bits(imager, distance_m(*begin, *end), view->range_m,
                                to_seconds(piece.last - piece.first));
    scene.cloud_truth = mean_cover(scene, view->place, t, grid, clouds);
    if (contents != nullptr) {
      scene.contents = contents->in(
          scene.cells.empty() ? std::vector{grid.cell_at(view->place)} : scene.cells, t, share);
    }
  }
  return scenes;
}

} // namespace urker::spacecraft

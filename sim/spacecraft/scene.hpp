#pragma once

#include "access/cell_grid.hpp"
#include "link/weather/cloud_field.hpp"
#include "orbit/earth/earth.hpp"
#include "protocol/messages.hpp"
#include "spacecraft/content/content_field.hpp"
#include "spacecraft/imager_config.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <vector>

namespace urker::spacecraft {

/// A part of a strip, about as long as the swath is wide at nadir, or a frame: one product.
struct Scene {
  Time begin = kStart;
  Time end = kStart;
  std::vector<std::int64_t> cells;          ///< wanted cells whose centre it passes
  std::array<orbit::Geodetic, 4> corners{}; ///< begin-left, begin-right, end-right, end-left
  double gsd_m = 0.0;                       ///< across the track, finest channel, middle
  double sun_elevation_rad = 0.0;           ///< at the middle
  double cloud_truth = 0.0;                 ///< mean over the cells, or at the middle if none
  std::vector<protocol::Content> contents;  ///< of the cells, or of the middle's if none
  std::int64_t raw_bits = 0;
  template <class Packer>
  void pack(Packer& p) {
    p(begin, end, cells, gsd_m, sun_elevation_rad, cloud_truth, contents, raw_bits);
    for (auto& [latitude_rad, longitude_rad, height_m] : corners) {
      p(latitude_rad, longitude_rad, height_m);
    }
  }
};

/// Half of the imager's field of view across the track: swath over altitude on a flat Earth.
[[nodiscard]] double half_width_rad(const ImagerConfig& imager);

/// Volume of a scene: detector columns x lines x bands x depth over all channels. The number of
/// columns is the detector's; lines follow each other at the sample distance along the track,
/// which is the nominal one times range over reference altitude, but no faster than the imager's
/// greatest rate in the time that the scene takes. A frame has the lines of its detector.
[[nodiscard]] std::int64_t scene_bits(const ImagerConfig& imager, double length_m, double range_m,
                                      double time_s = std::numeric_limits<double>::infinity());

/// Rate at which a strip fills the memory, bit/s, for planning: `ground_speed_m_s` is that of the
/// swath's middle.
[[nodiscard]] double imaging_rate_bit_s(const ImagerConfig& imager, double ground_speed_m_s,
                                        double range_m);

/// Cuts a strip into scenes of equal duration, or takes frames at their interval; a frame lasts for
/// exposure and readout and shows what lies under the middle of its exposure. Empty if the swath
/// misses the Earth. Without `contents` there is nothing to see; `share` is of the tiles.
[[nodiscard]] std::vector<Scene>
cut_strip(const ImagerConfig& imager, const protocol::ImagingTask& task,
          const orbit::Trajectory& trajectory, const orbit::Earth& earth,
          const access::CellGrid& grid, const link::CloudField& clouds,
          const ContentField* contents = nullptr, const compute::TileShare& share = {});

} // namespace urker::spacecraft

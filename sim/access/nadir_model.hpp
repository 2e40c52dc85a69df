#pragma once

#include "access/contact_plan.hpp"
#include "access/ground_place.hpp"
#include "access/window_search.hpp"

namespace urker::access {

/// Where a point on the ground is as seen from a satellite.
struct NadirSample {
  double value = 0.0; ///< not negative within the off-nadir limit
  double rate_per_s = 0.0;
  double range_m = 0.0;
  double chord = 0.0; ///< between the unit vectors: exact where their cosine is not
};

/// The off-nadir condition of target_passes.hpp, for window_search.hpp.
class NadirModel {
 public:
  NadirModel(const TrackSection& section, const GroundPlace& point, double limit_rad);

  [[nodiscard]] std::size_t node_count() const { return section_.node_count(); }
  [[nodiscard]] Time node_time(std::size_t node) const { return section_.node_time(node); }
  [[nodiscard]] NadirSample at_node(std::size_t node) const { return sample(section_.node(node)); }
  [[nodiscard]] NadirSample at(Time t) const { return sample(section_.track().at(t)); }
  [[nodiscard]] double curvature_bound(std::size_t interval, const SearchPoint<NadirSample>& a,
                                       const SearchPoint<NadirSample>& b) const;

 private:
  [[nodiscard]] NadirSample sample(const orbit::State& itrf) const;

  const TrackSection& section_;
  orbit::Vector3 position_m_;
  double limit_chord_;
};

} // namespace urker::access

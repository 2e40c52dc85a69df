#include "access/contact_plan.hpp"
#include "access/station_model.hpp"
#include "access/window_search.hpp"

namespace urker::access {
namespace {

/// The parts of a window at the least elevation in which the satellite is above the mask too.
std::vector<Window> above_mask(const Track& track, const Site& site, const Window& window) {
  if (!has_mask(site)) {
    return {window};
  }
  auto parts = find_windows_above(track, site.place, site.mask, window.begin, window.end);
  for (Window& part : parts) {
    part.begin_clipped = part.begin_clipped && window.begin_clipped;
    part.end_clipped = part.end_clipped && window.end_clipped;
  }
  return parts;
}

} // namespace

bool has_mask(const Site& site) {
  return !site.mask.empty() && site.mask.greatest_rad() > site.least_elevation_rad;
}

std::vector<Window> find_site_windows(const Track& track, const Site& site, Time begin, Time end) {
  const TrackSection section(track, begin, end);
  std::vector<Window> windows;
  for (const Window& window : search_windows(StationModel(section, site))) {
    const auto parts = above_mask(track, site, window);
    windows.insert(windows.end(), parts.begin(), parts.end());
  }
  return windows;
}

} // namespace urker::access

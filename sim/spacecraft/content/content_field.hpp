#pragma once

#include "access/cell_grid.hpp"
#include "base/random.hpp"
#include "link/weather/cloud_field.hpp"
#include "link/weather/season.hpp"
#include "spacecraft/content/content_config.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "compute/tile_share.hpp"

namespace urker::spacecraft {

/// One kind of content as it appears, with the cells in which it does.
struct ContentSource {
  std::string name; ///< key of its random draws
  ContentConfig config;
  std::vector<std::int64_t> cells; ///< ascending; of `config.areas`
};

/// What there is to see on the ground, as a pure function of seed, cell and time: everybody who
/// looks sees the same, in any order and on any rank.
///
/// In each cell targets come as a Poisson process, whose rate may go with the season, and stay for
/// a time that does not depend on others: the number present is then a Poisson number with the mean
/// rate times mean stay, whatever the distribution of the stay (the M/G/infinity queue: L. Takacs
/// 1962, Introduction to the Theory of Queues, ch. 3). The stay is uniform about its mean, so that
/// who asks need only look back one and a half of it: time is cut into slots of the mean stay, and
/// each slot's arrivals are drawn by its number. Targets do not move from cell to cell, know
/// nothing of each other, of land and sea (that is what `areas` are for) or of the time of the day.
///
/// A cloud hides a target where the cover of its cell exceeds a number in 0..1 that is the target's
/// own: of many targets that share is hidden, and one that is seen stays so while the sky clears.
class ContentField {
 public:
  ContentField(std::vector<ContentSource> sources, std::shared_ptr<const access::CellGrid> grid,
               std::shared_ptr<const link::CloudField> clouds, std::uint64_t seed,
               const CalendarTime& start = {});

  /// Content of some cells together, in the order of kinds; kinds of which there is none are left
  /// out. Each target lies in the tiles of one `share`, wherever the frames lie that show it.
  [[nodiscard]] std::vector<protocol::Content> in(std::span<const std::int64_t> cells, Time t,
                                                  const compute::TileShare& share = {}) const;

 private:
  /// Adds what a source shows in a cell.
  void add(const ContentSource& source, std::int64_t cell, Time t, const compute::TileShare& share,
           protocol::Content& sum) const;

  std::vector<ContentSource> sources_;
  std::shared_ptr<const access::CellGrid> grid_;
  std::shared_ptr<const link::CloudField> clouds_;
  std::uint64_t seed_;
  link::Season season_;
};

/// A Poisson number with that mean, by inversion of uniform draws: one for each 64 of the mean,
/// with the counters from `first` on.
[[nodiscard]] std::int64_t poisson_number(const RandomKey& key, std::uint64_t first, double mean);

} // namespace urker::spacecraft

#include "spacecraft/content/content_field.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace urker::spacecraft {

namespace {

constexpr std::size_t kKinds = EnumNames<protocol::ContentKind>::names.size();

// A slot's counters: 32 bits each for the slot and the draw within it, four draws a target; the
// upper quarter counts the slot's targets.
constexpr std::int64_t kSlotZero = std::int64_t{1} << 31;
constexpr std::uint64_t kFirstOfCount = 0xc0000000ULL;
enum Draw : std::uint64_t { came, accepted, stay, cover };

} // namespace

std::int64_t poisson_number(const RandomKey& key, std::uint64_t first, double mean) {
  constexpr double kPart = 64.0;
  std::int64_t number = 0;
  for (; mean > 0.0; mean -= kPart) {
    const double part = std::min(mean, kPart);
    double probability = std::exp(-part);
    double left = random_uniform(key, first++);
    for (double k = 1.0; left >= probability && probability > 0.0; ++k) {
      left -= probability;
      probability *= part / k;
      ++number;
    }
  }
  return number;
}

ContentField::ContentField(std::vector<ContentSource> sources,
                           std::shared_ptr<const access::CellGrid> grid,
                           std::shared_ptr<const link::CloudField> clouds, std::uint64_t seed,
                           const CalendarTime& start)
    : sources_(std::move(sources)), grid_(std::move(grid)), clouds_(std::move(clouds)), seed_(seed),
      season_(start) {}

std::vector<protocol::Content> ContentField::in(std::span<const std::int64_t> cells, Time t,
                                                const compute::TileShare& share) const {
  std::array<protocol::Content, kKinds> sums;
  for (std::size_t k = 0; k < kKinds; ++k) {
    sums[k].kind = static_cast<protocol::ContentKind>(k);
  }
  for (const ContentSource& source : sources_) {
    const bool everywhere = source.config.areas.empty();
    for (const std::int64_t cell : cells) {
      if (everywhere || std::binary_search(source.cells.begin(), source.cells.end(), cell)) {
        add(source, cell, t, share, sums[static_cast<std::size_t>(source.config.kind)]);
      }
    }
  }
  std::vector<protocol::Content> result;
  std::copy_if(sums.begin(), sums.end(), std::back_inserter(result),
               [](const protocol::Content& sum) { return sum.present > 0; });
  return result;
}

void ContentField::add(const ContentSource& source, std::int64_t cell, Time t,
                       const compute::TileShare& share, protocol::Content& sum) const {
  const ContentConfig& config = source.config;
  const double greatest = config.greatest_factor();
  const double arrivals = config.density_per_m2 * grid_->cell_area_m2() * greatest;
  const RandomKey key{seed_, key_of("environment.contents." + source.name),
                      static_cast<std::uint64_t>(cell)};
  const RandomKey tiles{seed_, key_of("environment.contents." + source.name + ".tiles"),
                        static_cast<std::uint64_t>(cell)};
  const double now = seconds_since_start(t) / config.duration_s; // in slots
  const auto last = static_cast<std::int64_t>(std::floor(now));
  double cover_there = -1.0; // not asked for yet
  for (std::int64_t slot = last - 2; slot <= last; ++slot) {
    const auto base = static_cast<std::uint64_t>(slot + kSlotZero) << 32U;
    const std::int64_t targets = poisson_number(key, base + kFirstOfCount, arrivals);
    for (std::int64_t i = 0; i < targets; ++i) {
      const auto draw = [&](Draw which) {
        return random_uniform(key, base + 4 * static_cast<std::uint64_t>(i) + which);
      };
      const double since = now - (static_cast<double>(slot) + draw(Draw::came));
      if (since < 0.0 || since >= 0.5 + draw(Draw::stay)) {
        continue;
      }
      if (!config.monthly.empty()) {
        const Time began = t - round_seconds(since * config.duration_s);
        if (draw(Draw::accepted) * greatest >= season_.value(config.monthly, began)) {
          continue;
        }
      }
      if (cover_there < 0.0) {
        cover_there = clouds_->cover(grid_->centre(cell), t);
      }
      const bool visible = draw(Draw::cover) >= cover_there;
      const bool own =
          share.of == 1 || share.holds(random_uniform(tiles, base + static_cast<std::uint64_t>(i)));
      ++sum.present;
      sum.visible += visible;
      sum.own_present += own;
      sum.own_visible += own && visible;
    }
  }
}

} // namespace urker::spacecraft

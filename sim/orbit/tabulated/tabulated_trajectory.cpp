#include "orbit/tabulated/tabulated_trajectory.hpp"

#include "base/error.hpp"
#include "orbit/bernstein.hpp"
#include "orbit/tabulated/interpolation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace urker::orbit {

TabulatedTrajectory::TabulatedTrajectory(std::string name, const Epoch& epoch, Frame frame,
                                         const std::vector<StateTable>& tables)
    : name_(std::move(name)), epoch_(epoch), frame_(frame) {
  require(frame == Frame::gcrf || frame == Frame::teme, "a table is in no inertial frame");
  for (const StateTable& table : tables) {
    if (!pieces_.empty() && table.begin < pieces_.back().end) {
      throw Error(Cause::invalid_input,
                  fmt::format("{}: its table from {} begins before the last one ends, at {}", name_,
                              epoch_.utc_text(table.begin), epoch_.utc_text(pieces_.back().end)));
    }
    add(table);
  }
  if (pieces_.empty()) {
    throw Error(Cause::invalid_input, fmt::format("{}: no table of states", name_));
  }
}

void TabulatedTrajectory::add(const StateTable& table) {
  if (table.states.size() < 2 || table.begin >= table.end) {
    throw Error(Cause::invalid_input, fmt::format("{}: a table of less than two states", name_));
  }
  for (std::size_t i = 0; i + 1 < table.times.size(); ++i) {
    const Time begin = std::max(table.times[i], table.begin);
    const Time end = std::min(table.times[i + 1], table.end);
    if (begin < end) {
      auto polynomials = interpolate(table, i);
      const double step_s = to_seconds(table.times[i + 1] - table.times[i]);
      const auto bounds = bernstein_bounds(polynomials.r_m, polynomials.v_m_s, step_s);
      pieces_.push_back({begin, end, table.times[i], table.times[i + 1], std::move(polynomials.r_m),
                         std::move(polynomials.v_m_s), bounds});
    }
  }
}

std::size_t TabulatedTrajectory::piece(Time t) const {
  // The first that ends later; at an end in which two tables meet the later one, which begins
  // there.
  auto found = std::upper_bound(pieces_.begin(), pieces_.end(), t,
                                [](Time time, const Piece& p) { return time < p.end; });
  if (found == pieces_.end() || found->begin > t) {
    if (found == pieces_.begin() || std::prev(found)->end != t) {
      throw Error(
          Cause::invalid_input,
          fmt::format("{}: no state at {}; its tables hold states from {} to {}{}", name_,
                      epoch_.utc_text(t), epoch_.utc_text(pieces_.front().begin),
                      epoch_.utc_text(pieces_.back().end),
                      t > pieces_.front().begin && t < pieces_.back().end ? ", with gaps" : ""));
    }
    --found;
  }
  return static_cast<std::size_t>(found - pieces_.begin());
}

State TabulatedTrajectory::state(Time t) const {
  const Piece& p = pieces_[piece(t)];
  const double s =
      static_cast<double>((t - p.first).count()) / static_cast<double>((p.last - p.first).count());
  return {bernstein_value(p.r_m, s), bernstein_value(p.v_m_s, s)};
}

MotionBounds TabulatedTrajectory::bounds(Time begin, Time end) const {
  const std::size_t first = piece(begin);
  const std::size_t last = piece(end);
  MotionBounds all = pieces_[first].bounds;
  for (std::size_t i = first + 1; i <= last; ++i) {
    if (pieces_[i].begin != pieces_[i - 1].end) {
      throw Error(Cause::invalid_input, fmt::format("{}: no state between {} and {}", name_,
                                                    epoch_.utc_text(pieces_[i - 1].end),
                                                    epoch_.utc_text(pieces_[i].begin)));
    }
    all = both(all, pieces_[i].bounds);
  }
  return all;
}

} // namespace urker::orbit

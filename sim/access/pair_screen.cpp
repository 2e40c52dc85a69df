#include "access/pair_screen.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace urker::access {

PairScreen::PairScreen(std::vector<Body> bodies, double limit_m, double reach_s)
    : bodies_(std::move(bodies)), limit_m_(limit_m), reach_s_(reach_s) {
  double fastest_m_s = 0.0;
  for (const Body& body : bodies_) {
    fastest_m_s = std::max(fastest_m_s, body.speed_m_s);
  }
  cell_m_ = limit_m + 2.0 * fastest_m_s * reach_s;
  for (std::uint32_t i = 0; i < bodies_.size(); ++i) {
    placed_.push_back({cell_of(bodies_[i].position_m), i});
  }
  std::sort(placed_.begin(), placed_.end(), [](const Placed& a, const Placed& b) {
    return std::tie(a.cell, a.body) < std::tie(b.cell, b.body);
  });
}

PairScreen::Cell PairScreen::cell_of(const orbit::Vector3& position_m) const {
  const orbit::Vector3 c = (position_m / cell_m_).array().floor();
  return {static_cast<std::int32_t>(c.x()), static_cast<std::int32_t>(c.y()),
          static_cast<std::int32_t>(c.z())};
}

void PairScreen::neighbours(std::uint32_t number, std::vector<std::uint32_t>& found) const {
  const auto own =
      std::lower_bound(bodies_.begin(), bodies_.end(), number,
                       [](const Body& body, std::uint32_t n) { return body.number < n; });
  if (own == bodies_.end() || own->number != number) {
    return;
  }
  const Cell centre = cell_of(own->position_m);
  for (std::int32_t dx = -1; dx <= 1; ++dx) {
    for (std::int32_t dy = -1; dy <= 1; ++dy) { // a column of three cells lies side by side
      const Cell first{centre[0] + dx, centre[1] + dy, centre[2] - 1};
      auto p = std::lower_bound(placed_.begin(), placed_.end(), first,
                                [](const Placed& x, const Cell& cell) { return x.cell < cell; });
      for (; p != placed_.end() && p->cell[0] == first[0] && p->cell[1] == first[1] &&
             p->cell[2] <= centre[2] + 1;
           ++p) {
        const Body& other = bodies_[p->body];
        const double near_m = limit_m_ + (own->speed_m_s + other.speed_m_s) * reach_s_;
        if (other.number > number &&
            (other.position_m - own->position_m).squaredNorm() <= near_m * near_m) {
          found.push_back(other.number);
        }
      }
    }
  }
}

} // namespace urker::access

#include "orbit/numerical/tide_table.hpp"

#include "base/error.hpp"

#include <algorithm>

namespace urker::orbit {

namespace {

using namespace std::chrono_literals;

constexpr Duration kSpacing = 600s;

/// Calls `visit(degree, order, place of c in a node)`; s is at the next place.
template <class Visit>
void for_each_coefficient(Visit visit) {
  std::size_t place = 0;
  for (std::size_t n = 2; n <= 4; ++n) {
    for (std::size_t m = 0; m <= n; ++m, place += 2) {
      visit(n, m, place);
    }
  }
}

} // namespace

TideTable::TideTable(const Epoch& epoch, const Earth& earth, const SunMoon& bodies, Time begin,
                     Time end, PoleTide pole_tide, TideSystem field) {
  const auto whole = [](Time t) {
    const Duration since = t.time_since_epoch();
    return since / kSpacing - (since % kSpacing < Duration::zero() ? 1 : 0);
  };
  const auto first = whole(begin) - 1;
  const auto last = whole(end) + 2;
  first_ = kStart + first * kSpacing;
  for (auto i = first; i <= last; ++i) {
    const Time t = kStart + i * kSpacing;
    const Matrix3 to_itrf = earth.rotation_to_itrf(Frame::gcrf, t);
    const SunMoonPositions at = bodies.positions(t);
    const EarthOrientation turn = earth.orientation(t);
    TideInput input;
    input.sun_itrf_m = to_itrf * at.sun_m;
    input.moon_itrf_m = to_itrf * at.moon_m;
    input.tt = epoch.tt(t);
    input.ut1 = epoch.tai(t);
    input.ut1.fraction += turn.ut1_minus_tai_s / 86400.0;
    input.pole_x_rad = turn.pole_x_rad;
    input.pole_y_rad = turn.pole_y_rad;
    input.pole_tide = pole_tide;
    input.zero_tide_field = field == TideSystem::zero_tide;
    const TideCoefficients tides = solid_tides(input);
    Node& node = nodes_.emplace_back();
    for_each_coefficient([&](std::size_t n, std::size_t m, std::size_t place) {
      node[place] = tides.c[n][m];
      node[place + 1] = tides.s[n][m];
    });
  }
}

void TideTable::corrections(Time t, GravityCorrections& out, std::size_t lane) const {
  const Duration since = t - first_;
  const auto i = static_cast<std::size_t>(since / kSpacing);
  require(since >= kSpacing && i + 2 < nodes_.size(), "a tide is asked for outside its table");
  const double x = to_seconds(since % kSpacing) / to_seconds(kSpacing);
  // Lagrange through the nodes at -1, 0, 1 and 2.
  const double w0 = x * (x - 1.0) * (x - 2.0) / -6.0;
  const double w1 = (x + 1.0) * (x - 1.0) * (x - 2.0) / 2.0;
  const double w2 = (x + 1.0) * x * (x - 2.0) / -2.0;
  const double w3 = (x + 1.0) * x * (x - 1.0) / 6.0;
  const Node* node = &nodes_[i - 1];
  const auto at = [&](std::size_t place) {
    return w0 * node[0][place] + w1 * node[1][place] + w2 * node[2][place] + w3 * node[3][place];
  };
  for_each_coefficient([&](std::size_t n, std::size_t m, std::size_t place) {
    out.c[n - 2][m][lane] = at(place);
    out.s[n - 2][m][lane] = at(place + 1);
  });
}

} // namespace urker::orbit

#include "base/build_info.hpp"
#include "orbit/earth/geodesy.hpp"

#include <cstdio>

/// Distance from Baku to Ankara over the ground, and the version that computed it.
int main() {
  constexpr double kDeg = 3.14159265358979323846 / 180.0;
  const urker::orbit::Geodetic baku{40.41 * kDeg, 49.87 * kDeg, 0.0};
  const urker::orbit::Geodetic ankara{39.93 * kDeg, 32.86 * kDeg, 0.0};
  const auto& build = urker::build_info();
  std::printf("%.*s %.0f\n", static_cast<int>(build.version.size()), build.version.data(),
              urker::orbit::great_circle_m(baku, ankara) / 1000.0);
}

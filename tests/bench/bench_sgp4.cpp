// Propagations per second of SGP4 on one core, scalar: every object of a table of element sets at
// minutes spread over a week. Usage: bench_sgp4 ELEMENTS.csv
#include "base/units.hpp"
#include "orbit/sgp4/sgp4.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace urker;
using namespace urker::orbit;

MeanElements read_elements(const std::string& line) {
  std::istringstream cells(line);
  std::string cell;
  const auto next = [&] {
    std::getline(cells, cell, ',');
    return cell;
  };
  MeanElements x;
  next(); // the object's name
  x.epoch = parse_calendar(next()).value();
  x.mean_motion_rad_s = std::stod(next()) * unit::rev_per_d.scale;
  x.eccentricity = std::stod(next());
  x.inclination_rad = std::stod(next()) * unit::deg.scale;
  x.raan_rad = std::stod(next()) * unit::deg.scale;
  x.argument_of_perigee_rad = std::stod(next()) * unit::deg.scale;
  x.mean_anomaly_rad = std::stod(next()) * unit::deg.scale;
  x.bstar_per_earth_radius = std::stod(next());
  return x;
}

void measure(const char* name, const std::vector<Sgp4>& models) {
  constexpr int kTimes = 2000;
  constexpr int kRounds = 5;
  constexpr double kWeek_min = 10080.0;
  double best_per_s = 0.0;
  double checksum_m = 0.0;
  for (int round = 0; round < kRounds; ++round) {
    const std::clock_t start = std::clock(); // of the processor, so that neighbours do not count
    for (const Sgp4& model : models) {
      for (int i = 0; i < kTimes; ++i) {
        State state;
        if (model.propagate(kWeek_min * i / kTimes, state) == Sgp4Error::none) {
          checksum_m += state.r_m.z();
        }
      }
    }
    const double took_s = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    best_per_s = std::max(best_per_s, static_cast<double>(models.size()) * kTimes / took_s);
  }
  // The sum keeps the compiler from leaving the work out.
  fmt::print("sgp4 {:<10} {:8.3f} million/s  ({} objects, checksum {:.0f} m)\n", name,
             best_per_s * 1e-6, models.size(), checksum_m);
}

} // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: bench_sgp4 ELEMENTS.csv\n");
    return 64;
  }
  std::ifstream file(argv[1]);
  std::vector<Sgp4> near_earth;
  std::vector<Sgp4> deep_space;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#' || line.starts_with("object,")) {
      continue;
    }
    Sgp4 model(read_elements(line));
    auto& group = model.deep_space() ? deep_space : near_earth;
    group.push_back(std::move(model));
  }
  measure("near-earth", near_earth);
  measure("deep-space", deep_space);
  return 0;
}

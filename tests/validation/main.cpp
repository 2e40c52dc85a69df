// validate: prints the page of all comparisons. validate --check FILE: fails if one does not hold,
// or if FILE is not that page.
#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "cases.hpp"

namespace {

std::string contents(const char* path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

int main(int argc, char** argv) {
  using namespace urker::validation;
  Page page;
  compare_frames(page);
  compare_sgp4(page);
  compare_windows(page);
  compare_moon_shadow(page);
  compare_densities(page);
  compare_forces(page);
  compare_trajectories(page);
  compare_gases(page);
  compare_rain(page);
  compare_stations(page);
  compare_noise(page);
  compare_antennas(page);
  compare_coding(page);
  compare_budgets(page);
  const std::string text = page.markdown();
  fmt::print("{}", text);
  if (!page.all_hold()) {
    fmt::print(stderr, "validate: a comparison does not hold\n");
    return 1;
  }
  if (argc == 3 && std::string_view(argv[1]) == "--check" &&
      without_measured(contents(argv[2])) != without_measured(text)) {
    fmt::print(stderr, "validate: {} is out of date: build/tests/validation/validate > {}\n",
               argv[2], argv[2]);
    return 1;
  }
  return 0;
}

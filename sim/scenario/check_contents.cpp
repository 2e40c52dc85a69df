#include "scenario/check_contents.hpp"

#include <fmt/format.h>

namespace urker::scenario {

void check_contents(const Loaded<Scenario>& loaded, Diagnostics& diagnostics) {
  const double side_m = loaded.value.coverage.cell_size_m;
  for (const auto& [name, content] : loaded.value.environment.contents) {
    const double in_cell = content.density_per_m2 * content.greatest_factor() * side_m * side_m;
    if (in_cell > spacecraft::kMostInCell) {
      const std::string path = "environment.contents." + name + ".density";
      diagnostics.add(find_below(loaded.origin.resolved, path)->mark, path,
                      fmt::format("makes {:.0f} targets in a cell of coverage.cell_size; expected "
                                  "at most {:.0f}",
                                  in_cell, spacecraft::kMostInCell));
    }
  }
}

} // namespace urker::scenario

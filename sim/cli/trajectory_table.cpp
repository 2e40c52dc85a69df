#include "cli/trajectory_table.hpp"

#include "base/text_lines.hpp"
#include "run/input_text.hpp"

#include <fmt/format.h>

#include <array>

namespace urker::cli {

std::vector<TrajectoryRow> read_trajectory(const std::string& file) {
  const std::string text = read_text(file);
  Mistakes mistakes;
  std::vector<TrajectoryRow> rows;
  for (const auto& cells : run::read_csv(
           file, text, {"t_s", "x_m", "y_m", "z_m", "vx_m_s", "vy_m_s", "vz_m_s", "mass_kg"},
           mistakes)) {
    std::array<double, 8> value{};
    for (std::size_t i = 0; i < value.size(); ++i) {
      const auto number = run::number_in(cells[i].text);
      if (!number) {
        mistakes.add(file, cells[i].line, cells[i].column,
                     fmt::format("`{}` is not a number", run::trimmed(cells[i].text)));
      }
      value[i] = number.value_or(0.0);
    }
    const Time t = kStart + round_seconds(value[0]);
    if (rows.empty() ? t != kStart : t <= rows.back().t) {
      mistakes.add(file, cells[0].line, cells[0].column,
                   rows.empty() ? "expected 0, the start" : "expected a later time than before");
    }
    rows.push_back({t, {{value[1], value[2], value[3]}, {value[4], value[5], value[6]}}, value[7]});
  }
  if (rows.empty()) {
    mistakes.add(file, 1, 1, "no rows");
  }
  mistakes.throw_if_any();
  return rows;
}

} // namespace urker::cli

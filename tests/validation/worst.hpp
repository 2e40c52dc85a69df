#pragma once

#include <algorithm>
#include <cmath>
#include <string>

#include "data_file.hpp"

namespace urker::validation {

/// Greatest relative difference of `computed(row)` from a column; where the column has 0, the
/// computed value itself. Rows whose cell is empty are passed over.
template <class Computed>
double worst_relative(const DataFile& table, const std::string& column, const Computed& computed) {
  double greatest = 0.0;
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (!table.text(i, column).empty()) {
      const double truth = table.number(i, column);
      const double found = computed(i);
      const double difference = truth == 0.0 ? std::abs(found) : std::abs(found / truth - 1.0);
      greatest = std::isnan(difference) ? INFINITY : std::max(greatest, difference);
    }
  }
  return greatest;
}

/// Half a unit of the last digit that a cell prints.
inline double rounding(const std::string& cell) {
  const std::size_t exponent = cell.find_first_of("eE");
  const std::string digits = cell.substr(0, exponent);
  const std::size_t point = digits.find('.');
  const double decimals = point == std::string::npos ? 0.0 : double(digits.size() - point - 1);
  const double power = exponent == std::string::npos ? 0.0 : std::stod(cell.substr(exponent + 1));
  return 0.5 * std::pow(10.0, power - decimals);
}

/// worst_relative of what the rounding of a column that was printed with few digits leaves.
template <class Computed>
double worst_printed(const DataFile& table, const std::string& column, const Computed& computed) {
  return worst_relative(table, column, [&](std::size_t i) {
    const double truth = table.number(i, column);
    const double off = computed(i) - truth;
    return truth +
           std::copysign(std::max(std::abs(off) - rounding(table.text(i, column)), 0.0), off);
  });
}

/// Greatest absolute difference, likewise.
template <class Computed>
double worst_absolute(const DataFile& table, const std::string& column, const Computed& computed) {
  double greatest = 0.0;
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (!table.text(i, column).empty()) {
      const double difference = std::abs(computed(i) - table.number(i, column));
      greatest = std::isnan(difference) ? INFINITY : std::max(greatest, difference);
    }
  }
  return greatest;
}

} // namespace urker::validation

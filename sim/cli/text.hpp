#pragma once

#include "base/units.hpp"

#include <fmt/format.h>

#include <iterator>
#include <string>
#include <utility>

namespace urker::cli {

// What the tables of `urker link` are written with.

[[nodiscard]] inline double degrees(double rad) {
  return rad / unit::deg.scale;
}
[[nodiscard]] inline double megabits(double bit_s) {
  return bit_s / unit::Mbit_per_s.scale;
}
template <class... Args>
void add(std::string& text, fmt::format_string<Args...> form, Args&&... args) {
  fmt::format_to(std::back_inserter(text), form, std::forward<Args>(args)...);
}

} // namespace urker::cli

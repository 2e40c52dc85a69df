#pragma once

#include "access/windows.hpp"
#include "link/interval.hpp"
#include "link/rate_profile.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace urker::run {

/// What happens in the window of a link, in the order of time; what happens at once stands
/// together.
class LinkEvents {
 public:
  explicit LinkEvents(const access::Window& window) : window_(window) {}

  void add(Time t, std::string_view event);
  /// Where a line of sight becomes free and ceases to be, but for the window's ends.
  void add_free(const std::vector<link::Interval>& free, std::string_view begins,
                std::string_view ends);
  void add_rates(const std::vector<link::RateSegment>& rates);
  /// All of it, with some ten instants between, at which nothing need happen.
  [[nodiscard]] std::map<Time, std::string> with_steps() &&;

 private:
  access::Window window_;
  std::map<Time, std::string> events_;
};

} // namespace urker::run

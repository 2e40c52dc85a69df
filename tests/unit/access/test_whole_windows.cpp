#include "access/whole_windows.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace urker;
using access::WholeWindows;
using access::Window;
using namespace std::chrono_literals;

namespace {

const Time kEnd = kStart + 100s;

/// Of [-5, 10], [20, 30] and [95, 105] s, as a search of a part finds them.
std::vector<Window> find(Time begin, Time end) {
  std::vector<Window> found;
  for (const auto& [from, until] : {std::pair{kStart - 5s, kStart + 10s},
                                    {kStart + 20s, kStart + 30s},
                                    {kStart + 95s, kStart + 105s}}) {
    const Window part{std::max(from, begin), std::min(until, end), from < begin, end < until};
    if (part.begin < part.end) {
      found.push_back(part);
    }
  }
  return found;
}

} // namespace

TEST_CASE("windows that are found in steps are whole, and cut by the span alone") {
  for (const Duration step : {1s, 7s, 25s, 100s}) {
    WholeWindows windows({kStart, kEnd, true, true});
    std::vector<Window> all;
    for (Time until = kStart; until < kEnd;) {
      until = std::min(until + step, kEnd);
      for (const auto& window : windows.advance(until, find)) {
        CHECK(window.end <= until);
        all.push_back(window);
      }
    }
    CHECK(all == find(kStart, kEnd));
  }
}

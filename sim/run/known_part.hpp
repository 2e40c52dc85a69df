#pragma once

#include "base/error.hpp"
#include "time/time.hpp"

#include <algorithm>
#include <chrono>

namespace urker::run {

/// `search(end)`, or, where the orbit has no state so late, the same for an end that is earlier by
/// 10 s, 20 s, 40 s, ... The bounds of a trajectory reach a little beyond the states that it has.
template <class Search>
auto search_known_part(Time begin, Time end, const Search& search) {
  for (Duration margin = std::chrono::seconds(10);; margin *= 2) {
    try {
      return search(end);
    } catch (const Error& error) {
      if (error.cause() != Cause::invalid_input || end <= begin) {
        throw;
      }
    }
    end = std::max(begin, end - margin);
  }
}

} // namespace urker::run

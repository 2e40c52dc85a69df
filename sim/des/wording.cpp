#include "des/wording.hpp"

#include <fmt/format.h>

namespace urker::des {

std::string seconds_text(Time t) {
  if (t == kNever) {
    return "never";
  }
  const std::int64_t nanoseconds = t.time_since_epoch().count();
  return fmt::format("{}.{:09} s", nanoseconds / 1'000'000'000, nanoseconds % 1'000'000'000);
}

} // namespace urker::des

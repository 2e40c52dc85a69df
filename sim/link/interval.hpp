#pragma once

#include "time/time.hpp"

namespace urker::link {

/// A part of a pass.
struct Interval {
  Time begin = kStart;
  Time end = kStart;
};

} // namespace urker::link

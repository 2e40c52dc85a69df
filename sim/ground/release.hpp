#pragma once

#include "time/time.hpp"

#include <string>

namespace urker::ground {

/// A product goes to an organisation under an agreement, no earlier than `released`.
struct Release {
  std::string receiver;
  std::string agreement;
  Time released = kStart;
};

} // namespace urker::ground

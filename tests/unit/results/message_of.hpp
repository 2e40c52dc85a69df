#pragma once

#include "base/error.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <string>

namespace urker::results {

/// What an action's error says, which must be of a cause.
inline std::string message_of(Cause cause, const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    CHECK(error.cause() == cause);
    return error.what();
  }
  return "no error";
}

} // namespace urker::results

#pragma once

#include "base/error.hpp"

namespace urker::cli {

/// Within a catch clause: what was caught, as an error with an exit code that a user can act on.
[[nodiscard]] Error caught_error();

/// Throws `Error{cannot_write}` if something that went to standard output is not there: it may be
/// closed, or a full device.
void flush_standard_output();

} // namespace urker::cli

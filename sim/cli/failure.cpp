#include "cli/failure.hpp"

#include <cstdio>
#include <exception>
#include <new>

namespace urker::cli {

namespace {

Error lost_output() {
  return {Cause::cannot_write, "cannot write to standard output"};
}

} // namespace

Error caught_error() {
  try {
    throw;
  } catch (const Error& e) {
    return e;
  } catch (const std::bad_alloc&) {
    return {Cause::unavailable, "out of memory"};
  } catch (const std::exception& e) {
    if (std::ferror(stdout) != 0) { // fmt throws when it meets the end of a full device
      return lost_output();
    }
    return {Cause::internal, std::string("internal error: ") + e.what()};
  }
}

void flush_standard_output() {
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
    throw lost_output();
  }
}

} // namespace urker::cli

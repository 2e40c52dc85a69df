#include "cli/failure.hpp"

#include <catch2/catch.hpp>

#include <new>
#include <stdexcept>
#include <string>

using namespace urker;

namespace {

template <class Thrown>
Error caught(const Thrown& thrown) {
  try {
    throw thrown;
  } catch (...) {
    return cli::caught_error();
  }
}

} // namespace

TEST_CASE("Whatever is thrown becomes words and an exit code") {
  CHECK(caught(Error(Cause::missing_input, "no file")).cause() == Cause::missing_input);
  CHECK(caught(Error(Cause::missing_input, "no file")).what() == std::string("no file"));
  CHECK(caught(std::bad_alloc()).cause() == Cause::unavailable);
  CHECK(caught(std::bad_alloc()).what() == std::string("out of memory"));
  CHECK(caught(std::logic_error("a slip")).cause() == Cause::internal);
  CHECK(caught(std::logic_error("a slip")).what() == std::string("internal error: a slip"));
}

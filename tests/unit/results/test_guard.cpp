#include "base/error.hpp"
#include "results/guard.hpp"

#include <catch2/catch.hpp>

#include <csignal>
#include <new>

#include "sample.hpp"

using namespace urker;
using namespace urker::results;
using Catch::Matchers::Contains;

namespace {

std::string message_of(const std::function<std::string()>& work, Cause cause) {
  const TemporaryFolder folder;
  try {
    static_cast<void>(in_child_process(folder / "file.h5", work));
  } catch (const Error& error) {
    CHECK(error.cause() == cause);
    return error.what();
  }
  return "no error";
}

} // namespace

TEST_CASE("What a child works out comes back, even if it is long or empty") {
  CHECK(in_child_process("x", [] { return std::string(300'000, 'a'); }) ==
        std::string(300'000, 'a'));
  CHECK(in_child_process("x", [] { return std::string(); }).empty());
}

TEST_CASE("The child's work does not reach this process") {
  int value = 1;
  static_cast<void>(in_child_process("x", [&] {
    value = 2;
    return std::string();
  }));
  CHECK(value == 1);
}

TEST_CASE("An error of the child is this process's error") {
  CHECK(message_of([]() -> std::string { throw Error(Cause::missing_input, "gone"); },
                   Cause::missing_input) == "gone");
}

TEST_CASE("A crash, an endless loop and a huge allocation are damaged input") {
  const auto end_by = [](int signal) {
    return message_of(
        [signal] {
          ::raise(signal);
          return std::string();
        },
        Cause::invalid_input);
  };
  CHECK_THAT(end_by(SIGSEGV), Contains("file.h5: is damaged: HDF5 cannot read it"));
  CHECK_THAT(end_by(SIGABRT), Contains("HDF5 cannot read it"));
  CHECK_THAT(end_by(SIGXCPU), Contains("does not end"));
  CHECK(message_of([]() -> std::string { throw std::bad_alloc(); }, Cause::invalid_input) !=
        "no error");
  CHECK_THAT(message_of([]() -> std::string { ::_exit(3); }, Cause::invalid_input),
             Contains("without an answer"));
}

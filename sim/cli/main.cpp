#include "base/build_info.hpp"
#include "base/error.hpp"
#include "cli/verbs.hpp"

#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <new>
#include <string>

namespace {

using namespace urker;

/// Standard output may be a full device or a closed pipe: then the answer is not there.
int flushed(int code) {
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
    fmt::print(stderr, "urker: cannot write to standard output\n");
    return static_cast<int>(Cause::cannot_write);
  }
  return code;
}

int parse_and_act(int argc, char** argv) {
  CLI::App program{"Mission simulation of satellite groupings", "urker"};
  program.set_version_flag("--version",
                           fmt::format("urker {} ({})", build_info().version, build_info().commit));
  program.require_subcommand(1);
  program.failure_message(CLI::FailureMessage::help);
  cli::Action action;
  cli::add_check(program, action);
  const std::string command_line = fmt::format("{}", fmt::join(argv, argv + argc, " "));
  cli::add_run(program, action, command_line);
  cli::add_plan(program, action, command_line);
  cli::add_propagate(program, action, command_line);
  cli::add_inspect(program, action);
  cli::add_report(program, action);
  cli::add_schema(program, action);
  cli::add_bench(program, action);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return program.exit(e) == 0 ? 0 : static_cast<int>(Cause::usage);
  }
  return action();
}

} // namespace

int main(int argc, char** argv) {
  // A limit on the size of files is then an error of the write, which is reported like any other.
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    return flushed(parse_and_act(argc, argv));
  } catch (const Error& e) {
    fmt::print(stderr, "{}\n", e.what());
    return e.exit_code();
  } catch (const std::bad_alloc&) {
    fmt::print(stderr, "urker: out of memory\n");
  } catch (const std::exception& e) {
    fmt::print(stderr, "urker: internal error: {}\n", e.what());
  }
  return static_cast<int>(Cause::internal);
}

#include "base/build_info.hpp"
#include "base/error.hpp"
#include "cli/failure.hpp"
#include "cli/say.hpp"
#include "cli/verbs.hpp"

#include <fmt/format.h>

#include <csignal>
#include <fcntl.h>
#include <string>
#include <unistd.h>

namespace {

using namespace urker;

/// A file opened while a standard descriptor is closed would get its number, and the messages.
void occupy_standard_descriptors() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(descriptor, F_GETFD) < 0) {
      // Writing an answer to a closed output stays an error; messages may get lost.
      ::open("/dev/null", descriptor == STDERR_FILENO ? O_WRONLY : O_RDONLY);
    }
  }
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
  cli::add_resume(program, action, command_line);
  cli::add_plan(program, action, command_line);
  cli::add_propagate(program, action, command_line);
  cli::add_link(program, action);
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
  occupy_standard_descriptors();
  // A limit on the size of files is then an error of the write, which is reported like any other.
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    const int code = parse_and_act(argc, argv);
    cli::flush_standard_output();
    return code;
  } catch (...) {
    const Error error = cli::caught_error();
    cli::say("{}", error.what());
    return error.exit_code();
  }
}

#include "base/error.hpp"
#include "cli/verbs.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <unistd.h>
#include <vector>

namespace urker::cli {
namespace {

namespace fs = std::filesystem;

/// The Python package, beside the program as installed or as built in the source tree.
fs::path find_postproc() {
  const fs::path here = fs::canonical("/proc/self/exe").parent_path();
  for (const fs::path& candidate : {here / "../share/urker/postproc", here / "../../postproc"}) {
    if (fs::exists(candidate / "urker_report")) {
      return fs::weakly_canonical(candidate);
    }
  }
  throw Error(Cause::unavailable, "urker report: the Python package urker_report is not installed "
                                  "with the program");
}

/// Replaces this process by the Python program, which prints and sets the exit code itself.
[[noreturn]] void run_python(const std::vector<std::string>& arguments) {
  // The distribution's interpreter: its modules are the ones that `./dev setup` installs.
  static const char* const kPython = "/usr/bin/python3";
  ::setenv("PYTHONPATH", find_postproc().c_str(), 1);
  std::vector<std::string> words{kPython, "-m", "urker_report"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (auto& word : words) {
    argv.push_back(word.data());
  }
  argv.push_back(nullptr);
  ::execv(kPython, argv.data());
  throw Error(Cause::unavailable,
              fmt::format("urker report: cannot start {}: {}", kPython, std::strerror(errno)));
}

} // namespace

void add_report(CLI::App& program, Action& action) {
  struct Options {
    std::vector<std::string> files;
    std::string output;
  };
  auto options = std::make_shared<Options>();
  auto* verb = program.add_subcommand("report", "Write the review report of one run, or of several "
                                                "side by side, or a page of links");
  verb->add_option("FILE", options->files, "Files of results (HDF5), or of `urker link --json`")
      ->required();
  verb->add_option("-o,--output", options->output, "Folder to write")->required();
  verb->callback([&action, options] {
    action = [options]() -> int {
      std::vector<std::string> arguments = options->files;
      arguments.insert(arguments.end(), {"-o", options->output});
      run_python(arguments);
    };
  });
}

} // namespace urker::cli

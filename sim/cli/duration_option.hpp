#pragma once

#include "base/error.hpp"
#include "run/duration_text.hpp"

#include <CLI/CLI.hpp>

#include <string>

namespace urker::cli {

/// An option that takes a duration, `10min`, or `never`, which is `Duration::max()`.
inline CLI::Option* add_duration(CLI::App& verb, const std::string& name, Duration& value,
                                 const std::string& help) {
  const auto read = [&value, name](const std::string& text) {
    try {
      value = text == "never" ? Duration::max() : run::parse_duration(text);
    } catch (const Error& e) {
      throw Error(e.cause(), name + ": " + e.what());
    }
  };
  return verb.add_option_function<std::string>(name, read, help)->type_name("DURATION");
}

} // namespace urker::cli

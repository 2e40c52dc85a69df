#pragma once

#include "base/error.hpp"
#include "base/wording.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

namespace urker::run {

/// The names of entries of the scenario.
template <class... Things>
[[nodiscard]] std::vector<std::string> names_of(const Things&... things) {
  std::vector<std::string> names;
  const auto add = [&names](const auto& entries) {
    for (const auto& entry : entries) {
      names.push_back(entry.first);
    }
  };
  (add(things), ...);
  return names;
}

/// Throws Error{usage}: an option names what is not there. `help` follows the name.
[[noreturn]] inline void refuse_name(std::string_view option, std::string_view kind,
                                     const std::string& name, const std::string& help) {
  throw Error(Cause::usage,
              fmt::format("{}: the scenario has no {} {}{}", option, kind, in_quotes(name), help));
}

/// Refuses a name that is not among some entries, with the nearest one that is.
template <class Things>
void check_name(std::string_view option, std::string_view kind, const std::string& name,
                const Things& things) {
  if (!things.contains(name)) {
    refuse_name(option, kind, name, did_you_mean(name, names_of(things)));
  }
}

} // namespace urker::run

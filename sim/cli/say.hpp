#pragma once

#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <utility>

namespace urker::cli {

/// A line for the user on standard error. Where that is closed or full the work goes on.
template <class... Args>
void say(fmt::format_string<Args...> form, Args&&... args) {
  const std::string line = fmt::format(form, std::forward<Args>(args)...) + '\n';
  std::fputs(line.c_str(), stderr);
}

} // namespace urker::cli

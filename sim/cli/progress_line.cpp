#include "cli/progress_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>

namespace urker::cli {

namespace {

/// In the greatest unit of which there is one: `45 s`, `12 min`, `3.2 h`.
std::string duration_text(double seconds) {
  struct Step {
    double seconds;
    const char* symbol;
  };
  constexpr std::array kSteps{Step{86400.0, "d"}, Step{3600.0, "h"}, Step{60.0, "min"}};
  for (const Step& step : kSteps) {
    if (seconds >= step.seconds) {
      return fmt::format("{:.3g} {}", seconds / step.seconds, step.symbol);
    }
  }
  return fmt::format("{:.0f} s", seconds);
}

/// Three digits and a prefix: `950`, `12.3 k`, `1.23 M`.
std::string count_text(double count) {
  constexpr std::array<const char*, 4> kPrefixes{"", " k", " M", " G"};
  std::size_t prefix = 0;
  while (count >= 999.5 && prefix + 1 < kPrefixes.size()) {
    count /= 1000.0;
    ++prefix;
  }
  return fmt::format("{:.3g}{}", count, kPrefixes[prefix]);
}

bool is_terminal(std::FILE* file) {
  const char* const kind = std::getenv("TERM");
  return ::isatty(::fileno(file)) == 1 && kind != nullptr && std::string_view(kind) != "dumb";
}

} // namespace

std::string progress_text(const run::ProgressFigures& figures) {
  std::string text = fmt::format("{:.1f} % ({} of {})", 100.0 * figures.share(),
                                 duration_text(to_seconds(figures.simulated)),
                                 duration_text(to_seconds(figures.whole)));
  if (figures.left_s) {
    text += fmt::format(", {} left", duration_text(*figures.left_s));
  }
  text +=
      fmt::format(", {} events/s in {} rounds", count_text(figures.events_per_s), figures.rounds);
  if (figures.efficiency) {
    text += fmt::format(", efficiency {:.0f} %", 100.0 * *figures.efficiency);
  }
  return text;
}

std::string progress_bar(const run::ProgressFigures& figures, std::size_t width) {
  constexpr std::size_t kCells = 10;
  const auto full = static_cast<std::size_t>(std::clamp(figures.share(), 0.0, 1.0) * kCells);
  std::string bar = fmt::format("[{}{}] {}", std::string(full, '#'),
                                std::string(kCells - full, ' '), progress_text(figures));
  bar.resize(std::min(bar.size(), width));
  return bar;
}

ProgressLine::ProgressLine(std::FILE* to, std::function<Clock::time_point()> now)
    : to_(to), now_(std::move(now)), last_line_(now_()), terminal_(is_terminal(to)) {}

std::size_t ProgressLine::columns() const {
  winsize size{};
  const bool known = ::ioctl(::fileno(to_), TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : 80;
}

void ProgressLine::show(const run::ProgressFigures& figures) {
  constexpr auto kPause = std::chrono::seconds(10); // for whoever reads a log
  if (terminal_) {
    // A full last column would make some terminals begin a new line.
    fmt::print(to_, "\r\x1b[K{}", progress_bar(figures, columns() - 1));
    std::fflush(to_);
    drawn_ = true;
  } else if (now_() - last_line_ >= kPause) {
    fmt::print(to_, "urker: {}\n", progress_text(figures));
    std::fflush(to_);
    last_line_ = now_();
  }
}

void ProgressLine::clear() {
  if (drawn_) {
    fmt::print(to_, "\r\x1b[K");
    std::fflush(to_);
    drawn_ = false;
  }
}

} // namespace urker::cli

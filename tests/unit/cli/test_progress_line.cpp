#include "cli/progress_line.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <poll.h>
#include <pty.h>
#include <unistd.h>

using namespace urker;
using namespace urker::cli;
using namespace std::chrono_literals;
using Catch::Matchers::StartsWith;

namespace {

run::ProgressFigures sample() {
  run::ProgressFigures figures;
  figures.simulated = 6h;
  figures.whole = 48h;
  figures.events_per_s = 1'234'000.0;
  figures.rounds = 5321;
  figures.efficiency = 0.834;
  figures.left_s = 720.0;
  return figures;
}

constexpr const char* kSampleText =
    "12.5 % (6 h of 2 d), 12 min left, 1.23 M events/s in 5321 rounds, efficiency 83 %";

std::string contents(std::FILE* file) {
  std::string text(4096, '\0');
  std::rewind(file);
  text.resize(std::fread(text.data(), 1, text.size(), file));
  return text;
}

} // namespace

TEST_CASE("Progress in words") {
  auto figures = sample();
  CHECK(progress_text(figures) == kSampleText);
  figures.efficiency.reset();
  figures.left_s.reset();
  figures.events_per_s = 999.6;
  figures.simulated = 90s;
  figures.whole = 30min;
  CHECK(progress_text(figures) == "5.0 % (1.5 min of 30 min), 1 k events/s in 5321 rounds");
}

TEST_CASE("A bar is as wide as its terminal at most") {
  auto figures = sample();
  CHECK_THAT(progress_bar(figures, 200), StartsWith("[#         ] 12.5 % "));
  CHECK(progress_bar(figures, 30).size() == 30);
  figures.simulated = figures.whole;
  CHECK_THAT(progress_bar(figures, 200), StartsWith("[##########] 100.0 % "));
}

TEST_CASE("A log gets a plain line in ten seconds") {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::tmpfile(), &std::fclose);
  ProgressLine::Clock::time_point now(1h);
  {
    ProgressLine line(file.get(), [&now] { return now; });
    for (int i = 0; i < 100; ++i) { // 25 s
      now += 250ms;
      line.show(sample());
    }
  }
  const std::string text = std::string("urker: ") + kSampleText + "\n";
  CHECK(contents(file.get()) == text + text);
}

TEST_CASE("A terminal has one line, drawn again, and none in the end") {
  int ours = -1;
  int theirs = -1;
  winsize size{};
  size.ws_col = 40;
  REQUIRE(::openpty(&ours, &theirs, nullptr, nullptr, &size) == 0);
  ::setenv("TERM", "xterm", 1);
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> terminal(::fdopen(theirs, "w"),
                                                                 &std::fclose);
  {
    ProgressLine line(terminal.get());
    line.show(sample());
    line.show(sample());
  }
  const std::string bar = "\r\x1b[K" + progress_bar(sample(), 39);
  const std::string expected = bar + bar + "\r\x1b[K";
  std::string seen; // a terminal passes on what it gets in pieces, when it likes
  pollfd readable{ours, POLLIN, 0};
  while (seen.size() < expected.size() && ::poll(&readable, 1, 5000) == 1) {
    std::array<char, 1024> buffer{};
    seen.append(buffer.data(),
                static_cast<std::size_t>(std::max<ssize_t>(::read(ours, buffer.data(), 1024), 0)));
  }
  CHECK(seen == expected);
  ::close(ours);
}

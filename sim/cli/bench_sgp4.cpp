#include "base/error.hpp"
#include "base/simd/instruction_set.hpp"
#include "cli/instruction_set_option.hpp"
#include "cli/say.hpp"
#include "cli/verbs.hpp"
#include "orbit/format/tle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace urker::cli {
namespace {

using orbit::Sgp4;
using orbit::Sgp4Error;

constexpr std::size_t kTimes = 2048;
constexpr double kWeek_min = 10080.0;

struct Options {
  std::string file;
  int repeats = 5;
  std::string instruction_set;
};

/// Best of several repeats, of the processor's time: neighbours do not count.
struct Measured {
  double million_per_s = 0.0;
  std::size_t failed = 0;  ///< objects without a state at some of the times
  double checksum_m = 0.0; ///< keeps the compiler from leaving the work out
};

std::vector<double> times_of_a_week() {
  std::vector<double> minutes(kTimes);
  for (std::size_t i = 0; i < kTimes; ++i) {
    minutes[i] = kWeek_min * static_cast<double>(i) / static_cast<double>(kTimes);
  }
  return minutes;
}

/// `propagate(model, measured)` gives the number of times without a state.
template <class Propagate>
Measured measure(const std::vector<Sgp4>& models, int repeats, const Propagate& propagate) {
  Measured best;
  for (int repeat = 0; repeat < repeats; ++repeat) {
    Measured now;
    const std::clock_t start = std::clock();
    for (const Sgp4& model : models) {
      now.failed += propagate(model, now) > 0 ? 1 : 0;
    }
    const double took_s = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    now.million_per_s = static_cast<double>(models.size() * kTimes) / std::max(took_s, 1e-6) * 1e-6;
    if (now.million_per_s > best.million_per_s) {
      best = now;
    }
  }
  return best;
}

Measured measure_scalar(const std::vector<Sgp4>& models, int repeats) {
  const std::vector<double> minutes = times_of_a_week();
  return measure(models, repeats, [&](const Sgp4& model, Measured& measured) {
    std::size_t without = 0;
    for (const double t : minutes) {
      orbit::State state;
      without += model.propagate(t, state) == Sgp4Error::none ? 0 : 1;
      measured.checksum_m += state.r_m.z();
    }
    return without;
  });
}

Measured measure_batches(const std::vector<Sgp4>& models, int repeats) {
  const std::vector<double> minutes = times_of_a_week();
  std::array<std::vector<double>, 6> columns;
  columns.fill(std::vector<double>(kTimes));
  const orbit::StateColumns out{columns[0], columns[1], columns[2],
                                columns[3], columns[4], columns[5]};
  std::vector<Sgp4Error> errors(kTimes);
  return measure(models, repeats, [&](const Sgp4& model, Measured& measured) {
    model.propagate(minutes, out, errors);
    measured.checksum_m += errors.front() == Sgp4Error::none ? columns[2].front() : 0.0;
    return static_cast<std::size_t>(
        std::count_if(errors.begin(), errors.end(), [](auto e) { return e != Sgp4Error::none; }));
  });
}

void print(const char* kind, std::string_view path, std::size_t objects, const Measured& m) {
  fmt::print("sgp4 {:<10} {:<8} {:8.3f} million/s and core  ({} objects, {} fail, checksum {:.0f} "
             "m)\n",
             kind, path, m.million_per_s, objects, m.failed, m.checksum_m);
}

int bench(const Options& options) {
  use_instruction_set(options.instruction_set);
  const orbit::ElementSets read = orbit::read_tle(options.file);
  std::vector<Sgp4> near_earth;
  std::vector<Sgp4> deep_space;
  for (const auto& set : read.sets) {
    Sgp4 model(set.elements);
    auto& group = model.deep_space() ? deep_space : near_earth;
    group.push_back(std::move(model));
  }
  for (const auto& note : read.notes) {
    say("note: {}", note);
  }
  for (const auto& [kind, models] :
       {std::pair("near-earth", &near_earth), std::pair("deep-space", &deep_space)}) {
    if (!models->empty()) {
      print(kind, "scalar", models->size(), measure_scalar(*models, options.repeats));
      print(kind, simd::name(simd::active()), models->size(),
            measure_batches(*models, options.repeats));
    }
  }
  return 0;
}

} // namespace

void add_bench_sgp4(CLI::App& bench_verb, Action& action) {
  auto options = std::make_shared<Options>();
  auto* verb = bench_verb.add_subcommand(
      "sgp4", "Propagations a second: every object at 2048 times spread over a week");
  verb->add_option("--tle", options->file, "File of two-line element sets")->required();
  verb->add_option("--repeats", options->repeats, "Repeats, of which the best counts")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  add_instruction_set(*verb, options->instruction_set);
  verb->callback([&action, options] { action = [options] { return bench(*options); }; });
}

} // namespace urker::cli

// The elementary functions of packs against those of the C library in extended precision.
#include "base/simd/instruction_set.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <vector>

#include "functions.hpp"

namespace urker::test {
namespace {

struct Table {
  explicit Table(std::vector<double> arguments)
      : x(std::move(arguments)), sin(x.size()), cos(x.size()), exp(x.size()), log(x.size()),
        root(x.size()), floor(x.size()), angle(x.size()) {
    URKER_SIMD_PICK(evaluate)
    ({x.data(), x.size(), sin.data(), cos.data(), exp.data(), log.data(), root.data(), floor.data(),
      angle.data()});
  }
  std::vector<double> x, sin, cos, exp, log, root, floor, angle;
};

double ulps(double value, long double truth) {
  const double near = static_cast<double>(truth);
  const double ulp = std::nextafter(std::abs(near), INFINITY) - std::abs(near);
  return static_cast<double>(std::abs(static_cast<long double>(value) - truth)) / ulp;
}

std::vector<double> spread(double from, double to) {
  std::vector<double> x(40000);
  for (std::size_t i = 0; i < x.size(); ++i) {
    // The golden section visits the range evenly at places of no pattern.
    const double part = std::fmod(0.618033988749895 * static_cast<double>(i + 1), 1.0);
    x[i] = from + (to - from) * part;
  }
  return x;
}

/// Runs the check with every instruction set that this machine has.
template <class Check>
void for_each_instruction_set(const Check& check) {
  const auto best = simd::best_here();
  for (int i = 0; i <= static_cast<int>(best); ++i) {
    simd::use(static_cast<simd::InstructionSet>(i));
    INFO(simd::name(simd::active()));
    check();
  }
  simd::use(best);
}

} // namespace

TEST_CASE("Sine and cosine are within an ulp and a half") {
  for_each_instruction_set([] {
    for (const double most : {1.0, 30.0}) {
      const Table t(spread(-most, most));
      double worst = 0.0;
      for (std::size_t i = 0; i < t.x.size(); ++i) {
        worst = std::max(worst, ulps(t.sin[i], sinl(t.x[i])));
        worst = std::max(worst, ulps(t.cos[i], cosl(t.x[i])));
      }
      CHECK(worst < 1.5);
    }
  });
}

TEST_CASE("Far from zero, sine and cosine keep their absolute error") {
  for_each_instruction_set([] {
    const Table t(spread(-1e6, 1e6));
    long double worst = 0.0L;
    for (std::size_t i = 0; i < t.x.size(); ++i) {
      worst = std::max(worst, std::abs(t.sin[i] - sinl(t.x[i])));
      worst = std::max(worst, std::abs(t.cos[i] - cosl(t.x[i])));
    }
    CHECK(worst < 2e-16L);
  });
}

TEST_CASE("Exponential and logarithm are within two ulps") {
  for_each_instruction_set([] {
    for (const double most : {1.0, 700.0}) {
      const Table t(spread(-most, most));
      double worst_exp = 0.0;
      double worst_log = 0.0;
      for (std::size_t i = 0; i < t.x.size(); ++i) {
        worst_exp = std::max(worst_exp, ulps(t.exp[i], expl(t.x[i])));
        worst_log = std::max(worst_log, ulps(t.log[i], logl(std::abs(t.x[i]))));
      }
      CHECK(worst_exp < 2.0);
      CHECK(worst_log < 2.0);
    }
  });
}

TEST_CASE("The angle of a direction is within two and a half ulps in every quadrant") {
  for_each_instruction_set([] {
    auto arguments = spread(-3.2, 3.2);
    arguments[0] = 0.0; // the axes themselves
    arguments[1] = M_PI / 2.0;
    arguments[2] = -M_PI / 2.0;
    arguments[3] = 1e-9;
    const Table t(arguments);
    double worst = 0.0;
    for (std::size_t i = 0; i < t.x.size(); ++i) {
      worst = std::max(worst, ulps(t.angle[i], atan2l(t.sin[i], t.cos[i])));
    }
    CHECK(worst < 2.5);
  });
}

TEST_CASE("Roots and floors are exact") {
  for_each_instruction_set([] {
    const Table t(spread(-1000.0, 1000.0));
    for (std::size_t i = 0; i < t.x.size(); ++i) {
      REQUIRE(t.root[i] == std::sqrt(std::abs(t.x[i])));
      REQUIRE(t.floor[i] == std::floor(t.x[i]));
    }
  });
}

TEST_CASE("An instruction set that the processor lacks is refused") {
  if (simd::best_here() != simd::InstructionSet::avx512) {
    CHECK_THROWS(simd::use(simd::InstructionSet::avx512));
  }
  CHECK(simd::name(simd::InstructionSet::avx2) == "avx2");
}

} // namespace urker::test

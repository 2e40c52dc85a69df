#include "base/random.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

using namespace urker;

TEST_CASE("keys are FNV-1a hashes", "[random]") {
  // Test values of the FNV authors' own suite.
  CHECK(key_of("") == 0xcbf29ce484222325ULL);
  CHECK(key_of("a") == 0xaf63dc4c8601ec8cULL);
  CHECK(key_of("foobar") == 0x85944171f73967e8ULL);
}

TEST_CASE("the generator is Philox 4x32-10", "[random]") {
  // Known-answer vector of the Random123 distribution: counter 0, key 0.
  CHECK(random_bits({0, 0, 0}, 0) == 0xe169c58d6627e8d5ULL);
  // By an independent implementation; frozen, since a change would change every simulation.
  const RandomKey key{2040, key_of("satellites.imece"), key_of("clouds")};
  CHECK(random_bits(key, 0) == 0x63c4f45496c699bdULL);
  CHECK(random_bits(key, 0xffffffffffffffffULL) == 0xbd1ce3e893c4d100ULL);
}

TEST_CASE("every part of key and counter matters", "[random]") {
  std::set<std::uint64_t> seen;
  for (std::uint64_t bit = 0; bit < 64; ++bit) {
    const std::uint64_t flip = 1ULL << bit;
    seen.insert(random_bits({flip, 0, 0}, 0));
    seen.insert(random_bits({0, flip, 0}, 0));
    seen.insert(random_bits({0, 0, flip}, 0));
    seen.insert(random_bits({0, 0, 0}, flip));
  }
  CHECK(seen.size() == 256);
}

TEST_CASE("uniform numbers fill [0, 1) evenly", "[random]") {
  const RandomKey key{1, 2, 3};
  constexpr int kDraws = 100'000;
  constexpr int kBins = 50;
  std::vector<int> bins(kBins);
  for (std::uint64_t i = 0; i < kDraws; ++i) {
    const double u = random_uniform(key, i);
    REQUIRE((u >= 0.0 && u < 1.0));
    ++bins[static_cast<std::size_t>(u * kBins)];
  }
  double chi2 = 0.0;
  for (const int n : bins) {
    chi2 += std::pow(n - kDraws / kBins, 2) / (kDraws / kBins);
  }
  CHECK(chi2 < 85.4); // 49 degrees of freedom, probability 0.001
}

TEST_CASE("normal numbers are the quantiles of their own bits", "[random]") {
  // The distribution function, from an independent implementation (erfc), must give the bits back.
  const RandomKey key{5, 6, 7};
  for (std::uint64_t i = 0; i < 100'000; ++i) {
    const double p = (static_cast<double>(random_bits(key, i) >> 12) + 0.5) * 0x1p-52;
    const double x = random_normal(key, i);
    const double density = std::exp(-0.5 * x * x) / std::sqrt(2.0 * 3.14159265358979323846);
    const double tail = 0.5 * std::erfc(std::abs(x) / std::sqrt(2.0));
    const double error = (tail - std::min(p, 1.0 - p)) / density;
    REQUIRE(std::abs(error) < 1e-13);
    REQUIRE((x < 0.0) == (p < 0.5));
  }
}

TEST_CASE("normal numbers have the moments of the distribution", "[random]") {
  const RandomKey key{11, key_of("a"), key_of("b")};
  constexpr int kDraws = 200'000;
  double sum = 0.0, square = 0.0, fourth = 0.0;
  for (std::uint64_t i = 0; i < kDraws; ++i) {
    const double x = random_normal(key, i);
    sum += x;
    square += x * x;
    fourth += x * x * x * x;
  }
  CHECK(std::abs(sum / kDraws) < 4.0 / std::sqrt(kDraws));
  CHECK(square / kDraws == Approx(1.0).margin(4.0 * std::sqrt(2.0 / kDraws)));
  CHECK(fourth / kDraws == Approx(3.0).margin(4.0 * std::sqrt(96.0 / kDraws)));
}

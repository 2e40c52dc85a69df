#include "spacecraft/content/content_field.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace urker;
using namespace urker::spacecraft;

namespace {

constexpr std::uint64_t kSeed = 11;
constexpr double kDay_s = 86400.0;

std::shared_ptr<const access::CellGrid> grid() {
  static const auto cells = std::make_shared<const access::CellGrid>(10e3);
  return cells;
}

ContentField field(std::vector<ContentSource> sources, double mean_cover = 0.5) {
  const auto clouds =
      std::make_shared<link::CloudField>(link::CloudConfig{mean_cover, 300e3, 21600.0, {}}, 9);
  return {std::move(sources), grid(), clouds, kSeed, CalendarTime{2026, 1, 1}};
}

ContentSource ships(double in_cell) {
  return {"ships",
          {protocol::ContentKind::ship, {}, in_cell / grid()->cell_area_m2(), 6 * 3600.0, {}},
          {}};
}

Time day(double d) {
  return kStart + round_seconds(d * kDay_s);
}

protocol::Content one(const ContentField& f, std::int64_t cell, Time t) {
  const auto found = f.in(std::vector{cell}, t);
  return found.empty() ? protocol::Content{} : found.at(0);
}

} // namespace

TEST_CASE("Poisson numbers have the mean and variance of their distribution") {
  for (const double mean : {0.3, 5.0, 64.0, 150.0}) {
    double sum = 0.0;
    double squares = 0.0;
    constexpr int kDraws = 20000;
    for (int i = 0; i < kDraws; ++i) {
      const auto n = static_cast<double>(
          poisson_number({kSeed, 1, 2}, static_cast<std::uint64_t>(i) * 16, mean));
      sum += n;
      squares += n * n;
    }
    const double average = sum / kDraws;
    CHECK(average == Approx(mean).margin(4.0 * std::sqrt(mean / kDraws)));
    CHECK(squares / kDraws - average * average == Approx(mean).epsilon(0.05));
  }
  CHECK(poisson_number({kSeed, 1, 2}, 0, 0.0) == 0);
}

TEST_CASE("As many targets are there as their density says, with a Poisson number's spread") {
  const ContentField f = field({ships(0.4)});
  double sum = 0.0;
  double squares = 0.0;
  double visible = 0.0;
  double clear = 0.0;
  constexpr int kLooks = 40000;
  const link::CloudField clouds({0.5, 300e3, 21600.0, {}}, 9);
  for (int i = 0; i < kLooks; ++i) {
    const std::int64_t cell = 1'000'000 + i * 37;
    const auto seen = one(f, cell, day(3.0 + 0.001 * i));
    const auto n = static_cast<double>(seen.present);
    sum += n;
    squares += n * n;
    visible += static_cast<double>(seen.visible);
    clear += n * (1.0 - clouds.cover(grid()->centre(cell), day(3.0 + 0.001 * i)));
  }
  const double mean = sum / kLooks;
  CHECK(mean == Approx(0.4).epsilon(0.03));
  CHECK(squares / kLooks - mean * mean == Approx(0.4).epsilon(0.05));
  // Clouds hide their share.
  CHECK(visible == Approx(clear).epsilon(0.03));
}

TEST_CASE("A target stays about its mean stay, and is seen the same in any order") {
  const ContentField f = field({ships(0.02)});
  const std::vector<double> hours{0.0, 1.0, 2.9, 3.1, 6.0, 9.1};
  std::vector<double> both(hours.size());
  constexpr int kCells = 30000;
  for (int i = 0; i < kCells; ++i) {
    if (one(f, 2'000'000 + i, day(5.0)).present == 0) {
      continue;
    }
    for (std::size_t k = 0; k < hours.size(); ++k) {
      both[k] += one(f, 2'000'000 + i, day(5.0 + hours[k] / 24.0)).present > 0;
    }
  }
  // Of targets that are there, a share is there h hours later still: the mean over the stays S,
  // uniform in 3..9 h, of max(0, S - h), over the mean of S. Others come at 0.02 a stay.
  const auto still = [](double h) {
    const double from = std::max(3.0, h);
    const double integral = h < 3.0 ? 6.0 - h : (9.0 - from) * (9.0 - from) / 12.0;
    return h >= 9.0 ? 0.0 : integral / 6.0;
  };
  for (std::size_t k = 0; k < hours.size(); ++k) {
    INFO(hours[k] << " h later");
    const double expected = still(hours[k]) + (1.0 - still(hours[k])) * 0.02;
    CHECK(both[k] / both[0] == Approx(expected).margin(0.06));
  }
  const auto late = one(f, 2'000'123, day(700.0));
  static_cast<void>(one(f, 2'000'123, day(1.0)));
  CHECK(one(f, 2'000'123, day(700.0)).present == late.present);
}

TEST_CASE("Fires come in their season, in their areas") {
  ContentSource fires = ships(0.5);
  fires.name = "fires";
  fires.config.kind = protocol::ContentKind::fire;
  fires.config.areas = {"steppe"};
  fires.config.monthly = {0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0};
  for (std::int64_t c = 0; c < 4000; ++c) {
    fires.cells.push_back(3'000'000 + 2 * c);
  }
  const ContentField f = field({fires, ships(0.0)});
  std::vector<std::int64_t> inside = fires.cells;
  CHECK(f.in(inside, day(20.0)).empty());
  const auto july = f.in(inside, day(195.0));
  REQUIRE(july.size() == 1);
  CHECK(july[0].kind == protocol::ContentKind::fire);
  CHECK(static_cast<double>(july[0].present) == Approx(2000.0).margin(4.0 * std::sqrt(2000.0)));
  for (std::int64_t& cell : inside) {
    ++cell;
  }
  CHECK(f.in(inside, day(195.0)).empty());
}

TEST_CASE("Sources of one kind add up, each with draws of its own") {
  ContentSource more = ships(0.3);
  more.name = "more_ships";
  const ContentField a = field({ships(0.4)});
  const ContentField b = field({more});
  const ContentField both = field({ships(0.4), more});
  std::int64_t differ = 0;
  for (std::int64_t cell = 0; cell < 300; ++cell) {
    const auto n_a = one(a, cell, day(9.0)).present;
    const auto n_b = one(b, cell, day(9.0)).present;
    CHECK(one(both, cell, day(9.0)).present == n_a + n_b);
    differ += n_a != n_b;
  }
  CHECK(differ > 100);
}

TEST_CASE(
    "Each target lies in the tiles of one share, whichever cells are looked at with its own") {
  const ContentField f = field({ships(3.0)});
  const std::vector<std::int64_t> here{1000, 1001, 1002, 1003};
  const std::vector<std::int64_t> beside{1002, 1003, 1004};
  for (const auto& cells : {here, beside}) {
    const protocol::Content all = f.in(cells, day(3.0)).at(0);
    CHECK(all.own_present == all.present);
    std::int64_t present = 0;
    std::int64_t visible = 0;
    for (std::int64_t part = 1; part <= 3; ++part) {
      const protocol::Content own = f.in(cells, day(3.0), {part, 3}).at(0);
      CHECK(own.present == all.present);
      present += own.own_present;
      visible += own.own_visible;
      std::int64_t by_cell = 0;
      for (const std::int64_t cell : cells) {
        const auto found = f.in(std::vector{cell}, day(3.0), {part, 3});
        by_cell += found.empty() ? 0 : found.at(0).own_present;
      }
      CHECK(by_cell == own.own_present);
    }
    CHECK(present == all.present);
    CHECK(visible == all.visible);
  }
}

#include "base/error.hpp"
#include "results/table_buffer.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <random>

#include "message_of.hpp"
#include "sample.hpp"

using namespace urker;
using namespace urker::results;
using Catch::Matchers::Contains;

namespace {

/// A row whose columns are whatever the test says.
struct FreeRow {
  static constexpr TableInfo kTable{"free", "Row of a test", 1};
  std::function<void(ColumnVisitor&)> visit = [](ColumnVisitor& v) {
    v.integer("key", 0, "1", "Key");
    v.real("value", 0.0, "m", "Value");
  };
  void columns(ColumnVisitor& v) const { visit(v); }
};

struct RealKey {
  static constexpr TableInfo kTable{"reals", "Row of a test", 1};
  double key = std::numeric_limits<double>::quiet_NaN();
  void columns(ColumnVisitor& v) const { v.real("key", key, "m", "Key"); }
};

/// A key of three columns, which together have more bits than a number.
struct WideKey {
  static constexpr TableInfo kTable{"wide", "Row of a test", 3};
  std::int64_t first = 0;
  double second = 0.0;
  std::string third;
  void columns(ColumnVisitor& v) const {
    v.integer("first", first, "1", "Key");
    v.real("second", second, "m", "Key");
    v.text("third", third, "Key");
  }
};

FreeRow row(std::function<void(ColumnVisitor&)> visit) {
  return {std::move(visit)};
}

} // namespace

TEST_CASE("Rows are kept in columns in the order of the visit") {
  TableSet set;
  set.emit(SampleRow{"imece", 7, 1.5, 2'000'000'000, "ankara"});
  const Table& table = set.table("contacts");
  REQUIRE(table.rows == 1);
  REQUIRE(table.columns.size() == 5);
  CHECK(table.long_name == "Contact of a satellite with a station");
  CHECK(table.columns[0].texts.at(0) == "imece");
  CHECK(table.columns[1].integers.at(0) == 7);
  CHECK(table.columns[2].reals.at(0) == 1.5);
  CHECK(table.columns[2].units == "m");
  CHECK(table.columns[3].integers.at(0) == 2'000'000'000);
  CHECK(table.columns[3].type == ColumnType::instant);
  CHECK(table.columns[4].long_name == "Name of the station");
}

TEST_CASE("Declaring makes a table without rows, and agrees with rows") {
  TableSet set;
  set.declare<SampleRow>();
  CHECK(set.table("contacts").rows == 0);
  set.emit(sample_row(0));
  set.declare<SampleRow>();
  CHECK(set.table("contacts").rows == 1);
  CHECK(message_of(Cause::internal, [&] { static_cast<void>(set.table("none")); }) ==
        "there is no table none");
}

TEST_CASE("A row with other columns names table and column") {
  TableSet set;
  set.emit(FreeRow{});
  CHECK_THAT(message_of(Cause::internal,
                        [&] {
                          set.emit(row([](ColumnVisitor& v) {
                            v.integer("key", 0, "1", "Key");
                            v.real("other", 0.0, "m", "Value");
                          }));
                        }),
             Contains("table free") && Contains("other") && Contains("value"));
  CHECK_THAT(message_of(Cause::internal,
                        [&] {
                          set.emit(row([](ColumnVisitor& v) {
                            v.integer("key", 0, "1", "Key");
                            v.real("value", 0.0, "km", "Value");
                          }));
                        }),
             Contains("value"));
}

TEST_CASE("A row with too few or too many columns is found") {
  TableSet set;
  set.emit(FreeRow{});
  CHECK_THAT(
      message_of(Cause::internal,
                 [&] { set.emit(row([](ColumnVisitor& v) { v.integer("key", 0, "1", "Key"); })); }),
      Contains("ends before column value"));
  TableSet other;
  other.emit(FreeRow{});
  CHECK_THAT(message_of(Cause::internal,
                        [&] {
                          other.emit(row([](ColumnVisitor& v) {
                            v.integer("key", 0, "1", "Key");
                            v.real("value", 0.0, "m", "Value");
                            v.real("more", 0.0, "m", "More");
                          }));
                        }),
             Contains("more"));
}

TEST_CASE("Names that no file should hold are refused") {
  const auto named = [](const char* first, const char* second) {
    TableSet set;
    set.emit(row([=](ColumnVisitor& v) {
      v.integer(first, 0, "1", "First");
      v.integer(second, 0, "1", "Second");
    }));
  };
  CHECK_NOTHROW(named("a", "b"));
  CHECK_THAT(message_of(Cause::internal, [&] { named("a", "a"); }), Contains("twice"));
  CHECK_THAT(message_of(Cause::internal, [&] { named("a", "row"); }), Contains("'row'"));
  CHECK_THAT(message_of(Cause::internal, [&] { named("a", "Big"); }), Contains("'Big'"));
  CHECK_THAT(message_of(Cause::internal, [&] { named("a", "a/b"); }), Contains("'a/b'"));
  CHECK_THAT(message_of(Cause::internal, [&] { named("", "b"); }), Contains("''"));
}

TEST_CASE("The end of time is no instant of a result") {
  TableSet set;
  SampleRow never = sample_row(0);
  never.aos_ns = std::numeric_limits<std::int64_t>::max();
  CHECK_THAT(message_of(Cause::internal, [&] { set.emit(never); }),
             Contains("contacts") && Contains("aos"));
}

TEST_CASE("NaN has one bit pattern") {
  TableSet set;
  SampleRow nan = sample_row(0);
  nan.range_m = -std::numeric_limits<double>::quiet_NaN();
  set.emit(nan);
  const double kept = set.table("contacts").columns[2].reals[0];
  CHECK(std::isnan(kept));
  CHECK_FALSE(std::signbit(kept));
}

TEST_CASE("Merging sorts by the key, whatever the parts and their order") {
  std::vector<TableSet> parts(3);
  for (std::int64_t i = 0; i < 20; ++i) {
    parts[static_cast<std::size_t>(i * 7 % 3)].emit(sample_row(19 - i));
  }
  const TableSet split = TableSet::merge(std::move(parts));
  const TableSet whole = TableSet::merge({sample_rows(20, true)});
  const Table& a = split.table("contacts");
  const Table& b = whole.table("contacts");
  REQUIRE(a.rows == 20);
  for (std::size_t row = 0; row < 20; ++row) {
    CHECK(a.columns[0].texts.at(row) == b.columns[0].texts.at(row));
    CHECK(a.columns[1].integers[row] == b.columns[1].integers[row]);
    CHECK(a.columns[2].reals[row] == b.columns[2].reals[row]);
    CHECK(a.columns[4].texts.at(row) == b.columns[4].texts.at(row));
  }
  CHECK(a.columns[0].texts.at(0) == "göktürk_1"); // then imece, then kazsat
  CHECK(a.columns[1].integers[0] == 1);
  CHECK(a.columns[1].integers[1] == 4);
  CHECK(a.columns[1].integers[19] == 17);
  CHECK(a.columns[2].reals[19] == 5e5 + 0.25 * 17);
}

TEST_CASE("Few and many parts merge alike, sorted or not") {
  constexpr std::int64_t kRows = 500;
  const Table whole = TableSet::merge({sample_rows(kRows, true)}).table("contacts");
  for (const std::size_t count :
       {std::size_t{1}, std::size_t{2}, std::size_t{5}, std::size_t{100}}) {
    for (const bool sorted : {true, false}) {
      std::vector<TableSet> parts(count);
      for (std::int64_t i = 0; i < kRows; ++i) {
        parts[static_cast<std::size_t>(i * 37) % count].emit(sample_row(kRows - 1 - i));
      }
      for (TableSet& part : parts) {
        if (sorted) {
          part.sort();
        }
      }
      const Table merged = TableSet::merge(std::move(parts)).table("contacts");
      REQUIRE(merged.rows == kRows);
      CHECK(merged.columns[1].integers == whole.columns[1].integers);
      CHECK(merged.columns[2].reals == whole.columns[2].reals);
    }
  }
}

TEST_CASE("Keys of numbers sort as numbers") {
  TableSet set;
  for (const std::int64_t key : {10, -1, 9}) {
    set.emit(row([key](ColumnVisitor& v) {
      v.integer("key", key, "1", "Key");
      v.real("value", 0.0, "m", "Value");
    }));
  }
  CHECK(TableSet::merge({set}).table("free").columns[0].integers ==
        std::vector<std::int64_t>{-1, 9, 10});
}

TEST_CASE("Keys that no number holds sort by one column after the other") {
  constexpr auto kLeast = std::numeric_limits<std::int64_t>::min();
  constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
  constexpr double kInfinite = std::numeric_limits<double>::infinity();
  const std::vector<WideKey> sorted{
      {kLeast, -kInfinite, "b"}, {kLeast, -1.5, "b"}, {kLeast, -1.0, "a"}, {kLeast, -1.0, "b"},
      {kLeast, -0.0, "a"},       {kLeast, 0.0, "b"},  {-1, 7.0, ""},       {0, -kInfinite, "z"},
      {0, 1e-300, "a"},          {0, 1e300, "a"},     {1, 0.0, "a"},       {kMost, kInfinite, "ç"}};
  std::vector<std::size_t> order(sorted.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::mt19937 chance(7);
  for (int trial = 0; trial < 20; ++trial) {
    std::shuffle(order.begin(), order.end(), chance);
    std::vector<TableSet> set(1);
    for (const auto i : order) {
      set.front().emit(sorted[i]);
    }
    const TableSet merged = TableSet::merge(std::move(set));
    const Table& table = merged.table("wide");
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      CHECK(table.columns[0].integers[i] == sorted[i].first);
      CHECK(table.columns[1].reals[i] == sorted[i].second);
      CHECK(table.columns[2].texts.at(i) == sorted[i].third);
    }
  }
}

TEST_CASE("Equal keys name the table and the key") {
  std::vector<TableSet> parts{sample_rows(5), sample_rows(2)};
  CHECK_THAT(
      message_of(Cause::internal, [&] { static_cast<void>(TableSet::merge(std::move(parts))); }),
      Contains("table contacts: two rows have the key") &&
          Contains("satellite = göktürk_1, number = 1"));
}

TEST_CASE("NaN in a key is an error") {
  TableSet set;
  set.emit(RealKey{});
  CHECK_THAT(message_of(Cause::internal, [&] { static_cast<void>(TableSet::merge({set})); }),
             Contains("table reals: not a number in the key"));
}

TEST_CASE("Parts that disagree about a table's columns are found") {
  TableSet a;
  a.emit(FreeRow{});
  TableSet b;
  b.emit(row([](ColumnVisitor& v) {
    v.integer("key", 1, "1", "Key");
    v.real("length", 0.0, "m", "Value");
  }));
  CHECK_THAT(message_of(Cause::internal,
                        [&] {
                          static_cast<void>(TableSet::merge({a, b}));
                        }),
             Contains("table free") && Contains("value"));
}

TEST_CASE("Packed parts merge as the parts do") {
  const std::vector<Bytes> packed{sample_rows(0).pack(), sample_rows(9).pack()};
  const TableSet merged = TableSet::merge(packed);
  CHECK(merged.table("contacts").rows == 9);
  CHECK(merged.table("contacts").columns[0].units.empty());
  CHECK(merged.table("eclipses").rows == 0);
  CHECK(merged.table("eclipses").columns.size() == 2);
  CHECK(merged.table("contacts").columns[3].integers[0] == 1'000'000'001);
}

TEST_CASE("Damaged packed tables are refused") {
  Bytes bytes = sample_rows(3).pack();
  bytes.resize(bytes.size() - 3);
  CHECK_THROWS_AS(TableSet::unpack(bytes), Error);
}

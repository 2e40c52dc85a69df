#include "spacecraft/report_paths.hpp"

#include "fakes.hpp"

using namespace urker;
using namespace urker::spacecraft;
using urker::test::at;

namespace {

protocol::Product product(protocol::ProductKind kind, std::int64_t number, std::int64_t bits,
                          std::int64_t priority) {
  protocol::Product p;
  p.kind = kind;
  p.number = number;
  p.raw_bits = p.bits = bits;
  p.priority = priority;
  return p;
}

void keep(Storage& storage, const protocol::Product& p) {
  REQUIRE(storage.admit(p));
  storage.make_ready(p);
}

protocol::Product report(std::int64_t number, std::int64_t bits) {
  return product(protocol::ProductKind::report, -number, bits, 9);
}

protocol::Product image(std::int64_t number, std::int64_t bits) {
  return product(protocol::ProductKind::image, number, bits, 1);
}

/// The numbers of what is dealt, 0 for nothing.
std::vector<std::int64_t> numbers(const Storage& storage, std::vector<ReportPath> paths) {
  std::vector<std::int64_t> result;
  for (const StoredProduct* each : deal_out(storage, std::move(paths))) {
    result.push_back(each == nullptr ? 0 : each->product.number);
  }
  return result;
}

const std::vector<Opening> kFastLater{{at(100), at(200), 1'000'000}};
const std::vector<Opening> kSlowNow{{at(0), at(500), 1'000}};

} // namespace

TEST_CASE("The last bit leaves when the openings have carried them all") {
  const std::vector<Opening> openings{{at(10), at(20), 100}, {at(30), at(40), 50}};
  CHECK(last_bit(openings, at(0), 1000) == at(20));
  CHECK(last_bit(openings, at(0), 1001) == at(30.02));
  CHECK(last_bit(openings, at(15), 1000) == at(40));
  CHECK(last_bit(openings, at(15), 1001) == kNever);
  CHECK(last_bit(openings, at(35), 100) == at(37));
  CHECK(last_bit({}, at(0), 1) == kNever);
}

TEST_CASE("A report takes the path whose last bit leaves first") {
  Storage storage(1'000'000'000);
  const std::vector<ReportPath> paths{{kFastLater, at(0), {}}, {kSlowNow, at(0), {}}};
  SECTION("a short one goes slowly at once") {
    keep(storage, report(1, 99'000)); // 99 s
    CHECK(numbers(storage, paths) == std::vector<std::int64_t>{0, -1});
  }
  SECTION("a long one waits for the fast pass") {
    keep(storage, report(1, 101'000)); // 101 s, or 100.1 s
    CHECK(numbers(storage, paths) == std::vector<std::int64_t>{-1, 0});
  }
  SECTION("behind those before it on the same path") {
    keep(storage, report(1, 60'000));
    keep(storage, report(2, 60'000));
    keep(storage, report(3, 30'000));
    // 60 s for one; the other would be done slowly at 120 s, fast at 100.06 s; the third at 90 s.
    // Of equal priority and age the more recent number, which is lower, comes first: 30, 60, 60.
    CHECK(numbers(storage, paths) == std::vector<std::int64_t>{-1, -3});
  }
  SECTION("images never take the path of reports, and hold up what comes after them") {
    keep(storage, image(7, 500'000'000)); // more than the pass holds
    CHECK(numbers(storage, paths) == std::vector<std::int64_t>{7, 0});
    keep(storage, product(protocol::ProductKind::report, -8, 400'000, 0));
    CHECK(numbers(storage, paths) == std::vector<std::int64_t>{7, -8});
  }
}

TEST_CASE("A report that is being sent is left where it is") {
  Storage storage(1'000'000);
  keep(storage, report(1, 50'000));
  storage.send({0, -1}, 10'000);
  CHECK(numbers(storage, {{kFastLater, at(0), protocol::ProductKey{0, -1}},
                          {kSlowNow, at(0), {}}}) == std::vector<std::int64_t>{-1, 0});
  CHECK(numbers(storage,
                {{kFastLater, at(0), {}}, {kSlowNow, at(30), protocol::ProductKey{0, -1}}}) ==
        std::vector<std::int64_t>{0, -1});
}

TEST_CASE("A report that no path is expected to bring down waits for the first") {
  Storage storage(1'000'000);
  keep(storage, report(1, 50'000));
  CHECK(numbers(storage, {{{}, at(0), {}}, {{}, at(0), {}}}) == std::vector<std::int64_t>{-1, 0});
  CHECK(numbers(storage, {{{}, at(0), {}}, {kSlowNow, at(0), {}}}) ==
        std::vector<std::int64_t>{0, -1});
}

TEST_CASE("A crosslink is taken where its partner is expected to bring a report down first") {
  Storage storage(1'000'000);
  keep(storage, report(1, 50'000)); // slowly down at 50 s
  const std::vector<Opening> across{{at(10), at(20), 50'000}};
  const auto dealt = [&](std::vector<Opening> onward) {
    return numbers(storage, {{{}, at(0), {}}, {kSlowNow, at(0), {}}, {across, at(0), {}, onward}});
  };
  CHECK(dealt({{at(12), at(60), 10'000}}) == std::vector<std::int64_t>{0, 0, -1}); // at 17 s
  CHECK(dealt({{at(48), at(60), 10'000}}) == std::vector<std::int64_t>{0, -1, 0}); // at 53 s
  CHECK(dealt({}) == std::vector<std::int64_t>{0, -1, 0});
  SECTION("but not in pieces") {
    const std::vector<Opening> short_ones{{at(1), at(2), 49'999}, {at(3), at(4), 49'999}};
    CHECK(
        numbers(storage, {{kSlowNow, at(0), {}},
                          {short_ones, at(0), {}, std::vector<Opening>{{at(0), at(9), 90'000}}}}) ==
        std::vector<std::int64_t>{-1, 0});
  }
  SECTION("and not twice") {
    protocol::Product relayed = report(2, 50'000);
    relayed.relay = "neighbour";
    keep(storage, relayed);
    const std::vector<Opening> onward{{at(12), at(60), 10'000}};
    // The other, relayed one has the lower number, and so the slow radio first.
    CHECK(dealt(onward) == std::vector<std::int64_t>{0, -2, -1});
  }
}

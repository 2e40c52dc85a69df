#include "base/error.hpp"
#include "network/fibre.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace urker;
using namespace urker::network;

namespace {

constexpr double kDegree = 3.14159265358979323846 / 180.0;
const orbit::Geodetic kBaku{40.41 * kDegree, 49.87 * kDegree, 0.0};
const orbit::Geodetic kAnkara{39.93 * kDegree, 32.86 * kDegree, 0.0};

FibreConfig slow_line() {
  return {.rate_bit_s = 1e3, .route_factor = 1.0, .refractive_index = 1.5, .equipment_delay_s = 1};
}

} // namespace

TEST_CASE("fibre delay is the route at the speed of light in glass plus equipment") {
  const FibreConfig fibre{
      .route_factor = 1.5, .refractive_index = 1.468, .equipment_delay_s = 2e-3};
  // A quarter of the mean circumference: 10007557.2 m.
  const Duration quarter = fibre_delay(fibre, {0.0, 0.0, 0.0}, {0.0, 90.0 * kDegree, 0.0});
  CHECK(to_seconds(quarter) ==
        Approx(10007557.22 * 1.5 * 1.468 / 299792458.0 + 2e-3).epsilon(1e-5));
  CHECK(fibre_delay(fibre, kBaku, kAnkara) == fibre_delay(fibre, kAnkara, kBaku));
}

TEST_CASE("at one place only the equipment delays, rounded up") {
  FibreConfig fibre;
  fibre.equipment_delay_s = 1.5e-9;
  CHECK(fibre_delay(fibre, kBaku, kBaku) == Duration(2));
}

TEST_CASE("a message on a free line leaves at once and arrives with its last bit") {
  FibreSender sender(slow_line(), kBaku);
  sender.connect(7, kBaku);
  const Transfer transfer = sender.send(7, kStart + Duration(5), 1);
  CHECK(transfer.departure == kStart + Duration(5));
  // 1/1000 as a double lies above 1 ms: rounding up costs a nanosecond.
  CHECK(transfer.arrival - transfer.departure >= std::chrono::milliseconds(1001));
  CHECK(transfer.arrival - transfer.departure <= std::chrono::milliseconds(1001) + Duration(1));
  CHECK(sender.least_delay(7) == std::chrono::seconds(1));
}

TEST_CASE("messages to one destination queue, to another they do not") {
  FibreSender sender(slow_line(), kBaku);
  sender.connect(1, kBaku);
  sender.connect(2, kBaku);
  const Transfer first = sender.send(1, kStart, 10000);
  const Transfer second = sender.send(1, kStart, 1000);
  const Transfer other = sender.send(2, kStart, 1000);
  CHECK(to_seconds(first.arrival - kStart) == Approx(11.0));
  CHECK(to_seconds(second.departure - kStart) == Approx(10.0));
  CHECK(to_seconds(second.arrival - kStart) == Approx(12.0));
  CHECK(other.departure == kStart);
}

TEST_CASE("a line never carries more than its rate and keeps the order") {
  FibreSender sender(slow_line(), kBaku);
  sender.connect(1, kAnkara);
  Time now = kStart;
  std::int64_t total = 0;
  Time last_arrival = kStart;
  for (std::int64_t i = 0; i < 200; ++i) {
    const std::int64_t bits = i * 7919 % 1500;
    const Transfer transfer = sender.send(1, now, bits);
    total += bits;
    CHECK(transfer.departure >= now);
    CHECK(transfer.arrival >= last_arrival);
    CHECK(transfer.arrival - transfer.departure >= sender.least_delay(1));
    CHECK(to_seconds(transfer.arrival - kStart) * 1e3 >= static_cast<double>(total));
    last_arrival = transfer.arrival;
    now += std::chrono::milliseconds(i * 104729 % 1300);
  }
}

TEST_CASE("misuse of fibres is an internal error") {
  FibreSender sender(slow_line(), kBaku);
  sender.connect(1, kAnkara);
  CHECK_THROWS_AS(sender.connect(1, kAnkara), Error);
  CHECK_THROWS_AS(sender.send(2, kStart, 1), Error);
  CHECK_THROWS_AS(sender.send(1, kStart, -1), Error);
  CHECK_THROWS_AS(sender.least_delay(2), Error);
}

TEST_CASE("the volume of a message is that of its bytes") {
  CHECK(message_bits({}) == 0);
  CHECK(message_bits(pack(std::int64_t{3})) == 64);
}

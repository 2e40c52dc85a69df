#include "des/kernel.hpp"

#include <catch2/catch.hpp>

#include <string>

#include "support/row_log.hpp"

using namespace urker;
using namespace urker::des;
using namespace std::chrono_literals;

namespace {

constexpr Time kEnd = kStart + 1s;
constexpr std::uint32_t kTick = 5, kCall = 6;

/// Ticks every 10 ms, and calls its neighbour at every third tick.
class Ticker final : public PackedProcess<Ticker> {
 public:
  explicit Ticker(std::string& log) : log_(log) {}
  void start(Context& context) override { context.schedule(kStart + 10ms, kTick); }
  void handle(const Event& event, Context& context) override {
    log_ += std::to_string(context.self()) + ":" + std::to_string(event.key.kind) + "@" +
            std::to_string(event.key.time.time_since_epoch() / 1ms) + " ";
    if (event.key.kind == kTick) {
      context.schedule(context.now() + 10ms, kTick);
      if (++ticks_ % 3 == 0) {
        context.promise(1 - context.self(), context.now());
        context.send(1 - context.self(), context.now(), context.now() + 25ms, kCall,
                     urker::pack(std::string("a payload that is no number")));
      }
    }
  }
  template <class Packer>
  void pack(Packer& p) {
    p(ticks_);
  }

 private:
  std::string& log_;
  int ticks_ = 0;
};

ChannelSet both_ways(Duration delay) {
  return {{constant_channel(0, 1, delay), constant_channel(1, 0, delay)}, Duration{0}};
}

struct Pair {
  std::string log;
  test::RowLog rows;
  [[nodiscard]] Kernel kernel() {
    ProcessSet processes{{0, 0}, {}, [](ProcessId id) { return std::string(id == 0 ? "a" : "b"); }};
    processes.own.push_back(std::make_unique<Ticker>(log));
    processes.own.push_back(std::make_unique<Ticker>(log));
    return {MPI_COMM_WORLD, std::move(processes), both_ways(5ms), rows};
  }
};

} // namespace

TEST_CASE("a model that is saved and taken up goes on as if nothing had been", "[des][kernel]") {
  Pair whole, parts;
  whole.kernel().run(kEnd);
  Kernel kernel = parts.kernel();
  kernel.start();
  for (Time at : {kStart, kStart + 33ms, kStart + 500ms, kStart + 510ms}) {
    CHECK(kernel.advance(at).at == at);
    const auto images = kernel.save();
    kernel = parts.kernel();
    kernel.restore(at, images);
    const auto again = kernel.save();
    REQUIRE(again.size() == 2);
    CHECK(pack(again) == pack(images));
  }
  kernel.advance(kEnd);
  kernel.finish(kEnd);
  CHECK(parts.log == whole.log);
  const auto counts = parts.rows.of("events"), expected = whole.rows.of("events");
  REQUIRE(counts.size() == expected.size());
  for (std::size_t i = 0; i < counts.size(); ++i) {
    CHECK(counts[i].cells == expected[i].cells);
  }
}

TEST_CASE("a watch halts a run, which then goes on", "[des][kernel]") {
  Pair whole, halted;
  whole.kernel().run(kEnd);
  Kernel kernel = halted.kernel();
  kernel.start();
  int wish = 0;
  const Halt halt = kernel.advance(kEnd, [&wish](const Progress& progress) {
    wish = progress.events > 100 ? 3 : 0;
    return wish;
  });
  CHECK(halt.wish == 3);
  CHECK(halt.at > kStart + 300ms);
  CHECK(halt.at < kEnd);
  CHECK(halted.log.size() < whole.log.size());
  const Halt rest = kernel.advance(kEnd, [](const Progress&) { return 0; });
  CHECK(rest.wish == 0);
  CHECK(rest.at == kEnd);
  kernel.finish(kEnd);
  CHECK(halted.log == whole.log);
}

TEST_CASE("an event is put in at the instant of a halt", "[des][kernel]") {
  Pair pair;
  Kernel kernel = pair.kernel();
  kernel.start();
  kernel.advance(kStart + 10ms);
  CHECK(pair.log.empty());
  kernel.inject(1, 0, {});
  kernel.inject(0, 0, {});
  kernel.advance(kStart + 15ms);
  CHECK(pair.log == "0:0@10 0:5@10 1:0@10 1:5@10 ");
  CHECK_THROWS(kernel.inject(2, 0, {}));
}

TEST_CASE("channels change between two parts of a run", "[des][kernel]") {
  Pair pair;
  Kernel kernel = pair.kernel();
  kernel.start();
  kernel.advance(kStart + 500ms);
  kernel.set_channels(both_ways(26ms)); // longer than the calls take
  CHECK_THROWS_AS(kernel.advance(kEnd), Error);
}

TEST_CASE("images of other processes are refused", "[des][kernel]") {
  Pair pair;
  Kernel kernel = pair.kernel();
  kernel.start();
  auto images = kernel.save();
  Kernel other = pair.kernel();
  CHECK_THROWS(other.restore(kStart, std::span(images).first(1)));
  images[1].id = 7;
  CHECK_THROWS(other.restore(kStart, images));
}

TEST_CASE("the time in handlers is measured by process", "[des][kernel]") {
  Pair pair;
  ProcessSet processes{{0, 0}, {}, [](ProcessId) { return std::string("x"); }};
  processes.own.push_back(std::make_unique<Ticker>(pair.log));
  processes.own.push_back(std::make_unique<Ticker>(pair.log));
  Kernel kernel(MPI_COMM_WORLD, std::move(processes), both_ways(5ms), pair.rows,
                {QueueKind::bucket, true});
  kernel.start();
  kernel.advance(kEnd);
  for (const double cost_s : kernel.take_costs_s()) {
    CHECK(cost_s > 0.0);
  }
  CHECK(kernel.take_costs_s() == std::vector<double>{0.0, 0.0});
}

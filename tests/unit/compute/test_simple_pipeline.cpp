#include "compute/judge.hpp"
#include "workshop.hpp"

using namespace urker;
using namespace urker::compute;
using urker::test::at;

namespace {

/// 1 Mbit takes 1 s in the cloud mask and 0.5 s in compression.
ComputerConfig computer() {
  return {1.0, SimpleStagesConfig{{1e6, 4.0, {}, {}}, {2e6, 6.0, {}, {}}}, {}};
}

PipelineConfig simple(double above, double detection, double false_alarm, double ratio) {
  PipelineConfig pipeline;
  pipeline.discard_cloud_above = above;
  pipeline.detection = detection;
  pipeline.false_alarm = false_alarm;
  pipeline.compression_ratio = ratio;
  return pipeline;
}

PipelineConfig perfect(double ratio = 4.0) {
  return simple(0.7, 1.0, 0.0, ratio);
}

constexpr auto scene = [](auto... facts) { return test::a_scene(facts...); };

struct Bench : test::Workshop {
  explicit Bench(const PipelineConfig& pipeline = perfect())
      : test::Workshop(computer(), pipeline) {}
};

/// Part of 20000 scenes of a cover that a cloud mask throws away.
double discarded_part(const PipelineConfig& config, double cloud_truth, std::uint64_t seed = 2040) {
  const Pipeline pipeline = make_pipeline(config, computer(), {}, {});
  const Stage& stage = pipeline.stages.front();
  int discarded = 0;
  for (std::int64_t number = 1; number <= 20000; ++number) {
    discarded +=
        judge(stage, stage.models.front(), scene_of(scene(number, cloud_truth, 0, 100)), 100, seed)
            .discards;
  }
  return discarded / 20000.0;
}

} // namespace

TEST_CASE("A clear scene is screened and compressed, a cloudy one thrown away") {
  Bench b;
  CHECK(b.unit.next_event() == kNever);
  CHECK(b.unit.load_w() == 1.0);
  b.submit(scene(1, 0.2, 0, 1'000'001), at(10));
  CHECK(b.unit.load_w() == 5.0);
  b.run_until(11.1);
  CHECK(b.unit.load_w() == 7.0);
  b.run_until(20);
  CHECK(b.unit.load_w() == 1.0);
  b.submit(scene(2, 0.8), at(20));
  b.run_until(30);
  REQUIRE(b.outcomes.size() == 2);
  CHECK(b.outcomes[0].kind == Outcome::Kind::done);
  CHECK(b.outcomes[0].bits == 250'001); // rounded up
  CHECK(b.times[0] == at(10 + 1.000'001 + 0.500'000'5));
  CHECK(b.outcomes[1].kind == Outcome::Kind::discarded);
  CHECK(b.times[1] == at(21.0));
  const auto& rows = b.rows.table("compute");
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].text("stage") == "cloud_mask");
  CHECK(rows[0].text("decision") == "keep");
  CHECK(rows[0].real("energy") == Approx(4.0).epsilon(1e-5));
  CHECK(rows[1].text("stage") == "compress");
  CHECK(rows[1].integer("bits_in") == 1'000'001);
  CHECK(rows[1].integer("bits_out") == 250'001);
  CHECK(rows[2].text("decision") == "discard");
  CHECK(rows[2].integer("bits_out") == 0);
}

TEST_CASE("One job at a time, by priority, then age; a begun one is finished") {
  Bench b;
  b.submit(scene(1, 0.0, 0), at(10));
  b.submit(scene(4, 0.0, 1), at(10));
  b.submit(scene(3, 0.0, 5), at(10));
  b.submit(scene(2, 0.0, 5), at(10));
  b.run_until(100);
  CHECK(b.ended() == std::vector<std::int64_t>{1, 2, 3, 4});
  CHECK(b.times == std::vector<Time>{at(11.5), at(13.0), at(14.5), at(16.0)});
}

TEST_CASE("Suspended work goes on where it stopped, at no power in between") {
  Bench b;
  b.submit(scene(1, 0.0), at(10));
  b.unit.suspend(at(10.25));
  CHECK(b.unit.next_event() == kNever);
  CHECK(b.unit.load_w() == 1.0);
  b.submit(scene(2, 0.0), at(12));
  b.unit.suspend(at(15)); // once is enough
  b.unit.resume(at(20.25));
  CHECK(b.unit.next_event() == at(21));
  b.run_until(100);
  CHECK(b.times == std::vector<Time>{at(21.5), at(23.0)});
  CHECK(b.rows.table("compute")[0].real("energy") == Approx(4.0));
  CHECK(b.rows.table("compute")[0].real("begin") == 10.0);
  b.unit.finish(at(100), b.rows);
  CHECK(b.rows.metric("time_computing") == Approx(3.0));
}

TEST_CASE("What is submitted while suspended begins at the resumption") {
  Bench b;
  b.unit.suspend(at(1));
  b.submit(scene(1, 0.0), at(2));
  CHECK(b.unit.next_event() == kNever);
  b.unit.resume(at(5));
  CHECK(b.unit.next_event() == at(6));
  b.unit.resume(at(5.5)); // nothing to resume
  CHECK(b.unit.next_event() == at(6));
}

TEST_CASE("Wrong decisions are counted as what they are") {
  Bench always(simple(0.7, 1.0, 1.0, 4.0));
  always.submit(scene(1, 0.1), at(0));
  always.submit(scene(2, 0.9), at(0));
  always.run_until(100);
  always.unit.finish(at(100), always.rows);
  CHECK(always.rows.table("compute")[0].text("decision") == "wrong_discard");
  CHECK(always.rows.metric("scenes_discarded") == 2.0);
  CHECK(always.rows.metric("scenes_wrongly_discarded") == 1.0);
  CHECK(always.rows.metric("bits_wrongly_discarded") == 1e6);
  Bench never(simple(0.7, 0.0, 0.0, 1.0));
  never.submit(scene(2, 0.9), at(0));
  never.run_until(100);
  never.unit.finish(at(100), never.rows);
  CHECK(never.rows.table("compute")[0].text("decision") == "wrong_keep");
  CHECK(never.rows.metric("scenes_wrongly_kept") == 1.0);
  CHECK(never.outcomes[0].bits == 1'000'000); // a ratio of one changes nothing
}

TEST_CASE("Work at the end of the run counts as far as it was done") {
  Bench b;
  b.submit(scene(1, 0.0), at(10));
  b.submit(scene(2, 0.0), at(10));
  b.unit.finish(at(10.75), b.rows);
  CHECK(b.rows.metric("time_computing") == Approx(0.75));
  CHECK(b.rows.metric("scenes_waiting_for_computer") == 2.0);
}

TEST_CASE("A cloud mask errs as often as its confusion matrix says") {
  const PipelineConfig pipeline = simple(0.7, 0.92, 0.03, 4.0);
  CHECK(discarded_part(pipeline, 0.701) == Approx(0.92).margin(0.01));
  CHECK(discarded_part(pipeline, 0.7) == Approx(0.03).margin(0.006));
  CHECK(discarded_part(perfect(), 0.71) == 1.0);
  CHECK(discarded_part(perfect(), 0.69) == 0.0);
  CHECK(discarded_part(simple(0.7, 0.0, 0.0, 4.0), 1.0) == 0.0);
}

TEST_CASE("Draws belong to seed, satellite and scene") {
  const Pipeline pipeline = make_pipeline(simple(0.5, 0.5, 0.5, 1.0), computer(), {}, {});
  const Stage& stage = pipeline.stages.front();
  const auto discards = [&stage](std::int64_t number, const char* satellite, std::uint64_t seed) {
    protocol::Product product = scene(number, 0.9, 0, 100);
    product.satellite_name = satellite;
    return judge(stage, stage.models.front(), scene_of(product), 100, seed).discards;
  };
  int by_satellite = 0;
  int by_seed = 0;
  for (std::int64_t n = 0; n < 1000; ++n) {
    REQUIRE(discards(n, "imece", 1) == discards(n, "imece", 1));
    by_satellite += discards(n, "imece", 1) != discards(n, "gokturk_1", 1);
    by_seed += discards(n, "imece", 1) != discards(n, "imece", 2);
  }
  CHECK(by_satellite > 400);
  CHECK(by_seed > 400);
}

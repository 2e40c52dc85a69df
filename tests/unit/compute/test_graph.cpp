#include <algorithm>
#include <cmath>

#include "compute/judge.hpp"
#include "workshop.hpp"

using namespace urker;
using namespace urker::compute;
using test::a_scene;
using test::at;
using test::by_rate;
using test::by_tile;
using test::Workshop;

namespace {

PipelineStageConfig stage(StageKind kind, std::vector<std::string> after = {}) {
  PipelineStageConfig config;
  config.kind = kind;
  config.after = std::move(after);
  return config;
}

/// A mask on an NPU, a detector on a GPU and compression in an FPGA; 1 Mbit takes 1, 2 and 4 s.
ComputerConfig board() {
  ComputerConfig computer;
  computer.idle_power_w = 1.0;
  computer.devices["fpga"].stages["compress"] = by_rate(0.25e6, 3.0);
  computer.devices["gpu"].stages["detect"] = by_tile(0.2, 1.5); // 10 tiles to 1 Mbit
  computer.devices["npu"].stages["cloud_mask"] = by_rate(1e6, 2.0);
  return computer;
}

Models models(double detection = 1.0, double false_alarm = 0.0) {
  Models models;
  ModelConfig& mask = models["mask"];
  mask.size_bit = 17e6;
  mask.detection = detection;
  mask.false_alarm = false_alarm;
  ModelConfig& ships = models["ships"];
  ships.size_bit = 50e6;
  ships.tile_bit = 1e5;
  ships.detection = detection;
  ships.false_alarm = false_alarm;
  ships.finds = protocol::ContentKind::ship;
  return models;
}

/// cloud_mask, then detect and compress side by side.
PipelineConfig forked() {
  PipelineConfig pipeline;
  pipeline.stages["cloud_mask"] = stage(StageKind::cloud_mask);
  pipeline.stages["cloud_mask"].model = "mask";
  pipeline.stages["compress"] = stage(StageKind::compress, {"cloud_mask"});
  pipeline.stages["compress"].ratio = 5.0;
  pipeline.stages["compress"].quality = 0.9;
  pipeline.stages["detect"] = stage(StageKind::detect, {"cloud_mask"});
  pipeline.stages["detect"].model = "ships";
  pipeline.stages["detect"].report_bit = 8000.0;
  return pipeline;
}

protocol::Product with_ships(protocol::Product scene, std::int64_t present, std::int64_t visible) {
  scene.contents.push_back({protocol::ContentKind::ship, present, visible});
  return scene;
}

} // namespace

TEST_CASE("Stages of several scenes overlap on their devices, and reports come before images") {
  Workshop w(board(), forked(), models());
  w.submit(with_ships(a_scene(1, 0.1), 3, 2), at(0));
  w.submit(a_scene(2, 0.1), at(0));
  CHECK(w.unit.load_w() == 3.0);
  w.run_until(1.5);
  CHECK(w.unit.load_w() == Approx(1.0 + 2.0 + 3.0 + 7.5));
  w.run_until(100.0);
  CHECK(w.span(1, "cloud_mask") == std::pair(0.0, 1.0));
  CHECK(w.span(2, "cloud_mask") == std::pair(1.0, 2.0));
  CHECK(w.span(1, "detect") == std::pair(1.0, 3.0));
  CHECK(w.span(2, "detect") == std::pair(3.0, 5.0)); // the device was taken
  CHECK(w.span(1, "compress") == std::pair(1.0, 5.0));
  CHECK(w.span(2, "compress") == std::pair(5.0, 9.0));
  REQUIRE(w.outcomes.size() == 4);
  CHECK(w.outcomes[0].kind == Outcome::Kind::found);
  CHECK(w.times[0] == at(3.0));
  CHECK(w.outcomes[0].found->right == 2);
  CHECK(w.outcomes[0].found->missed == 1); // under a cloud
  CHECK(w.outcomes[0].found->bits == 16000);
  CHECK(w.outcomes[1].found->bits == 0);
  CHECK(w.ended() == std::vector<std::int64_t>{1, 2});
  CHECK(w.times[3] == at(9.0));
  CHECK(w.outcomes[3].bits == 200'000);
  CHECK(w.outcomes[3].quality == 0.9);
  const auto& row = w.rows.table("compute")[1];
  CHECK(row.text("device") == "npu");
  CHECK(row.real("ready") == 0.0);
  CHECK(row.text("entity") == "imece");
  w.unit.finish(at(100.0), w.rows);
  CHECK(w.rows.metric("time_computing_fpga") == 8.0);
  CHECK(w.rows.metric("energy_inference") == Approx(2 * 2.0 + 20 * 1.5));
  CHECK(w.rows.metric("energy_other_stages") == Approx(24.0));
  CHECK(w.rows.metric("targets_missed") == 1.0);
}

TEST_CASE("What one stage throws away leaves all devices at once") {
  PipelineConfig pipeline = forked();
  pipeline.stages["detect"].discard_empty = true;
  Workshop w(board(), pipeline, models(0.0)); // it is blind
  w.submit(with_ships(a_scene(1, 0.1), 4, 4), at(0));
  w.run_until(100.0);
  REQUIRE(w.ended().size() == 1);
  const auto& end = w.outcomes.back();
  CHECK(end.kind == Outcome::Kind::discarded);
  CHECK(end.stage == "detect");
  CHECK(end.wrong);
  CHECK(w.span(1, "compress") == std::pair(1.0, 3.0));
  CHECK(w.rows.table("compute").back().text("decision") == "broken_off");
  CHECK(w.rows.table("compute").back().real("energy") == Approx(6.0));
  CHECK(w.unit.next_event() == kNever);
  CHECK(w.unit.load_w() == 1.0);
}

TEST_CASE("A more urgent scene interrupts where the device lets it, at the price of a switch") {
  ComputerConfig computer = board();
  computer.devices["fpga"].preemptive = true;
  computer.devices["fpga"].switch_time_s = 0.5;
  PipelineConfig pipeline;
  pipeline.stages["compress"] = stage(StageKind::compress);
  Workshop w(computer, pipeline);
  w.submit(a_scene(1, 0.0, 1), at(0));
  w.submit(a_scene(2, 0.0, 1), at(1)); // not more urgent
  w.submit(a_scene(3, 0.0, 2), at(1));
  w.run_until(100.0);
  CHECK(w.ended() == std::vector<std::int64_t>{3, 1, 2});
  CHECK(w.times == std::vector<Time>{at(5.0), at(8.5), at(12.5)});
  CHECK(w.rows.table("compute")[1].real("energy") == Approx(4.5 * 3.0));
}

TEST_CASE("A unit sleeps, starts up and takes another model at their price") {
  ComputerConfig computer = board();
  DeviceConfig& npu = computer.devices["npu"];
  npu.idle_power_w = 0.5;
  npu.sleep_power_w = 0.1;
  npu.start_up_time_s = 3.0;
  npu.start_up_power_w = 1.5;
  npu.sleeps_after_s = 10.0;
  npu.memory_bit = 60e6;
  npu.model_load_rate_bit_s = 10e6;
  npu.stages["detect"] = by_rate(1e6, 4.0);
  PipelineConfig pipeline = forked();
  pipeline.stages.erase("compress");
  pipeline.stages["detect"].device = "npu";
  Workshop w(computer, pipeline, models());
  CHECK(w.unit.load_w() == Approx(1.1));
  w.submit(a_scene(1, 0.0), at(5));
  CHECK(w.unit.load_w() == Approx(2.5));
  w.run_until(100.0);
  CHECK(w.span(1, "cloud_mask").first == 8.0);
  CHECK(w.span(1, "detect").first == Approx(8.0 + 1.7 + 1.0));
  CHECK(w.span(1, "detect").second == Approx(10.7 + 5.0 + 1.0));
  CHECK(w.unit.load_w() == Approx(1.1)); // asleep again
}

TEST_CASE("Slower levels take longer at less power; without one the clock is gated") {
  ComputerConfig computer = board();
  computer.devices["fpga"].levels = {{"half", {0.5, 0.3}}, {"full", {1.0, 1.0}}};
  computer.devices["fpga"].level = "full";
  PipelineConfig pipeline;
  pipeline.stages["compress"] = stage(StageKind::compress);
  Workshop w(computer, pipeline);
  w.submit(a_scene(1, 0.0), at(0));
  w.unit.set_pace(0.7, at(2)); // half of the work is left, at the level `half`
  CHECK(w.unit.load_w() == Approx(1.0 + 0.9));
  w.unit.set_pace(0.25, at(4)); // a quarter is left
  CHECK(w.unit.load_w() == Approx(1.0 + 0.45));
  w.unit.set_pace(0.0, at(6));
  CHECK(w.unit.next_event() == kNever);
  w.unit.set_pace(1.0, at(10));
  w.run_until(100.0);
  CHECK(w.times == std::vector<Time>{at(10.5)});
  CHECK(w.rows.table("compute")[0].real("energy") ==
        Approx(2 * 3.0 + 2 * 0.9 + 2 * 0.45 + 0.5 * 3.0));
}

TEST_CASE("A reset costs the work that was done, and the start") {
  ComputerConfig computer = board();
  computer.devices["fpga"].start_up_time_s = 1.0;
  PipelineConfig pipeline;
  pipeline.stages["compress"] = stage(StageKind::compress);
  Workshop w(computer, pipeline);
  w.submit(a_scene(1, 0.0), at(0));
  w.unit.reset(at(3));
  w.run_until(100.0);
  CHECK(w.times == std::vector<Time>{at(8.0)});
  CHECK(w.rows.table("compute")[0].real("energy") == Approx(7 * 3.0));
}

TEST_CASE("A deadline lets a scene finish late, pass on as it is, or go") {
  for (const auto when_late : {WhenLate::finish, WhenLate::pass_on, WhenLate::drop}) {
    PipelineConfig pipeline = forked();
    pipeline.deadline_s = 2.0;
    pipeline.when_late = when_late;
    Workshop w(board(), pipeline, models());
    w.submit(a_scene(1, 0.0), at(1.0)); // taken at 1
    w.run_until(100.0);
    w.unit.finish(at(100), w.rows);
    CHECK(w.rows.metric("scenes_late") == 1.0);
    REQUIRE(w.ended().size() == 1);
    const Outcome& end = w.outcomes.back();
    CHECK(w.times.back() == at(when_late == WhenLate::finish ? 6.0 : 3.0));
    CHECK(end.kind == (when_late == WhenLate::drop ? Outcome::Kind::late : Outcome::Kind::done));
    CHECK(end.bits == (when_late == WhenLate::finish    ? 200'000
                       : when_late == WhenLate::pass_on ? 1'000'000
                                                        : 0));
  }
}

TEST_CASE("A queue of one device keeps to Pollaczek and Khinchine") {
  // M/D/1: the mean wait is rho / (2 mu (1 - rho)). Of 200000 arrivals at rho = 0.7 the mean of the
  // waits scatters by some percent.
  ComputerConfig computer;
  computer.devices["cpu"].stages["work"] = by_rate(1e6, 1.0); // 1 s a scene
  PipelineConfig pipeline;
  pipeline.stages["work"] = stage(StageKind::other);
  for (const double load : {0.3, 0.7}) {
    Workshop w(computer, pipeline);
    const RandomKey key{11, key_of("test"), key_of("arrivals")};
    double arrival_s = 0.0;
    constexpr std::int64_t kScenes = 200000;
    for (std::int64_t n = 1; n <= kScenes; ++n) {
      arrival_s -= std::log(1.0 - random_uniform(key, static_cast<std::uint64_t>(n))) / load;
      w.run_until(arrival_s);
      protocol::Product scene = a_scene(n, 0.0);
      scene.imaged = at(arrival_s);
      w.submit(scene, at(arrival_s));
    }
    w.run_until(1e9);
    double wait_s = 0.0;
    for (const auto& row : w.rows.table("compute")) {
      wait_s += row.real("begin") - row.real("ready");
    }
    wait_s /= static_cast<double>(kScenes);
    CHECK(wait_s == Approx(load / (2.0 * (1.0 - load))).epsilon(0.03));
    w.unit.finish(at(arrival_s), w.rows);
    CHECK(w.rows.metric("time_computing") / arrival_s == Approx(load).epsilon(0.01));
  }
}

TEST_CASE("Wrong decisions are as frequent as the matrix says, within what sampling allows") {
  PipelineConfig pipeline = forked();
  pipeline.stages.erase("compress");
  const double detection = 0.92;
  const double false_alarm = 0.01;
  Workshop w(board(), pipeline, models(detection, false_alarm));
  std::int64_t clear = 0;
  std::int64_t ships = 0;
  constexpr std::int64_t kScenes = 20000;
  for (std::int64_t n = 1; n <= kScenes; ++n) {
    const double cloud = n % 2 == 0 ? 0.9 : 0.2;
    clear += cloud < 0.7;
    ships += cloud < 0.7 ? 3 : 0;
    w.submit(cloud < 0.7 ? with_ships(a_scene(n, cloud), 3, 3) : a_scene(n, cloud), at(1e6));
  }
  w.run_until(1e7);
  w.unit.finish(at(1e7), w.rows);
  const auto within = [](double count, double of, double rate) {
    INFO(count << " of " << of << " at " << rate);
    return std::abs(count - of * rate) < 4.0 * std::sqrt(of * rate * (1.0 - rate));
  };
  const double cloudy = static_cast<double>(kScenes - clear);
  const double kept_clear = static_cast<double>(clear) - w.rows.metric("scenes_wrongly_discarded");
  CHECK(within(w.rows.metric("scenes_wrongly_discarded"), static_cast<double>(clear), false_alarm));
  CHECK(within(w.rows.metric("scenes_wrongly_kept"), cloudy, 1.0 - detection));
  CHECK(within(w.rows.metric("targets_found"), 3.0 * kept_clear, detection));
  // Of each of the ten tiles of a scene that was kept.
  const double tiles = 10.0 * (kept_clear + w.rows.metric("scenes_wrongly_kept"));
  CHECK(within(w.rows.metric("targets_falsely_found"), tiles, false_alarm));
  // What the sums say the rows say.
  double wrong = 0.0;
  for (const auto& row : w.rows.table("compute")) {
    wrong += row.text("decision") == "wrong_discard";
  }
  CHECK(wrong == w.rows.metric("scenes_wrongly_discarded"));
}

TEST_CASE("Cloudy tiles are cut out, and clear ones by mistake") {
  PipelineConfig pipeline;
  pipeline.stages["cut"] = stage(StageKind::tile);
  pipeline.stages["cut"].model = "mask";
  ComputerConfig computer;
  computer.devices["npu"].stages["mask"] = by_tile(0.01, 0.02);
  Models known = models(0.9, 0.1);
  known["mask"].tile_bit = 1e4;
  Workshop w(computer, pipeline, known);
  w.submit(a_scene(1, 0.4, 0, 100'000'000), at(0)); // 10^4 tiles, 4000 of them cloudy
  w.run_until(1e6);
  w.unit.finish(at(1e6), w.rows);
  REQUIRE(w.outcomes.size() == 1);
  CHECK(static_cast<double>(w.outcomes[0].bits) == Approx(1e8 * (1 - 0.36 - 0.06)).epsilon(0.02));
  CHECK(w.rows.metric("bits_wrongly_cut") == Approx(6e6).epsilon(0.15));
  CHECK(w.rows.metric("time_computing") == Approx(100.0));
}

TEST_CASE("A ROC gives the rates at the false alarms that are asked for") {
  ModelConfig model;
  model.roc = {{0.01, 0.8}, {0.1, 0.96}};
  CHECK(operating_point(model, {}).detection == 0.8);
  CHECK(operating_point(model, 0.055).detection == Approx(0.88));
  CHECK(operating_point(model, 0.005).detection == Approx(0.4));
  CHECK(operating_point(model, 0.55).detection == Approx(0.98));
  CHECK(operating_point(model, 0.55).false_alarm == 0.55);
}

TEST_CASE("Stages that always run on one side leave the rest to the other") {
  PipelineConfig pipeline = forked();
  pipeline.stages["compress"].where = StagePlace::onboard;
  const auto names = [&](Side side) {
    std::vector<std::string> result;
    for (const auto& s : make_pipeline(pipeline, board(), models(), side).stages) {
      result.push_back(s.name);
    }
    return result;
  };
  using Names = std::vector<std::string>;
  CHECK(names({StagePlace::onboard, true}) == Names{"cloud_mask", "compress", "detect"});
  CHECK(names({StagePlace::onboard, false}) == Names{"compress"});
  CHECK(names({StagePlace::ground, true}) == Names{"cloud_mask", "detect"});
  CHECK(names({StagePlace::ground, false}).empty());
  const Pipeline alone = make_pipeline(pipeline, board(), models(), {StagePlace::onboard, false});
  CHECK(alone.stages.front().inputs.empty());
  CHECK(kept_volume(alone) == 0.2);
  CHECK(model_bits(make_pipeline(pipeline, board(), models(), {})) == 67'000'000);
}

TEST_CASE("A pipeline that the computer cannot run is refused with the stage's name") {
  using Catch::Matchers::Contains;
  PipelineConfig pipeline = forked();
  ComputerConfig computer = board();
  computer.devices["cpu"].stages["detect"] = by_rate(1e6, 5.0);
  CHECK_THROWS_WITH(make_pipeline(pipeline, computer, models(), {}),
                    Contains("`cpu` and `gpu`") && Contains("`detect`"));
  pipeline.stages["detect"].device = "gpu";
  CHECK(make_pipeline(pipeline, computer, models(), {}).stages.size() == 3);
  computer.devices["gpu"].memory_bit = 1e6;
  CHECK_THROWS_WITH(make_pipeline(pipeline, computer, models(), {}), Contains("memory"));
  computer.devices.erase("npu");
  CHECK_THROWS_WITH(make_pipeline(pipeline, computer, models(), {}), Contains("`cloud_mask`"));
}

TEST_CASE("A model that is sent up is used from the next scene on") {
  Models known = models();
  known["blind"] = known.at("mask");
  known["blind"].detection = 0.0;
  PipelineConfig pipeline = forked();
  pipeline.updates.push_back({"cloud_mask", "blind", {}});
  Workshop w(board(), pipeline, known);
  w.submit(a_scene(1, 0.9), at(0));
  w.run_until(50.0);
  w.unit.activate("cloud_mask", "blind");
  w.submit(a_scene(2, 0.9), at(50.0));
  w.run_until(100.0);
  REQUIRE(w.ended().size() == 2);
  CHECK(w.outcomes.front().kind == Outcome::Kind::discarded);
  CHECK(w.outcomes.back().kind == Outcome::Kind::done);
  CHECK(w.rows.table("compute")[1].text("model") == "blind");
}

TEST_CASE("What has not begun can be taken back") {
  Workshop w(board(), forked(), models());
  w.submit(a_scene(1, 0.0), at(0));
  w.submit(a_scene(2, 0.0), at(0));
  CHECK_FALSE(w.unit.may_withdraw({0, 1}));
  CHECK(w.unit.may_withdraw({0, 2}));
  CHECK(w.unit.withdraw({0, 2}));
  CHECK_FALSE(w.unit.withdraw({0, 2}));
  w.run_until(100.0);
  CHECK(w.ended() == std::vector<std::int64_t>{1});
}

TEST_CASE("Satellites that take the same frame split its tiles and what lies in them") {
  PipelineConfig pipeline;
  pipeline.stages["cut"] = stage(StageKind::tile);
  pipeline.stages["cut"].split = true;
  pipeline.stages["detect"] = stage(StageKind::detect, {"cut"});
  pipeline.stages["detect"].model = "ships";
  ComputerConfig computer = board();
  computer.devices["npu"].stages["cut"] = by_rate(1e6, 2.0);
  constexpr std::int64_t kFrame = 1'000'003; // does not part evenly
  std::int64_t bits = 0;
  std::int64_t left = 0;
  for (std::int64_t part = 1; part <= 4; ++part) {
    Workshop w(computer, pipeline, models(), 1, TileShare{part, 4});
    protocol::Product scene = a_scene(1, 0.1, 0, kFrame);
    scene.contents.push_back({protocol::ContentKind::ship, 9, 7, part, part - 1});
    w.submit(scene, at(0));
    w.run_until(100.0);
    // The frame is cut as a whole, a quarter of its tiles is searched: 2.5 are three.
    CHECK(w.span(1, "cut").second == Approx(1.0).margin(1e-3));
    CHECK(w.span(1, "detect").second - w.span(1, "cut").second == Approx(3 * 0.2));
    REQUIRE(w.outcomes.size() == 2);
    CHECK(w.outcomes[0].found->right == part - 1);
    CHECK(w.outcomes[0].found->missed == 1);
    CHECK(w.rows.table("compute")[0].text("decision") == "split");
    bits += w.outcomes[1].bits;
    w.unit.finish(at(100.0), w.rows);
    left += static_cast<std::int64_t>(w.rows.metric("bits_of_others_tiles"));
  }
  CHECK(bits == kFrame);
  CHECK(left == 3 * kFrame);
  CHECK_THROWS_WITH(make_pipeline(pipeline, computer, models(), {}),
                    Catch::Contains("`cut`") && Catch::Contains("tile_share"));
  CHECK(kept_volume(make_pipeline(pipeline, computer, models(), {}, TileShare{1, 4})) == 0.25);
}

TEST_CASE("Work that is done three times takes three times the time or the power, and the energy") {
  const auto run = [](double time, double power) {
    Workshop w(board(), forked(), models());
    ComputerSetup setup{"satellites", "imece", board(), {}, 1, time, power};
    setup.pipelines.push_back(make_pipeline(forked(), board(), models(), {}));
    w.unit = Computer(std::move(setup));
    w.submit(a_scene(1, 0.1), at(0));
    w.run_until(100.0);
    w.unit.finish(at(100.0), w.rows);
    const auto [begin, end] = w.span(1, "compress");
    return std::pair(end - begin,
                     w.rows.metric("energy_inference") + w.rows.metric("energy_other_stages"));
  };
  const auto [once_s, once_j] = run(1.0, 1.0);
  const auto [after_s, after_j] = run(3.0, 1.0);
  const auto [beside_s, beside_j] = run(1.0, 3.0);
  CHECK(once_s == Approx(4.0));
  CHECK(after_s == Approx(12.0));
  CHECK(beside_s == Approx(4.0));
  CHECK(after_j == Approx(3.0 * once_j));
  CHECK(beside_j == Approx(3.0 * once_j));
}

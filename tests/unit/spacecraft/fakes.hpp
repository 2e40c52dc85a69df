#pragma once

#include "base/table.hpp"
#include "des/process.hpp"
#include "spacecraft/illumination.hpp"
#include "spacecraft/surroundings.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "support/process_bench.hpp"

namespace urker::test {

inline Time at(double seconds) {
  return kStart + round_seconds(seconds);
}

/// One row as text and numbers by column. Instants are in seconds, NaN for never.
struct RecordedRow {
  std::map<std::string, std::string> texts;
  std::map<std::string, double> reals;
  std::map<std::string, std::int64_t> integers;
  const std::string& text(const std::string& name) const { return texts.at(name); }
  double real(const std::string& name) const { return reals.at(name); }
  std::int64_t integer(const std::string& name) const { return integers.at(name); }
};

/// Keeps all rows by table.
class RecordingSink final : public RowSink {
 public:
  const std::vector<RecordedRow>& table(const std::string& name) { return tables_[name]; }
  /// Value of a metric; fails the test if it is not there exactly once.
  double metric(const std::string& name) {
    std::vector<double> found;
    for (const RecordedRow& row : table("metrics")) {
      if (row.text("metric") == name) {
        found.push_back(row.real("value"));
      }
    }
    INFO("metric " << name);
    REQUIRE(found.size() == 1);
    return found[0];
  }

 protected:
  void declare_table(const TableInfo& table, const Columns&) override {
    tables_[std::string(table.name)];
  }
  void emit_row(const TableInfo& table, const Columns& columns) override {
    Recorder recorder;
    columns(recorder);
    tables_[std::string(table.name)].push_back(std::move(recorder.row));
  }

 private:
  struct Recorder final : ColumnVisitor {
    RecordedRow row;
    void text(std::string_view name, std::string_view value, std::string_view) override {
      row.texts[std::string(name)] = value;
    }
    void real(std::string_view name, double value, std::string_view, std::string_view) override {
      row.reals[std::string(name)] = value;
    }
    void integer(std::string_view name, std::int64_t value, std::string_view,
                 std::string_view) override {
      row.integers[std::string(name)] = value;
    }
    void instant(std::string_view name, std::int64_t nanoseconds, std::string_view) override {
      row.reals[std::string(name)] = nanoseconds == kNotYet.time_since_epoch().count()
                                         ? std::numeric_limits<double>::quiet_NaN()
                                         : static_cast<double>(nanoseconds) * 1e-9;
    }
  };
  std::map<std::string, std::vector<RecordedRow>> tables_;
};

/// Runs one process alone, as the kernel would, and keeps what it sends. Checks the rules: nothing
/// in the past, nothing before a promise.
class LoneRun final : public des::Context {
 public:
  static constexpr des::ProcessId kSelf = 7;

  void post(Time time, std::uint32_t kind, Bytes payload) {
    const des::EventKey key{time, kSelf, kind, 1, posted_++};
    queue_.emplace(key, std::move(payload));
  }
  void run(des::Process& process, Time end) {
    process.start(*this);
    while (!queue_.empty() && queue_.begin()->first.time < end) {
      const auto next = queue_.extract(queue_.begin());
      const des::Event event{next.key(), next.mapped()};
      REQUIRE(event.key.time >= now_);
      now_ = event.key.time;
      ++handled;
      process.handle(event, *this);
    }
    now_ = end;
    process.finish(*this);
  }

  [[nodiscard]] Time now() const override { return now_; }
  [[nodiscard]] des::ProcessId self() const override { return kSelf; }
  std::uint64_t schedule(Time time, std::uint32_t kind, des::Payload payload) override {
    REQUIRE(time >= now_);
    const std::uint32_t number = number_++;
    const des::EventKey key{time, kSelf, kind, kSelf, number};
    queue_.emplace(key, Bytes(payload.begin(), payload.end()));
    return number;
  }
  void send(des::ProcessId receiver, Time departure, Time arrival, std::uint32_t kind,
            des::Payload payload) override {
    REQUIRE(departure >= now_);
    REQUIRE(arrival > departure);
    if (const auto promised = promises_.find(receiver); promised != promises_.end()) {
      REQUIRE(departure >= promised->second);
    }
    ++number_;
    sent.push_back(
        {receiver, now_, departure, arrival, kind, Bytes(payload.begin(), payload.end())});
  }
  void promise(des::ProcessId receiver, Time not_before) override {
    const auto known = promises_.emplace(receiver, not_before).first;
    REQUIRE(not_before >= known->second);
    known->second = not_before;
  }
  [[nodiscard]] RowSink& rows() override { return sink; }

  RecordingSink sink;
  std::vector<Sent> sent;
  int handled = 0;

 private:
  Time now_ = kStart;
  std::map<des::EventKey, Bytes> queue_;
  std::map<des::ProcessId, Time> promises_;
  std::uint32_t number_ = 0;
  std::uint32_t posted_ = 0;
};

/// Sunlight between eclipses that are known at once.
inline spacecraft::Illumination light_between(const std::vector<access::Eclipse>& eclipses,
                                              std::function<double(Time)> fraction) {
  spacecraft::Illumination light(std::move(fraction));
  for (const auto& eclipse : eclipses) {
    light.add(eclipse);
  }
  return light;
}

/// Surroundings made of plain functions.
class PlainSurroundings final : public spacecraft::Surroundings {
 public:
  Duration scene_time = std::chrono::seconds(3);
  std::int64_t raw_bits = 1'000'000;
  double sun_elevation_rad = 0.5;
  std::function<double(Time)> cloud = [](Time) { return 0.0; };
  std::function<spacecraft::SiteView(const orbit::Geodetic&, Time)> view =
      [](const orbit::Geodetic&, Time) {
        return spacecraft::SiteView{1e6, 1.0};
      };
  std::function<spacecraft::SunAngles(Time)> sun = [](Time) {
    return spacecraft::SunAngles{3.0, 3.0};
  };
  std::function<link::BodiesInSky(Time)> sky = [](Time) { return link::BodiesInSky(); };
  std::function<double(Time)> flux = [](Time) { return 1.0; };

  [[nodiscard]] std::vector<spacecraft::Scene>
  scenes(const protocol::ImagingTask& task) const override {
    std::vector<spacecraft::Scene> result;
    for (Time t = task.begin; t < task.end; t += scene_time) {
      spacecraft::Scene scene;
      scene.begin = t;
      scene.end = std::min(t + scene_time, task.end);
      scene.cells = task.cells;
      scene.gsd_m = 1.0;
      scene.sun_elevation_rad = sun_elevation_rad;
      scene.cloud_truth = cloud(t);
      scene.raw_bits = raw_bits;
      result.push_back(scene);
    }
    return result;
  }
  [[nodiscard]] spacecraft::SiteView site(const orbit::Geodetic& place, Time t) const override {
    return view(place, t);
  }
  [[nodiscard]] spacecraft::SunAngles sun_angles(const orbit::Geodetic&, Time t) const override {
    return sun(t);
  }
  [[nodiscard]] link::BodiesInSky bodies(const orbit::Geodetic&, Time t) const override {
    return sky(t);
  }
  [[nodiscard]] double sun_flux(Time t) const override { return flux(t); }
  [[nodiscard]] double sunlit_fraction(Time) const override { return 0.5; }
};

} // namespace urker::test

#pragma once

#include "base/pack.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "compute/device_config.hpp"
#include "compute/scene.hpp"

namespace urker::compute {

/// A stage of a scene that waits for a device or runs on it.
struct Job {
  SceneKey scene;
  std::int64_t stage = 0;
  std::int64_t priority = 0;
  Time imaged = kStart;
  bool goes_on = false; ///< the device has begun with its scene, and works by scene
  Time ready = kStart;
  Time begin = kNotYet;
  Duration work{0};      ///< all of it, at the speed as stated
  Duration left{0};      ///< of it
  Duration active{0};    ///< time worked since energy_j was last added to
  double power_w = 0.0;  ///< as stated
  double energy_j = 0.0; ///< above idle
  std::string model;
  Duration model_load{0}; ///< where the unit holds another model
  template <class Packer>
  void pack(Packer& p) {
    p(scene, stage, priority, imaged, goes_on, ready, begin, work, left, active, power_w, energy_j,
      model, model_load);
  }
  /// First in the queue is least.
  friend bool operator<(const Job& a, const Job& b) { return a.order() < b.order(); }
  [[nodiscard]] std::tuple<bool, std::int64_t, Time, std::int64_t, std::uint32_t, std::int64_t>
  order() const {
    return {!goes_on, -priority, imaged, scene.second, scene.first, stage};
  }
};

/// A job that is over, on a unit.
struct EndedJob {
  Job job;
  std::int64_t unit = 0;
};

/// The units of one kind of device and their queue. A unit is asleep, starting, ready or at work;
/// the most urgent job goes to the first unit that is ready, and wakes one where none is.
class Device {
 public:
  explicit Device(const DeviceConfig& config);

  [[nodiscard]] const DeviceConfig& config() const { return config_; }
  void enqueue(const Job& job) { queue_.insert(job); }
  /// Begins what can begin.
  void dispatch(Time now);
  [[nodiscard]] Time next_event() const;
  /// Ends what is due; the jobs that are over, by unit.
  [[nodiscard]] std::vector<EndedJob> advance(Time now);
  /// Takes out the jobs of a scene that wait; those that run, which it breaks off.
  [[nodiscard]] std::vector<EndedJob> drop(const SceneKey& scene, Time now);
  /// Whether any of a scene's jobs here has begun.
  [[nodiscard]] bool has_begun(const SceneKey& scene) const;
  /// Adds the scenes whose stages run here, by unit.
  void add_running(std::vector<SceneKey>& scenes) const;
  [[nodiscard]] double load_w() const;
  /// While suspended nothing goes on; what runs goes on where it stopped.
  void suspend(Time now);
  void resume(Time now);
  /// At most this part of the speed as stated, 0..1, by the fastest level that keeps to it.
  void set_pace(double part, Time now);
  /// Units start anew; what ran begins anew.
  void reset(Time now);
  /// Time worked by all units, up to an instant.
  [[nodiscard]] Duration busy(Time now) const;

  template <class Packer>
  void pack(Packer& p) {
    p(queue_, units_, suspended_, speed_, power_, busy_);
  }

 private:
  enum class State : std::uint8_t { asleep, starting, ready, working };
  struct Unit {
    State state = State::asleep;
    Time since = kStart;  ///< up to which its job is accounted for
    Time until = kNever;  ///< end of the state
    std::vector<Job> job; ///< that runs: one or none
    std::string model;    ///< that it holds
    template <class Packer>
    void pack(Packer& p) {
      p(state, since, until, job, model);
    }
  };
  /// Carries a unit's job to an instant.
  void account(Unit& unit, Time now);
  void set_end(Unit& unit);
  void rest(Unit& unit, Time now);
  void start_up(Unit& unit, Time now);
  void begin(Unit& unit, Job job, Time now);
  [[nodiscard]] Unit* free_unit();
  /// The unit whose job is the least urgent, if less so than the first in the queue.
  [[nodiscard]] Unit* interruptible();
  void set_speed(const LevelConfig& level, Time now);

  DeviceConfig config_;
  std::set<Job> queue_;
  std::vector<Unit> units_;
  std::optional<Time> suspended_; ///< since when
  double speed_ = 1.0;            ///< over that as stated
  double power_ = 1.0;            ///< likewise
  Duration busy_{0};
};

} // namespace urker::compute

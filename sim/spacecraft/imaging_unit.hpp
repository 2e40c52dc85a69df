#pragma once

#include "base/table.hpp"
#include "protocol/messages.hpp"
#include "spacecraft/agility_config.hpp"
#include "spacecraft/attitude/attitude_control.hpp"
#include "spacecraft/imager_config.hpp"
#include "spacecraft/power_bus.hpp"
#include "spacecraft/storage.hpp"
#include "spacecraft/surroundings.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace urker::spacecraft {

/// Whose satellite it is, as written in products and rows.
struct Identity {
  std::uint32_t index = 0; ///< in the scenario's bytewise order of satellites
  std::string name;        ///< key in the scenario
  std::string owner;
};

/// State of the satellite that decides whether a strip may begin.
struct Readiness {
  bool safe_mode = false;
  double state_of_charge = 1.0;
  double state_of_charge_for_imaging = 0.0;
  bool works = true;                         ///< the imager
  const AttitudeControl* attitude = nullptr; ///< null: agility tells whether there is time to turn
};

/// What became of a strip.
enum class TaskOutcome : std::uint8_t {
  pending,
  superseded, ///< by a later plan
  late,       ///< its begin was over when the plan came
  unfinished, ///< begun
  done,
  partly_stored,
  no_storage,
  interrupted,
  safe_mode,
  busy,
  no_time_to_turn,
  off_nadir,
  no_sun,
  no_energy,
  switched_off,
  duty,
  sun_exclusion,
  earth_exclusion,
  no_star_tracker,
};
[[nodiscard]] std::string_view outcome_name(TaskOutcome outcome);

/// Imager and attitude: keeps the tasks that the satellite has received and carries them out.
/// The strip as a whole is refused if anything but the storage speaks against its begin; a scene
/// is refused if its raw bits find no room when it begins.
class ImagingUnit {
 public:
  ImagingUnit(Identity identity, ImagerConfig imager, AgilityConfig agility,
              std::shared_ptr<const Surroundings> surroundings);

  /// Takes the tasks of a plan in place of those that begin at or after its `valid_from`. Rows of
  /// the tasks that are over; their numbers do not come again.
  void receive(const protocol::SatellitePlan& plan, Time now, RowSink& rows);
  /// When `handle` is next due.
  [[nodiscard]] Time next_event() const;
  /// Ends scenes and begins strips and scenes that are due. Returns the products of the scenes
  /// that were recorded, whose bits the storage holds.
  [[nodiscard]] std::vector<protocol::Product> handle(Time now, const Readiness& readiness,
                                                      Storage& storage, RowSink& rows);
  /// The pointing of the running strip, or else of the next.
  [[nodiscard]] std::optional<PointingWish> wish() const;
  /// Breaks off the running strip; the scene that was being taken is lost: its bits.
  std::int64_t interrupt(Time now, Storage& storage, RowSink& rows);
  /// Strips that were refused because the imager does not work, since this was last asked.
  [[nodiscard]] std::int64_t take_unserved() { return std::exchange(unserved_, 0); }
  [[nodiscard]] bool imaging() const { return strip_.has_value(); }
  [[nodiscard]] double load_w() const { return imaging() ? imager_.power_w : 0.0; }
  /// Rows of the other tasks, and metrics. A scene that is being taken is given up.
  void finish(Time now, Storage& storage, RowSink& rows);

  [[nodiscard]] std::int64_t recorded_bits() const { return recorded_bits_; }
  [[nodiscard]] std::int64_t refused_bits() const { return refused_bits_; }

  template <class Packer>
  void pack(Packer& p) {
    p(tasks_, ended_tasks_, done_tasks_, planned_, strip_, last_end_, last_roll_rad_, scenes_,
      recorded_scenes_, refused_scenes_, interrupted_scenes_, recorded_bits_, refused_bits_,
      imaging_time_, on_);
  }

 private:
  struct TaskRecord {
    protocol::ImagingTask task;
    Time received = kNotYet;
    TaskOutcome outcome = TaskOutcome::pending;
    template <class Packer>
    void pack(Packer& p) {
      p(task, received, outcome);
    }
  };
  // Without initialisers, which its optional would want before the class is complete.
  struct Strip {
    std::int64_t task;
    std::vector<Scene> scenes;
    std::size_t current;
    std::int64_t number; ///< of the current scene
    bool admitted;       ///< whether the storage has room for it
    std::size_t recorded;
    template <class Packer>
    void pack(Packer& p) {
      p(task, scenes, current, number, admitted, recorded);
    }
  };

  [[nodiscard]] std::optional<TaskOutcome> refusal(const protocol::ImagingTask& task,
                                                   const std::vector<Scene>& scenes,
                                                   const Readiness& readiness) const;
  [[nodiscard]] std::optional<TaskOutcome> pointing_refusal(const protocol::ImagingTask& task,
                                                            const AttitudeControl* attitude) const;
  /// Whether the strip would exceed the imager's duty limit.
  [[nodiscard]] bool exceeds_duty(const protocol::ImagingTask& task) const;
  void begin_strip(TaskRecord& record, const Readiness& readiness, Storage& storage, RowSink& rows);
  void begin_scene(Storage& storage, RowSink& rows);
  [[nodiscard]] std::optional<protocol::Product> end_scene(Storage& storage, RowSink& rows);
  void end_strip(TaskOutcome outcome, Time now);
  void report_tasks(Time ended_before, RowSink& rows);
  [[nodiscard]] protocol::Product product_of(const Scene& scene, std::int64_t number) const;
  void emit_image(std::string_view outcome, RowSink& rows) const;

  Identity identity_;
  ImagerConfig imager_;
  AgilityConfig agility_;
  std::shared_ptr<const Surroundings> surroundings_;
  std::map<std::int64_t, TaskRecord> tasks_;        ///< without those reported
  std::int64_t ended_tasks_ = 0;                    ///< reported
  std::int64_t done_tasks_ = 0;                     ///< of them
  std::set<std::pair<Time, std::int64_t>> planned_; ///< begin and number of tasks to come
  std::optional<Strip> strip_;
  Time last_end_ = kStart; ///< of the last strip, at which the roll was last_roll_rad_
  double last_roll_rad_ = 0.0;
  std::int64_t scenes_ = 0;
  std::int64_t recorded_scenes_ = 0;
  std::int64_t refused_scenes_ = 0;
  std::int64_t interrupted_scenes_ = 0;
  std::int64_t recorded_bits_ = 0;
  std::int64_t refused_bits_ = 0;
  Duration imaging_time_{0};
  std::vector<std::pair<Time, Time>> on_; ///< strips of the last period of the duty limit
  std::int64_t unserved_ = 0;             ///< zero between events
};

} // namespace urker::spacecraft

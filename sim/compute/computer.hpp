#pragma once

#include "base/pack.hpp"
#include "base/table.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "compute/book.hpp"
#include "compute/device.hpp"
#include "compute/pipeline.hpp"
#include "compute/scene.hpp"

namespace urker::compute {

struct ComputerSetup {
  std::string place;  ///< section of the scenario: satellites or processing
  std::string entity; ///< its owner's name there
  ComputerConfig config;
  std::vector<Pipeline> pipelines; ///< that it runs
  std::uint64_t seed = 0;
  /// Of each stage, over what its device states: where work is done several times.
  double time_factor = 1.0;
  double power_factor = 1.0;
};

/// A computer that takes scenes through pipelines. A stage waits for its device as soon as all
/// before it are done; so stages of one scene, and of several, run side by side on different
/// devices. Of what waits, the most urgent goes first (greater priority, then older, then number).
/// A stage reads the smallest of the volumes that those before it leave; what is kept of a scene is
/// the smallest that its last stages leave, and no more than was imaged. A scene that one stage
/// throws away is thrown away at once, whatever else runs on it.
class Computer {
 public:
  explicit Computer(ComputerSetup setup);

  [[nodiscard]] bool has_stages(std::size_t pipeline) const {
    return !setup_.pipelines[pipeline].stages.empty();
  }
  void submit(const Scene& scene, std::size_t pipeline, Time now);
  /// Volume of the models with which it begins.
  [[nodiscard]] std::int64_t model_bits() const;
  /// Whether no stage of a scene that is here has begun.
  [[nodiscard]] bool may_withdraw(const SceneKey& scene) const;
  /// Gives a scene back of which no stage has begun; false if one has, or it is not here.
  [[nodiscard]] bool withdraw(const SceneKey& scene);
  /// When `handle` is next due; kNever if nothing runs.
  [[nodiscard]] Time next_event() const;
  /// Ends what is due, begins what follows, and tells what became of scenes.
  [[nodiscard]] std::vector<Outcome> handle(Time now, RowSink& rows);
  /// Power drawn from now on.
  [[nodiscard]] double load_w() const;
  /// Stops the work, to go on where it stopped. Deadlines go on.
  void suspend(Time now);
  void resume(Time now);
  /// Of all devices, to at most this part of their speed as stated, 0..1; 0 stops them.
  void set_pace(double part, Time now);
  /// Scenes at which devices work, by device and unit.
  [[nodiscard]] std::vector<SceneKey> running() const;
  /// All devices start anew, and what ran on them begins anew.
  void reset(Time now);
  /// A model that a stage holds among its updates is used from the next scene on.
  void activate(const std::string& stage, const std::string& model);
  /// Last rows and metrics.
  void finish(Time now, RowSink& rows);

  template <class Packer>
  void pack(Packer& p) {
    p(images_, deadlines_, busy_with_, models_, book_);
    for (Device& device : devices_) {
      p(device);
    }
  }

 private:
  /// A scene on its way through a pipeline.
  struct Image {
    Scene scene;
    std::int64_t pipeline = 0;
    std::vector<std::int64_t> bits_out; ///< by stage; -1: not done
    double quality = 1.0;
    Time deadline = kNever;
    bool is_late = false;
    template <class Packer>
    void pack(Packer& p) {
      p(scene, pipeline, bits_out, quality, deadline, is_late);
    }
  };
  using Images = std::map<SceneKey, Image>;

  [[nodiscard]] const Pipeline& pipeline_of(const Image& image) const {
    return setup_.pipelines[static_cast<std::size_t>(image.pipeline)];
  }
  [[nodiscard]] std::int64_t bits_in(const Image& image, const Stage& stage) const;
  [[nodiscard]] const StageModel& model_of(const Image& image, std::size_t stage) const;
  void enqueue(const Image& image, std::size_t stage, Time now);
  void dispatch(Time now);
  void end_stage(const EndedJob& ended, std::size_t device, Time now,
                 std::vector<Outcome>& outcomes, RowSink& rows);
  void follow_up(Images::iterator image, std::size_t stage, Time now,
                 std::vector<Outcome>& outcomes);
  void pass_deadlines(Time now, std::vector<Outcome>& outcomes, RowSink& rows);
  /// What is left of it now.
  [[nodiscard]] std::int64_t bits_left(const Image& image) const;
  /// Takes it out of everything.
  void remove(Images::iterator image, Time now, RowSink& rows);
  void emit_row(const EndedJob& ended, std::size_t device, const Image& image,
                std::int64_t bits_out, std::string_view decision, Time now, RowSink& rows) const;

  ComputerSetup setup_;
  std::vector<std::string> device_names_;
  std::vector<Device> devices_; ///< by name
  std::vector<bool> reloads_;   ///< by device: whether its memory does not hold all its models
  Images images_;
  std::set<std::pair<Time, SceneKey>> deadlines_;
  /// Scenes and devices that work by scene and have begun with them.
  std::set<std::pair<SceneKey, std::int64_t>> busy_with_;
  std::vector<std::vector<std::int64_t>> models_; ///< in use, by pipeline and stage
  Book book_;
};

} // namespace urker::compute

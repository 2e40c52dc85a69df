#pragma once

#include "spacecraft/faults/component_life.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace urker::spacecraft {

/// Something that happened to a component.
struct ComponentEvent {
  enum class Kind : std::uint8_t { failed, lost, restarted, took_over } kind = Kind::failed;
  std::int64_t component = 0;
};
[[nodiscard]] std::string_view event_name(ComponentEvent::Kind kind);

/// Alike components of which some are needed: k of n, hot or with cold spares. A component that
/// takes over does so after the time of switching. A restarted one is as good as new, and a spare
/// if it is not needed.
class RedundantGroup {
 public:
  RedundantGroup(const FaultConfig& config, ComponentLife life);

  /// Kept up to date by `handle`; kNever if nothing is to come.
  [[nodiscard]] Time next_event() const;
  /// What is due at `now`, in the order of components.
  [[nodiscard]] std::vector<ComponentEvent> handle(Time now);
  /// Part of the full service, 0..1.
  [[nodiscard]] double part() const;
  [[nodiscard]] std::int64_t working() const;

  template <class Packer>
  void pack(Packer& p) {
    p(components_, next_);
  }

 private:
  enum class State : std::uint8_t { in_use, idle, switching, restarting, lost };
  struct Component {
    State state = State::in_use;
    std::int64_t life = 0; ///< count
    Time next = kNever;    ///< end of the life, of the switching or of the restart
    Time dies = kNever;    ///< of one that switches
    double age_s = 0.0;    ///< of one that has not begun to age
    template <class Packer>
    void pack(Packer& p) {
      p(state, life, next, dies, age_s);
    }
  };

  [[nodiscard]] Time end_of_life(std::int64_t component, Time from) const;
  void fail(std::int64_t component, Time now, std::vector<ComponentEvent>& events);
  /// Lets idle components take over from those that are gone.
  void fill_up(Time now, std::vector<ComponentEvent>& events);
  [[nodiscard]] std::int64_t count(State state) const;

  FaultConfig config_;
  ComponentLife life_;
  std::vector<Component> components_;
  Time next_ = kNever;
};

} // namespace urker::spacecraft

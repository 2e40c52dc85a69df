#pragma once

#include "base/table.hpp"
#include "spacecraft/attitude/attitude_config.hpp"
#include "spacecraft/attitude/heavens.hpp"
#include "spacecraft/attitude/orientation.hpp"
#include "spacecraft/attitude/pointing.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace urker::spacecraft {

/// A pointing that begins to be turned to.
struct AttitudeRow {
  static constexpr TableInfo kTable{"attitude", "Change of a satellite's pointing", 3};
  std::string satellite;
  Time time = kStart;
  std::int64_t sequence = 0;
  std::string_view activity;
  std::string_view mode;
  double angle_rad = 0.0;
  Time held = kStart;
  void columns(ColumnVisitor& v) const;
};

/// Decides how a satellite points. The most binding activity wins; a slew to a wish that is to come
/// departs so that it is over, settling included, when the wish begins, or at once if that is too
/// late. Between its events the orientation is a pure function of time. A slew leads about one axis
/// from the orientation at its begin to the one wanted at its end, at rest at both: the rates of
/// the pointings themselves (an orbit's turn, a station's pass) are left out of it.
class AttitudeControl {
 public:
  AttitudeControl(std::string satellite, AttitudeConfig config,
                  std::shared_ptr<const Heavens> heavens);

  /// Takes what the parts of the satellite want now and next, in place of what they wanted.
  void update(Time now, std::vector<PointingWish> wishes, RowSink& rows);
  /// When `update` is next due although nothing else happens.
  [[nodiscard]] Time next_event() const;
  void finish(Time now, RowSink& rows);

  /// Matrix from body axes to the inertial frame, for times not before the last change.
  [[nodiscard]] orbit::Matrix3 orientation(Time t) const;
  /// Instants after t at which the turning rate has a kink.
  [[nodiscard]] Time next_kink(Time t) const;
  /// The pointing as the modes make it of a wish; `any` is whatever holds.
  [[nodiscard]] Pointing resolve(const PointingWish& wish) const;
  /// Whether what the wish asks for is held at `t`.
  [[nodiscard]] bool holds(const PointingWish& wish, Time t) const;
  /// Until when it will be held, if it is now: the departure to a more binding wish.
  [[nodiscard]] Time held_until() const { return leaves_; }
  [[nodiscard]] bool slewing(Time t) const { return slew_ && t < slew_->end; }
  /// How often it has begun to turn.
  [[nodiscard]] std::int64_t turns() const { return slews_; }
  [[nodiscard]] Activity activity() const { return activity_; }
  [[nodiscard]] double load_w(Time t) const;
  /// What keeps the apertures from working from `begin` to `end` (both and the middle are looked
  /// at) in the pointing that is held: empty if nothing does.
  [[nodiscard]] std::string_view exclusion(Time begin, Time end) const;
  [[nodiscard]] const AttitudeConfig& config() const { return config_; }
  [[nodiscard]] const Heavens& heavens() const { return *heavens_; }

  template <class Packer>
  void pack(Packer& p) {
    p(held_, activity_, slew_, wishes_, departures_, served_, leaves_, ends_, rows_, slews_,
      slewing_time_, late_slews_);
  }

 private:
  // Without initialisers, which its optional would want before the class is complete.
  struct Slew {
    std::array<double, 9> from; ///< orientation at the begin, by columns
    std::array<double, 3> axis; ///< in body axes
    double angle_rad;
    Time begin;
    Time end; ///< settled
    template <class Packer>
    void pack(Packer& p) {
      for (double& element : from) {
        p(element);
      }
      p(axis[0], axis[1], axis[2], angle_rad, begin, end);
    }
  };

  void choose(Time now, RowSink& rows);
  void find_departures(Time now);
  [[nodiscard]] double angle_between(Time depart, const Pointing& to, Time arrive) const;
  /// Latest departure from what is held so that `wish` is held when it begins; now at the earliest.
  [[nodiscard]] Time departure(const PointingWish& wish, Time now) const;
  void turn_to(const PointingWish& wish, Time now, RowSink& rows);
  [[nodiscard]] Duration slew_time(double angle_rad) const;

  std::string satellite_;
  AttitudeConfig config_;
  std::shared_ptr<const Heavens> heavens_;
  Pointing held_;
  Activity activity_ = Activity::charging;
  std::optional<Slew> slew_;
  std::vector<PointingWish> wishes_;   ///< by activity and begin
  std::vector<Time> departures_;       ///< of the wishes
  std::optional<PointingWish> served_; ///< that it has turned or is turning to
  Time leaves_ = kNever;               ///< departure to a more binding wish
  Time ends_ = kNever;                 ///< the wish that is fulfilled
  std::int64_t rows_ = 0;
  std::int64_t slews_ = 0;
  std::int64_t late_slews_ = 0;
  Duration slewing_time_{0};
};

} // namespace urker::spacecraft

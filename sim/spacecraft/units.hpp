#pragma once

#include "base/field_types.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace urker::spacecraft {

/// A consumer of power that may be switched, throttled, heated and lost as a whole.
enum class UnitKind : std::uint8_t {
  bus,
  payload,
  imager,
  radio,
  computer,
  propulsion,
  attitude,
  heater
};
inline constexpr std::size_t kUnits = 8;

/// Why a unit does not work.
enum class Hindrance : std::uint8_t { energy, heat, fault, command };
inline constexpr std::size_t kHindrances = 4;

[[nodiscard]] std::string_view unit_name(UnitKind unit);
[[nodiscard]] std::string_view hindrance_name(Hindrance hindrance);

/// Work that was lost because a unit did not serve.
struct UnitLoss {
  std::int64_t events =
      0; ///< strips refused or broken off, passes hit, burns missed, results spoiled
  std::int64_t bits = 0;
  template <class Packer>
  void pack(Packer& p) {
    p(events, bits);
  }
};

/// An upset that reaches a unit's work, or the mass memory.
struct Strike {
  bool storage = false;
  UnitKind unit = UnitKind::bus;
  bool restarts = false; ///< what the unit works at begins anew; else a bit of it flips
  double where = 0.0;    ///< 0..1, among the bits
};

/// Which units of a satellite work, and at what pace. Each cause keeps its own entry, so that a
/// unit works again when the last cause is gone, whatever the order.
class UnitStates {
 public:
  UnitStates();

  /// Whether that cause keeps the unit from working from now on.
  void hinder(UnitKind unit, Hindrance cause, bool hindered);
  /// Part of its full pace at which that cause lets the unit work, 0..1; the least holds.
  void set_pace(UnitKind unit, Hindrance cause, double pace);

  [[nodiscard]] bool works(UnitKind unit) const { return !hindrance(unit); }
  /// The first cause that keeps it from working.
  [[nodiscard]] std::optional<Hindrance> hindrance(UnitKind unit) const;
  [[nodiscard]] double pace(UnitKind unit) const;

  /// Books what was lost because a unit did not work, and tells what that is by now.
  void lose(UnitKind unit, std::int64_t bits, std::int64_t events = 1);
  [[nodiscard]] const UnitLoss& loss(UnitKind unit) const;

  /// Leaves an upset for the parts that it concerns, which take it within the same event.
  void strike(const Strike& strike) { strikes_.push_back(strike); }
  [[nodiscard]] std::vector<Strike> take_strikes();

  template <class Packer>
  void pack(Packer& p) {
    for (std::size_t i = 0; i < kUnits; ++i) {
      p(losses_[i]);
      for (std::size_t j = 0; j < kHindrances; ++j) {
        p(hindered_[i][j], pace_[i][j]);
      }
    }
  }

 private:
  std::array<std::array<bool, kHindrances>, kUnits> hindered_{};
  std::array<std::array<double, kHindrances>, kUnits> pace_{};
  std::array<UnitLoss, kUnits> losses_{};
  std::vector<Strike> strikes_; ///< empty between events
};

} // namespace urker::spacecraft

template <>
struct urker::EnumNames<urker::spacecraft::UnitKind> {
  static constexpr std::array<std::string_view, urker::spacecraft::kUnits> names{
      "bus", "payload", "imager", "radio", "computer", "propulsion", "attitude", "heater"};
};

#pragma once

#include "link/coding/waveform.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace urker::link {

/// The waveforms that adaptive coding climbs: by what they need, without those that carry no more
/// than one that needs less. A step is taken upwards once its need, the margin and the hysteresis
/// are met, and left downwards once need and margin are not. Without hysteresis it is variable
/// coding, of one waveform constant coding.
class CodingLadder {
 public:
  CodingLadder(std::vector<Waveform> waveforms, double margin_db, double hysteresis_db);

  /// The steps, the lowest first.
  [[nodiscard]] const std::vector<Waveform>& steps() const { return steps_; }

  /// The step for an Es/N0 after another step, or after none; nothing below the lowest.
  [[nodiscard]] std::optional<std::size_t> step(double esn0_db,
                                                std::optional<std::size_t> before) const;
  /// Es/N0 below which a step is left, and from which on it is entered from below.
  [[nodiscard]] double leave_db(std::size_t step) const;
  [[nodiscard]] double enter_db(std::size_t step) const;
  /// The highest step whose need and margin are met, as at the start of a contact.
  [[nodiscard]] std::optional<std::size_t> first_step(double esn0_db) const;

 private:
  std::vector<Waveform> steps_;
  double margin_db_, hysteresis_db_;
};

} // namespace urker::link

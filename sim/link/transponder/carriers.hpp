#pragma once

#include "link/transponder/interference.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace urker::link {

/// What a carrier wants of a transponder.
struct CarrierWish {
  std::string name;
  double width_hz = 0.0;               ///< with its roll-off
  std::optional<double> centre_hz{};   ///< of the downlink; nothing: where there is room
  std::optional<double> power_share{}; ///< of the transponder's power, 0..1; nothing: by width
};

/// What it has.
struct CarrierPart {
  double centre_hz = 0.0;
  double power_share = 0.0;
};

/// Shares a transponder's band and power among carriers. Those without a place of their own stand
/// side by side in the order given, around the band's middle, if none has one. Those without a
/// share of power divide what the others leave by their widths. The result adds up to at most the
/// band and
/// 1. Throws `Error{invalid_input}` that names the carriers and their sums if they want more than
/// there is, stand in each other's way or outside, or some have places and some have none.
[[nodiscard]] std::vector<CarrierPart> share_transponder(const Band& transponder,
                                                         const std::vector<CarrierWish>& wishes);

} // namespace urker::link

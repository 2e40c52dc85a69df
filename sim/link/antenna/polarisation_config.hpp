#pragma once

#include "base/fields.hpp"
#include "link/antenna/polarisation.hpp"

#include <array>
#include <string_view>

namespace urker::link {

enum class PolarisationSense { right, left };

/// An antenna's polarisation; as it stands, right-handed circular.
struct PolarisationConfig {
  PolarisationSense sense = PolarisationSense::right;
  double axial_ratio_db = 0.0;
  double tilt_rad = 0.0;

  [[nodiscard]] Polarisation polarisation() const {
    return {axial_ratio_db, sense == PolarisationSense::right, tilt_rad};
  }
};
void describe(FieldVisitor& v, PolarisationConfig& c);

} // namespace urker::link

template <>
struct urker::EnumNames<urker::link::PolarisationSense> {
  static constexpr std::array<std::string_view, 2> names{"right", "left"};
};

#pragma once

#include "base/fields.hpp"
#include "protocol/product.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace urker::mission {

/// What an organisation wants imaged, and by whom.
struct CampaignConfig {
  std::string requester;              ///< key `for`
  std::vector<std::string> operators; ///< key `by`: organisations whose satellites are asked
  std::string area;
  std::int64_t priority = 1;
  double greatest_off_nadir_rad = unit::deg.scale * 30.0;
  double least_sun_elevation_rad = unit::deg.scale * 15.0;
  double satisfied_cloud_below = 0.2;
  bool by_each = false; ///< each satellite for itself
  protocol::ProcessingPlace processing = protocol::ProcessingPlace::by_satellite;
};
void describe(FieldVisitor& v, CampaignConfig& c);

} // namespace urker::mission

template <>
struct urker::EnumNames<urker::protocol::ProcessingPlace> {
  static constexpr std::array<std::string_view, 3> names{"by_satellite", "onboard", "ground"};
};

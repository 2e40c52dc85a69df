#pragma once

#include "base/fields.hpp"

#include <array>
#include <cstdint>
#include <string>

namespace urker::mission {

/// Standing in the grouping.
enum class Role : std::uint8_t { member, observer };

struct OrganisationConfig {
  std::string name;
  Role role = Role::member;
  std::string country;
};
void describe(FieldVisitor& v, OrganisationConfig& c);

} // namespace urker::mission

template <>
struct urker::EnumNames<urker::mission::Role> {
  static constexpr std::array<std::string_view, 2> names{"member", "observer"};
};

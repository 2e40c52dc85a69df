#pragma once

#include "base/field_types.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace urker::protocol {

/// What a scene may show besides land, sea and cloud.
enum class ContentKind : std::uint8_t { ship, fire, flood, oil, change };

/// The truth about one kind of content in a scene.
struct Content {
  ContentKind kind = ContentKind::ship;
  std::int64_t present = 0; ///< targets under the scene
  std::int64_t visible = 0; ///< of them, those that no cloud hides
  /// The same in the tiles that are the satellite's, where frames are split.
  std::int64_t own_present = present;
  std::int64_t own_visible = visible;
  template <class Packer>
  void pack(Packer& p) {
    p(kind, present, visible, own_present, own_visible);
  }
};

} // namespace urker::protocol

template <>
struct urker::EnumNames<urker::protocol::ContentKind> {
  static constexpr std::array<std::string_view, 5> names{"ship", "fire", "flood", "oil", "change"};
};

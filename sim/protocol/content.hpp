#pragma once

#include <cstdint>

namespace urker::protocol {

/// What a scene may show besides land, sea and cloud.
enum class ContentKind : std::uint8_t { ship, fire, flood, oil, change };

/// The truth about one kind of content in a scene.
struct Content {
  ContentKind kind = ContentKind::ship;
  std::int64_t present = 0; ///< targets under the scene
  std::int64_t visible = 0; ///< of them, those that no cloud hides
  template <class Packer>
  void pack(Packer& p) {
    p(kind, present, visible);
  }
};

} // namespace urker::protocol

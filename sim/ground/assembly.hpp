#pragma once

#include "protocol/messages.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace urker::ground {

/// Puts segments of products together. Segments may come in any order, over several stations, but
/// never twice: bits that overlap are an internal error.
class Assembly {
 public:
  /// Takes a segment. If the product is whole now, hands it out, with the passport of the segment
  /// that carried its last bit.
  std::optional<protocol::Product> add(const protocol::Segment& segment);

  /// Products that are not whole although their last bit has come, by satellite and number.
  [[nodiscard]] std::vector<protocol::Product> incomplete_with_last_bit() const;

  template <class Packer>
  void pack(Packer& p) {
    p(partials_);
  }

 private:
  struct Partial {
    std::map<std::int64_t, std::int64_t> runs; ///< first bit -> bits
    std::int64_t bits = 0;
    std::optional<protocol::Product> passport; ///< once the last bit is there
    template <class Packer>
    void pack(Packer& p) {
      p(runs, bits, passport);
    }
  };
  std::map<std::pair<std::uint32_t, std::int64_t>, Partial> partials_;
};

} // namespace urker::ground

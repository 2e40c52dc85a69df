#include "ground/assembly.hpp"

#include "base/error.hpp"

namespace urker::ground {

std::optional<protocol::Product> Assembly::add(const protocol::Segment& segment) {
  const std::int64_t end = segment.first_bit + segment.bits;
  require(segment.bits > 0 && segment.first_bit >= 0 && end <= segment.product.bits,
          "a segment lies outside its product");
  const std::pair key{segment.product.satellite, segment.product.number};
  Partial& partial = partials_[key];
  const auto next = partial.runs.lower_bound(segment.first_bit);
  require(next == partial.runs.end() || end <= next->first, "segments of a product overlap");
  if (next != partial.runs.begin()) {
    const auto& [first, bits] = *std::prev(next);
    require(first + bits <= segment.first_bit, "segments of a product overlap");
  }
  partial.runs.emplace_hint(next, segment.first_bit, segment.bits);
  partial.bits += segment.bits;
  if (end == segment.product.bits) {
    partial.passport = segment.product;
  }
  // Without overlaps, as many bits as the product has are all of its bits.
  if (partial.bits < segment.product.bits) {
    return std::nullopt;
  }
  std::optional<protocol::Product> whole = std::move(partial.passport);
  require(whole.has_value(), "a whole product without its last bit");
  partials_.erase(key);
  return whole;
}

std::vector<protocol::Product> Assembly::incomplete_with_last_bit() const {
  std::vector<protocol::Product> result;
  for (const auto& [key, partial] : partials_) {
    if (partial.passport) {
      result.push_back(*partial.passport);
    }
  }
  return result;
}

} // namespace urker::ground

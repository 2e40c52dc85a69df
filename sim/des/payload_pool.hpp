#pragma once

#include "des/event_record.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace urker::des {

/// Memory for the payloads of a rank's events: slots of 16, 32, 64... bytes, which go from hand to
/// hand. It grows in chunks and never shrinks, so that no event allocates.
class PayloadPool {
 public:
  /// Stores the payload in the record, or in a slot that the record then owns. Throws an internal
  /// error above 2 GiB.
  void store(EventRecord& record, Payload payload);
  [[nodiscard]] Payload of(const EventRecord& record) const;
  /// Gives the record's slot back, if it has one.
  void release(const EventRecord& record) {
    if (record.pooled()) {
      release_slot(record);
    }
  }

 private:
  static constexpr int kLeastBits = 4;
  static constexpr std::size_t kClasses = 28;
  static constexpr std::size_t kChunkBytes = std::size_t{1} << 16;
  struct SizeClass {
    std::vector<std::unique_ptr<std::byte[]>> chunks;
    std::vector<std::uint32_t> free;
    std::uint32_t slots = 0; ///< that have been handed out at least once
  };

  [[nodiscard]] static std::size_t class_of(std::uint32_t size);
  [[nodiscard]] std::byte* slot(std::size_t size_class, std::uint32_t index) const;
  void release_slot(const EventRecord& record);

  std::array<SizeClass, kClasses> classes_;
};

} // namespace urker::des

#pragma once

#include "des/event.hpp"

#include <bit>
#include <cstdint>
#include <cstring>
#include <tuple>

namespace urker::des {

/// An event as it is stored and sent: half a cache line, compared by a few words.
struct EventRecord {
  /// Payloads of up to 8 bytes are stored here, longer ones in a PayloadPool.
  static constexpr std::uint32_t kPooled = 15;
  static constexpr std::uint32_t kInlineBytes = 8;
  static constexpr int kCodeBits = 4;

  std::int64_t time_ns;
  std::uint64_t what;    ///< receiver, kind, and how the payload is stored: 32, 28 and 4 bits
  std::uint64_t source;  ///< sender and its number
  std::uint64_t payload; ///< its bytes, or slot and size in the pool

  [[nodiscard]] ProcessId receiver() const { return static_cast<ProcessId>(what >> 32); }
  [[nodiscard]] std::uint32_t code() const {
    return static_cast<std::uint32_t>(what & ((1U << kCodeBits) - 1));
  }
  [[nodiscard]] bool pooled() const { return code() == kPooled; }
  [[nodiscard]] Time time() const { return Time{Duration{time_ns}}; }
  [[nodiscard]] EventKey key() const {
    return {time(), receiver(), static_cast<std::uint32_t>(what) >> kCodeBits,
            static_cast<ProcessId>(source >> 32), static_cast<std::uint32_t>(source)};
  }
  [[nodiscard]] static EventRecord of(const EventKey& key) {
    return {key.time.time_since_epoch().count(),
            std::uint64_t{key.receiver} << 32 | std::uint64_t{key.kind} << kCodeBits,
            std::uint64_t{key.sender} << 32 | key.number, 0};
  }
  /// For one that is not pooled.
  [[nodiscard]] Payload inline_payload() const {
    return {reinterpret_cast<const std::byte*>(&payload), code()};
  }
  void set_inline_payload(Payload bytes) {
    what |= bytes.size();
    if (!bytes.empty()) {
      std::memcpy(&payload, bytes.data(), bytes.size());
    }
  }
};
static_assert(sizeof(EventRecord) == 32);

/// By key.
[[nodiscard]] inline bool operator<(const EventRecord& a, const EventRecord& b) {
  if (a.time_ns != b.time_ns) {
    return a.time_ns < b.time_ns;
  }
  const std::uint64_t what_a = a.what >> EventRecord::kCodeBits;
  const std::uint64_t what_b = b.what >> EventRecord::kCodeBits;
  return what_a != what_b ? what_a < what_b : a.source < b.source;
}

} // namespace urker::des

#pragma once

#include "des/bucket_ring.hpp"
#include "des/event_heap.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace urker::des {

/// How a queue keeps its events. The order in which it gives them is the same.
enum class QueueKind : std::uint8_t { bucket, heap };

/// The events that a rank has yet to handle, taken in key order.
class EventQueue {
 public:
  explicit EventQueue(QueueKind kind) : kind_(kind) {}
  void push(const EventRecord& record) {
    if (kind_ == QueueKind::bucket) {
      ring_.push(record);
    } else {
      heap_.push(record);
    }
  }
  /// The event with the least key; nullptr if there is none.
  [[nodiscard]] const EventRecord* front() {
    if (kind_ == QueueKind::bucket) {
      return ring_.front();
    }
    return heap_.empty() ? nullptr : &heap_.front();
  }
  /// Takes it out: after `front` gave one.
  void pop() {
    if (kind_ == QueueKind::bucket) {
      ring_.pop();
    } else {
      heap_.pop();
    }
  }
  /// One that is to be handled soon, so that its receiver may be fetched; nullptr if not known.
  [[nodiscard]] const EventRecord* ahead(std::size_t places) const {
    return kind_ == QueueKind::bucket ? ring_.ahead(places) : nullptr;
  }
  /// Gives `visit` every event before a time, in no particular order. Returns how many it saw.
  template <class Visit>
  std::size_t visit_before(Time until, const Visit& visit) const {
    return kind_ == QueueKind::bucket ? ring_.visit_before(until, visit)
                                      : heap_.visit_before(until, visit);
  }
  /// Time of the next event; kNever if there is none.
  [[nodiscard]] Time next_time() {
    const EventRecord* next = front();
    return next == nullptr ? kNever : next->time();
  }
  [[nodiscard]] std::size_t size() const {
    return kind_ == QueueKind::bucket ? ring_.size() : heap_.size();
  }

 private:
  QueueKind kind_;
  BucketRing ring_;
  EventHeap heap_;
};

} // namespace urker::des

#pragma once

#include "des/event.hpp"

#include <vector>

namespace urker::des {

/// The events that a rank has yet to handle, taken in key order.
class EventQueue {
 public:
  void push(Event event);
  /// Takes out the event with the least key; the queue must not be empty.
  [[nodiscard]] Event pop();
  [[nodiscard]] bool empty() const { return heap_.empty(); }
  /// Time of the next event; kNever if there is none.
  [[nodiscard]] Time next_time() const { return empty() ? kNever : heap_.front().key.time; }

 private:
  std::vector<Event> heap_; ///< binary heap, least key first
};

} // namespace urker::des

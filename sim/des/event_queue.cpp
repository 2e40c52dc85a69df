#include "des/event_queue.hpp"

#include <algorithm>

namespace urker::des {

namespace {

bool handled_later(const Event& a, const Event& b) {
  return b.key < a.key;
}

} // namespace

void EventQueue::push(Event event) {
  heap_.push_back(std::move(event));
  std::push_heap(heap_.begin(), heap_.end(), handled_later);
}

Event EventQueue::pop() {
  std::pop_heap(heap_.begin(), heap_.end(), handled_later);
  Event event = std::move(heap_.back());
  heap_.pop_back();
  return event;
}

} // namespace urker::des

#pragma once

#include "des/event_record.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace urker::des {

/// A heap whose nodes have four children: the reference for the bucket ring, and its side heap.
class EventHeap {
 public:
  void push(const EventRecord& record) {
    std::size_t hole = records_.size();
    records_.push_back(record);
    while (hole > 0) {
      const std::size_t parent = (hole - 1) / kChildren;
      if (!(record < records_[parent])) {
        break;
      }
      records_[hole] = records_[parent];
      hole = parent;
    }
    records_[hole] = record;
  }
  /// Not for an empty heap.
  [[nodiscard]] const EventRecord& front() const { return records_.front(); }
  void pop() {
    const EventRecord last = records_.back();
    records_.pop_back();
    if (records_.empty()) {
      return;
    }
    std::size_t hole = 0;
    for (;;) {
      const std::size_t first = kChildren * hole + 1;
      if (first >= records_.size()) {
        break;
      }
      std::size_t least = first;
      const std::size_t behind = std::min(first + kChildren, records_.size());
      for (std::size_t child = first + 1; child < behind; ++child) {
        if (records_[child] < records_[least]) {
          least = child;
        }
      }
      if (!(records_[least] < last)) {
        break;
      }
      records_[hole] = records_[least];
      hole = least;
    }
    records_[hole] = last;
  }
  /// Gives `visit` every event before a time, in no particular order. Returns how many it saw.
  template <class Visit>
  std::size_t visit_before(Time until, Visit&& visit, std::size_t node = 0) const {
    if (node >= records_.size()) {
      return 0;
    }
    std::size_t seen = 1;
    if (records_[node].time() < until) { // else none below it is
      visit(records_[node]);
      for (std::size_t child = kChildren * node + 1; child <= kChildren * (node + 1); ++child) {
        seen += visit_before(until, visit, child);
      }
    }
    return seen;
  }
  [[nodiscard]] bool empty() const { return records_.empty(); }
  [[nodiscard]] std::size_t size() const { return records_.size(); }

 private:
  static constexpr std::size_t kChildren = 4;
  std::vector<EventRecord> records_;
};

} // namespace urker::des

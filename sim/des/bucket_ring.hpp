#pragma once

#include "des/event_heap.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

namespace urker::des {

/// Events by intervals of time of about kTarget events. A bucket takes events in no order and is
/// sorted when its turn comes; what then still arrives for its interval goes to a small heap beside
/// it. Events beyond the last bucket wait in a pile of their own. When all buckets have had their
/// turn, the pile is dealt to new ones, whose width follows the rate of events just seen. So an
/// event costs about two writes and its share of a small sort, however many there are (after the
/// calendar queue of Brown, Comm. ACM 31, 1988).
class BucketRing {
 public:
  void push(const EventRecord& record) {
    ++size_;
    const std::int64_t number = record.time_ns >> shift_;
    if (number <= open_) {
      late_.push(record);
    } else if (number < end_) {
      append(buckets_[static_cast<std::size_t>(number - first_)], record);
    } else {
      append(pile_, record);
    }
  }
  /// The event with the least key; nullptr if there is none.
  [[nodiscard]] const EventRecord* front();
  /// Takes it out: after `front` gave one.
  void pop();
  /// One that will come some places after the front, to fetch its receiver; nullptr if not known.
  [[nodiscard]] const EventRecord* ahead(std::size_t places) const {
    return next_ + places < sorted_.size() ? &sorted_[next_ + places] : nullptr;
  }
  /// Gives `visit` every event before a time, in no particular order. Returns how many it saw.
  template <class Visit>
  std::size_t visit_before(Time until, const Visit& visit) const;
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  static constexpr std::uint32_t kBlock = 31; ///< events in a block: just below 1 KiB
  struct Block {
    EventRecord records[kBlock];
    Block* next;
  };
  /// Blocks, of which the first one need not be full.
  struct Bucket {
    Block* block = nullptr;
    std::uint32_t in_block = 0;
    std::uint32_t count = 0;
  };

  void append(Bucket& bucket, const EventRecord& record) {
    if (bucket.block == nullptr || bucket.in_block == kBlock) {
      add_block(bucket);
    }
    bucket.block->records[bucket.in_block++] = record;
    ++bucket.count;
  }
  void add_block(Bucket& bucket);
  template <class Visit>
  static void visit_all(const Bucket& bucket, const Visit& visit) {
    std::uint32_t count = bucket.in_block;
    for (const Block* block = bucket.block; block != nullptr; block = block->next, count = kBlock) {
      for (std::uint32_t i = 0; i < count; ++i) {
        visit(block->records[i]);
      }
    }
  }
  template <class Take>
  void empty_out(Bucket& bucket, const Take& take);
  void open_next();
  void deal();

  std::vector<std::unique_ptr<Block[]>> chunks_;
  Block* free_ = nullptr;

  int shift_ = 0; ///< a bucket is 2^shift nanoseconds wide
  static constexpr std::int64_t kBeforeAll = std::numeric_limits<std::int64_t>::min();
  std::int64_t first_ = kBeforeAll; ///< number of the first bucket: a time >> shift
  std::int64_t end_ = kBeforeAll;   ///< beyond the last one
  std::int64_t open_ = kBeforeAll;  ///< the one whose turn it is
  std::vector<Bucket> buckets_;
  Bucket pile_;
  std::vector<EventRecord> sorted_; ///< of the open bucket
  std::size_t next_ = 0;            ///< the first of `sorted_` that is still there
  EventHeap late_;
  std::size_t size_ = 0;
  std::uint64_t taken_ = 0; ///< since the last deal
};

template <class Visit>
std::size_t BucketRing::visit_before(Time until, const Visit& visit) const {
  const std::int64_t until_ns = until.time_since_epoch().count();
  std::size_t seen = 0;
  for (std::size_t i = next_; i < sorted_.size() && sorted_[i].time_ns < until_ns; ++i, ++seen) {
    visit(sorted_[i]);
  }
  seen += late_.visit_before(until, visit);
  const auto some = [&](const Bucket& bucket) {
    visit_all(bucket, [&](const EventRecord& record) {
      if (record.time_ns < until_ns) {
        visit(record);
      }
    });
    seen += bucket.count;
  };
  const std::int64_t last = (until_ns - 1) >> shift_;
  for (std::int64_t i = std::max(open_ + 1, first_); i <= std::min(last, end_ - 1); ++i) {
    some(buckets_[static_cast<std::size_t>(i - first_)]);
  }
  if (last >= end_) {
    some(pile_);
  }
  return seen;
}

} // namespace urker::des

#include "des/bucket_ring.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

namespace urker::des {

namespace {

constexpr std::size_t kTarget = 64; ///< events in a bucket
constexpr std::size_t kLeastBuckets = 64;
constexpr std::size_t kMostBuckets = 1U << 14;
constexpr std::size_t kBlocksAChunk = 64;

} // namespace

void BucketRing::add_block(Bucket& bucket) {
  if (free_ == nullptr) {
    chunks_.push_back(std::make_unique_for_overwrite<Block[]>(kBlocksAChunk));
    for (std::size_t i = 0; i < kBlocksAChunk; ++i) {
      Block& block = chunks_.back()[i];
      block.next = free_;
      free_ = &block;
    }
  }
  Block* const block = free_;
  free_ = block->next;
  block->next = bucket.block;
  bucket.block = block;
  bucket.in_block = 0;
}

/// Gives every event to `take` and the blocks back.
template <class Take>
void BucketRing::empty_out(Bucket& bucket, const Take& take) {
  std::uint32_t count = bucket.in_block;
  for (Block* block = bucket.block; block != nullptr;) {
    for (std::uint32_t i = 0; i < count; ++i) {
      take(block->records[i]);
    }
    count = kBlock;
    Block* const next = block->next;
    block->next = free_;
    free_ = block;
    block = next;
  }
  bucket = {};
}

const EventRecord* BucketRing::front() {
  if (next_ == sorted_.size() && late_.empty()) {
    if (size_ == 0) {
      return nullptr;
    }
    open_next();
  }
  if (late_.empty() || (next_ < sorted_.size() && sorted_[next_] < late_.front())) {
    return &sorted_[next_];
  }
  return &late_.front();
}

void BucketRing::pop() {
  if (late_.empty() || (next_ < sorted_.size() && sorted_[next_] < late_.front())) {
    ++next_;
  } else {
    late_.pop();
  }
  --size_;
  ++taken_;
}

/// Sorts the next bucket that has events. All earlier ones have been taken.
void BucketRing::open_next() {
  sorted_.clear();
  next_ = 0;
  for (;;) {
    open_ = std::max(open_ + 1, first_);
    while (open_ < end_ && buckets_[static_cast<std::size_t>(open_ - first_)].count == 0) {
      ++open_;
    }
    if (open_ < end_) {
      break;
    }
    deal();
  }
  empty_out(buckets_[static_cast<std::size_t>(open_ - first_)],
            [this](const EventRecord& record) { sorted_.push_back(record); });
  std::sort(sorted_.begin(), sorted_.end());
}

void BucketRing::deal() {
  require(pile_.count > 0, "an event queue lost an event");
  Bucket pile = std::exchange(pile_, {});
  std::int64_t least = std::numeric_limits<std::int64_t>::max(), most = least + 1;
  visit_all(pile, [&](const EventRecord& record) {
    least = std::min(least, record.time_ns);
    most = std::max(most, record.time_ns);
  });
  // The rate of the time just past; at first that of the pile.
  const bool known = taken_ >= kTarget && first_ < end_;
  const double span_ns = known ? static_cast<double>(end_ - first_) * std::exp2(shift_)
                               : static_cast<double>(most - least) + 1.0;
  const double events = static_cast<double>(known ? taken_ : pile.count);
  // Of 2 ns at least, so that there are numbers for buckets beyond the last instant.
  const double width_ns = std::clamp(span_ns / events * kTarget, 2.0, 0x1p60);
  shift_ = std::ilogb(width_ns);
  const std::size_t wanted = std::bit_ceil(4 * std::size_t{pile.count} / kTarget);
  buckets_.resize(std::clamp(wanted, kLeastBuckets, kMostBuckets));
  first_ = least >> shift_;
  end_ = first_ + static_cast<std::int64_t>(buckets_.size());
  open_ = first_ - 1;
  taken_ = 0;
  const std::size_t size = size_;
  empty_out(pile, [this](const EventRecord& record) { push(record); });
  size_ = size;
}

} // namespace urker::des

#include "results/table_merge.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

namespace urker::results {
namespace {

constexpr std::uint64_t kBlockRows = 65536;
constexpr std::uint64_t kLeastRows = 4096;
constexpr std::uint64_t kRowsHeld = std::uint64_t{1} << 20; ///< of all parts together

/// A place in a part.
class Cursor {
 public:
  Cursor(const SortedRows& part, const Table& schema, std::uint64_t block_rows)
      : part_(&part), block_rows_(block_rows) {
    fill();
    check_same_schema(schema, block_);
  }
  [[nodiscard]] const Table& block() const { return block_; }
  [[nodiscard]] std::size_t place() const { return place_; }
  [[nodiscard]] bool before(const Cursor& other) const {
    return compare_keys(block_, place_, other.block_, other.place_) < 0;
  }
  /// How many of the block's rows from here on are before that of `other`.
  [[nodiscard]] std::size_t run_before(const Cursor& other) const {
    std::size_t least = place_; // rows before it are before that of `other`
    std::size_t most = block_.rows;
    for (std::size_t step = 1; least < most;) { // runs are short, or very long
      const std::size_t next = std::min(least + step, most) - 1;
      if (compare_keys(block_, next, other.block_, other.place_) < 0) {
        least = next + 1;
        step *= 2;
      } else {
        most = next;
        step = std::max<std::size_t>(step / 2, 1);
      }
    }
    return least - place_;
  }
  /// Whether there is anything behind the next `count` rows of the block.
  [[nodiscard]] bool advance(std::size_t count) {
    place_ += count;
    if (place_ == block_.rows && read_ < part_->rows) {
      fill();
    }
    return place_ < block_.rows;
  }

 private:
  void fill() {
    const std::uint64_t count = std::min(block_rows_, part_->rows - read_);
    block_ = part_->read(read_, count);
    read_ += count;
    place_ = 0;
  }
  const SortedRows* part_;
  std::uint64_t block_rows_;
  std::uint64_t read_ = 0;
  Table block_;
  std::size_t place_ = 0;
};

/// Collects rows until there are enough to hand on.
class Collector {
 public:
  Collector(const Table& schema, const std::function<void(const Table&)>& take)
      : block_(empty_like(schema)), take_(take) {}
  void add(const Table& from, std::size_t first, std::size_t count) {
    append_rows(block_, from, first, count);
    if (block_.rows >= kBlockRows) {
      flush();
    }
  }
  void flush() {
    if (block_.rows > 0) {
      take_(block_);
      block_ = empty_like(block_);
    }
  }

 private:
  Table block_;
  const std::function<void(const Table&)>& take_;
};

[[noreturn]] void fail_twice(const Cursor& row) {
  throw Error(Cause::internal, fmt::format("table {}: two rows have the key {}", row.block().name,
                                           key_text(row.block(), row.place())));
}

} // namespace

SortedRows sorted_rows(const Table& table) {
  return {table.rows, [&table](std::uint64_t first, std::uint64_t count) {
            Table block = empty_like(table);
            append_rows(block, table, first, count);
            return block;
          }};
}

void merge_sorted(const Table& schema, const std::vector<SortedRows>& parts,
                  const std::function<void(const Table&)>& take) {
  const std::uint64_t block_rows =
      std::clamp(kRowsHeld / std::max<std::uint64_t>(parts.size(), 1), kLeastRows, kBlockRows);
  std::vector<Cursor> cursors;
  for (const SortedRows& part : parts) {
    if (part.rows > 0) {
      cursors.emplace_back(part, schema, block_rows);
    }
  }
  std::vector<Cursor*> heap;
  for (Cursor& cursor : cursors) {
    heap.push_back(&cursor);
  }
  const auto behind = [](const Cursor* a, const Cursor* b) { return b->before(*a); };
  std::make_heap(heap.begin(), heap.end(), behind);
  Collector collector(schema, take);
  while (!heap.empty()) {
    std::pop_heap(heap.begin(), heap.end(), behind);
    Cursor& first = *heap.back();
    const std::size_t run =
        heap.size() == 1 ? first.block().rows - first.place() : first.run_before(*heap.front());
    if (run == 0) { // the next of another part is not behind it
      fail_twice(first);
    }
    collector.add(first.block(), first.place(), run);
    if (first.advance(run)) {
      std::push_heap(heap.begin(), heap.end(), behind);
    } else {
      heap.pop_back();
    }
  }
  collector.flush();
}

} // namespace urker::results

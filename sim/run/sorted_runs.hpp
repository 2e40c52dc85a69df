#pragma once

#include "base/error.hpp"
#include "results/spill_file.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <tuple>
#include <type_traits>
#include <vector>

namespace urker::run {

/// Records that come in sorted runs and are given back in one order; they wait on the disk.
/// `Record` has `auto key() const`, by which it is sorted; no two have the same.
template <class Record>
class SortedRuns {
  static_assert(std::is_trivially_copyable_v<Record>);

 public:
  /// Waits in a file without a name in the folder of `beside`.
  explicit SortedRuns(std::filesystem::path beside) : beside_(std::move(beside)) {}

  /// The next of this run.
  void add(const Record& record) {
    require(!last_ || last_->key() < record.key(), "a run is not sorted");
    last_ = record;
    ++size_;
    waiting_.push_back(record);
    if (waiting_.size() == kBlock) {
      spill();
    }
  }
  void end_run() {
    spill();
    last_.reset();
    const std::uint64_t end = file_ ? file_->size() : 0;
    if (end > (ends_.empty() ? 0 : ends_.back())) {
      ends_.push_back(end);
    }
  }
  [[nodiscard]] std::uint64_t size() const { return size_; }

  /// All records of the runs that have ended, in order. Memory: some megabytes, and a kilobyte or
  /// two a run.
  template <class Take>
  void for_each(const Take& take) const {
    const std::size_t block = std::clamp<std::size_t>(
        kMergeBytes / sizeof(Record) / std::max<std::size_t>(ends_.size(), 1), 16, kBlock);
    std::vector<Cursor> cursors;
    cursors.reserve(ends_.size());
    std::uint64_t begin = 0;
    for (const std::uint64_t end : ends_) {
      cursors.push_back(Cursor{&*file_, begin, end, block, {}, 0});
      cursors.back().fill();
      begin = end;
    }
    const auto behind = [](const Cursor* a, const Cursor* b) {
      return b->front().key() < a->front().key();
    };
    std::vector<Cursor*> heap;
    for (Cursor& cursor : cursors) {
      heap.push_back(&cursor);
    }
    std::make_heap(heap.begin(), heap.end(), behind);
    std::optional<Record> before;
    while (!heap.empty()) {
      std::pop_heap(heap.begin(), heap.end(), behind);
      const Record& next = heap.back()->front();
      require(!before || before->key() < next.key(), "two records of a plan have the same key");
      before = next;
      take(next);
      if (heap.back()->advance()) {
        std::push_heap(heap.begin(), heap.end(), behind);
      } else {
        heap.pop_back();
      }
    }
  }

 private:
  static constexpr std::size_t kBlock = 8192;
  static constexpr std::size_t kMergeBytes = std::size_t{1} << 23;

  /// A place in a run.
  struct Cursor {
    const results::SpillFile* file;
    std::uint64_t next, end; ///< bytes that are not read yet
    std::size_t block;
    std::vector<Record> records;
    std::size_t place;

    [[nodiscard]] const Record& front() const { return records[place]; }
    void fill() {
      records.resize(std::min<std::uint64_t>(block, (end - next) / sizeof(Record)));
      place = 0;
      file->read(next, std::as_writable_bytes(std::span(records)));
      next += records.size() * sizeof(Record);
    }
    [[nodiscard]] bool advance() {
      if (++place == records.size()) {
        if (next == end) {
          return false;
        }
        fill();
      }
      return true;
    }
  };

  void spill() {
    if (!waiting_.empty()) {
      if (!file_) {
        file_.emplace(beside_);
      }
      file_->append(std::as_bytes(std::span(waiting_)));
      waiting_.clear();
    }
  }

  std::filesystem::path beside_;
  std::optional<results::SpillFile> file_;
  std::vector<Record> waiting_;
  std::optional<Record> last_;      ///< of this run
  std::vector<std::uint64_t> ends_; ///< of the runs, in the file
  std::uint64_t size_ = 0;
};

} // namespace urker::run

#pragma once

#include "base/table.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace urker::des {

/// Events that a process handled, by kind.
struct EventCountRow {
  static constexpr TableInfo kTable{"events", "Events handled by a process, by kind", 2};
  std::string process;
  std::int64_t kind = 0;
  std::int64_t count = 0;
  void columns(ColumnVisitor& v) const {
    v.text("process", process, "Name of the process");
    v.integer("kind", kind, "1", "Kind of event, as its process numbers it");
    v.integer("count", count, "1", "Events handled");
  }
};

/// How often each of a rank's processes handled each kind of event. Kinds are few and small.
class EventCounts {
 public:
  explicit EventCounts(std::size_t processes) : processes_(processes) { widen(1); }
  void add(std::size_t process, std::uint32_t kind, std::uint64_t events = 1) {
    if (kind >= kinds_) {
      widen(kind + 1);
    }
    counts_[process * kinds_ + kind] += events;
  }
  [[nodiscard]] std::uint32_t kinds() const { return kinds_; }
  [[nodiscard]] std::uint64_t of(std::size_t process, std::uint32_t kind) const {
    return counts_[process * kinds_ + kind];
  }

 private:
  void widen(std::uint32_t kinds) {
    std::vector<std::uint64_t> wider(processes_ * kinds);
    for (std::size_t i = 0; i < processes_ && kinds_ > 0; ++i) {
      for (std::uint32_t k = 0; k < kinds_; ++k) {
        wider[i * kinds + k] = counts_[i * kinds_ + k];
      }
    }
    counts_ = std::move(wider);
    kinds_ = kinds;
  }

  std::size_t processes_;
  std::uint32_t kinds_ = 0;
  std::vector<std::uint64_t> counts_;
};

} // namespace urker::des

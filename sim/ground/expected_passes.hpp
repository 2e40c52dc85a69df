#pragma once

#include "time/time.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace urker::ground {

/// The passes of one satellite that a station has been told of, and what may still happen in each:
/// the ground of the station's promises. A pass is named by its AOS.
class ExpectedPasses {
 public:
  /// Takes a pass that begins after all that are known.
  void add(Time aos, Time los);
  /// Its LOS; nothing if it is not known.
  [[nodiscard]] std::optional<Time> los(Time aos) const;

  /// The first pass whose booking has not closed.
  [[nodiscard]] std::optional<Time> next_to_close() const;
  void close(Time aos);
  /// No plan goes up, nothing comes down in that pass any more.
  void end_uplink(Time aos);
  void end_receipt(Time aos);
  /// AOS of the first pass that ends after an instant and in which a plan may still go up.
  [[nodiscard]] std::optional<Time> next_uplink(Time after) const;
  /// AOS of the first pass in which something may still come down.
  [[nodiscard]] std::optional<Time> next_receipt() const;

  /// Drops the passes that ended before an instant and in which nothing can happen any more.
  void forget(Time before);

  template <class Packer>
  void pack(Packer& p) {
    p(passes_);
  }

 private:
  struct Pass {
    Time los = kStart;
    bool closed = false;
    bool uplink_over = false;
    bool receipt_over = false;
    template <class Packer>
    void pack(Packer& p) {
      p(los, closed, uplink_over, receipt_over);
    }
  };
  template <class Condition>
  [[nodiscard]] std::optional<Time> first(const Condition& holds) const {
    const auto found = std::find_if(passes_.begin(), passes_.end(),
                                    [&](const auto& entry) { return holds(entry.second); });
    return found == passes_.end() ? std::nullopt : std::optional(found->first);
  }

  std::map<Time, Pass> passes_; ///< by AOS
};

} // namespace urker::ground

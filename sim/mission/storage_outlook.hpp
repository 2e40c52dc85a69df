#pragma once

#include "time/time.hpp"

#include <vector>

namespace urker::mission {

/// What a planner believes of a satellite's memory: strips fill it, booked passes empty it. A strip
/// counts with all its bits at its begin and a pass with all its bits at its end, so that the real
/// filling stays below the believed one.
class StorageOutlook {
 public:
  StorageOutlook(double capacity_bits, double stored_bits);

  void add_strip(Time begin, double bits);
  /// `bits`: what the pass can carry.
  void add_pass(Time end, double bits);

  /// The most bits that can be added at an instant so that the memory never overflows and, if any
  /// pass ends later, the last one still empties it. Not below zero.
  [[nodiscard]] double headroom(Time t) const;
  /// Believed filling after everything up to an instant.
  [[nodiscard]] double stored_at(Time t) const;

 private:
  struct Item {
    Time time = kStart;
    double added = 0.0;
    double carried = 0.0;
  };
  void insert(const Item& item);

  double capacity_bits_;
  double stored_bits_;
  std::vector<Item> items_; ///< by time; of one instant passes first
};

} // namespace urker::mission

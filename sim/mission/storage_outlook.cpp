#include "mission/storage_outlook.hpp"

#include <algorithm>

namespace urker::mission {

StorageOutlook::StorageOutlook(double capacity_bits, double stored_bits)
    : capacity_bits_(capacity_bits), stored_bits_(stored_bits) {}

void StorageOutlook::add_strip(Time begin, double bits) {
  insert({begin, bits, 0.0});
}

void StorageOutlook::add_pass(Time end, double bits) {
  insert({end, 0.0, bits});
}

void StorageOutlook::insert(const Item& item) {
  const auto place =
      std::upper_bound(items_.begin(), items_.end(), item, [](const Item& a, const Item& b) {
        return a.time < b.time || (a.time == b.time && a.carried > b.carried);
      });
  items_.insert(place, item);
}

double StorageOutlook::stored_at(Time t) const {
  double level = stored_bits_;
  for (const auto& item : items_) {
    if (item.time > t) {
      break;
    }
    level = level + item.added - std::min(level, item.carried);
  }
  return level;
}

double StorageOutlook::headroom(Time t) const {
  double level = stored_at(t);
  double room = capacity_bits_ - level;
  double spare = 0.0; // of the passes since t: what they could carry on top of what they do
  bool has_pass = false;
  for (const auto& item : items_) {
    if (item.time <= t) {
      continue;
    }
    if (item.carried > 0.0) {
      const double carried = std::min(level, item.carried);
      level -= carried;
      spare += item.carried - carried;
      has_pass = true;
    } else {
      level += item.added;
      room = std::min(room, capacity_bits_ - level + spare);
    }
  }
  if (has_pass) {
    room = std::min(room, spare);
  }
  return std::max(0.0, room);
}

} // namespace urker::mission

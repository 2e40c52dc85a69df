#include "spacecraft/storage_config.hpp"

namespace urker::spacecraft {

void describe(FieldVisitor& v, StorageConfig& c) {
  // 1e6 Gbit keep sums of bits far inside int64 and exact in a double.
  v.required("capacity", c.capacity_bit, between(0.0, 1e6, unit::Gbit),
             "Volume that the mass memory holds");
  v.optional("when_full", c.when_full,
             "refuse: a new scene is not taken; drop_oldest, drop_lowest: others make room, the "
             "oldest or the least urgent below its priority, if nothing of them was sent");
  v.optional("longest_age", c.longest_age_s, positive(unit::h),
             "Age after which what was processed and not sent is dropped; none unless given");
  v.optional("kept_after_sending", c.kept_after_sending_s, positive(unit::h),
             "Time for which a copy stays where there is room; freed as it leaves unless given");
}

} // namespace urker::spacecraft

#include "spacecraft/storage_config.hpp"

namespace urker::spacecraft {

void describe(FieldVisitor& v, StorageConfig& c) {
  // 1e6 Gbit keep sums of bits far inside int64 and exact in a double.
  v.required("capacity", c.capacity_bit, between(0.0, 1e6, unit::Gbit),
             "Volume that the mass memory holds");
}

} // namespace urker::spacecraft

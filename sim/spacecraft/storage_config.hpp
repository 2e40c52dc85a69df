#pragma once

#include "base/fields.hpp"

namespace urker::spacecraft {

struct StorageConfig {
  double capacity_bit = 0.0;
};
void describe(FieldVisitor& v, StorageConfig& c);

} // namespace urker::spacecraft

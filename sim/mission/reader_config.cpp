#include "mission/reader_config.hpp"

namespace urker::mission {

void describe(FieldVisitor& v, ReaderConfig& c) {
  v.required("owner", c.owner, Reference{"organisations"}, "Organisation that it belongs to");
  v.required("site", c.site, "Where it stands");
}

} // namespace urker::mission

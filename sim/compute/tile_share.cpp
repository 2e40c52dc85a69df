#include "compute/tile_share.hpp"

namespace urker::compute {

void describe(FieldVisitor& v, TileShare& c) {
  v.required("part", c.part, between(1, 10000, unit::one), "Which of them, from 1");
  v.required("of", c.of, between(1, 10000, unit::one), "Into how many parts frames are split");
  v.check(c.part <= c.of, "part", "no such part: there are fewer");
}

} // namespace urker::compute

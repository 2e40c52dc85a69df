#include "functions.hpp"

#include "base/simd/math.hpp"

namespace urker::test::URKER_SIMD {

using namespace urker::simd::URKER_SIMD;

void evaluate(const FunctionValues& values) {
  for (std::size_t i = 0; i < values.count; i += kLanes) {
    const Pack x = Pack::load(values.x + i);
    const SinCos turn = sincos(x);
    turn.sin.store(values.sin + i);
    turn.cos.store(values.cos + i);
    exp(x).store(values.exp_x + i);
    log(abs(x)).store(values.log_abs_x + i);
    sqrt(abs(x)).store(values.root_abs_x + i);
    floor(x).store(values.floor_x + i);
    atan2(turn.sin, turn.cos).store(values.angle_of_sin_cos_x + i);
  }
}

} // namespace urker::test::URKER_SIMD

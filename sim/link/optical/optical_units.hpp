#pragma once

#include "base/units.hpp"

namespace urker::link {

inline constexpr Unit kNanometre{"nm", unit::m.dimension, 1e-9};
inline constexpr Unit kMicroradian{"urad", unit::rad.dimension, 1e-6};

} // namespace urker::link

#pragma once

#include "des/event.hpp"
#include "orbit/earth/geodesy.hpp"

namespace urker::ground {

/// A process at the other end of a fibre, and where it stands.
struct Partner {
  des::ProcessId process = 0;
  orbit::Geodetic place;
};

} // namespace urker::ground

#pragma once

#include "scenario/document.hpp"
#include "scenario/shape.hpp"

namespace urker::scenario {

/// Reads a resolved tree into the struct behind `describe_root`, a fresh one. All that is wrong
/// goes to `diagnostics`, in one pass; then the struct is not to be used.
void read(const Node& resolved, const Language& language, const GroupVisit& describe_root,
          Diagnostics& diagnostics);

} // namespace urker::scenario

#pragma once

#include "run/world.hpp"
#include "spacecraft/subsystem.hpp"

#include <memory>

namespace urker::run {

/// Failures and upsets of a satellite; null if its configuration has none.
[[nodiscard]] std::unique_ptr<spacecraft::Subsystem> make_faults(const World& world,
                                                                 const Satellite& satellite);

} // namespace urker::run

#pragma once

#include "run/world.hpp"
#include "spacecraft/subsystem.hpp"

#include <memory>

namespace urker::run {

/// The receiver of a satellite; null if it has none.
[[nodiscard]] std::unique_ptr<spacecraft::Subsystem>
make_receiver(const World& world, const Satellite& satellite, std::uint32_t index);

} // namespace urker::run

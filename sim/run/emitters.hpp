#pragma once

#include "base/table.hpp"
#include "run/world.hpp"
#include "spacecraft/band_neighbours.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace urker::run {

/// All satellites of a world with a radio, in its order.
using Emitters = std::shared_ptr<const std::vector<spacecraft::Emitter>>;
[[nodiscard]] Emitters emitters_of(const World& world);

/// Whose interference counts in the rates of a run, as satellites and planners share them; null:
/// nobody's, by `environment.propagation.interference`.
[[nodiscard]] Emitters heard_emitters(const World& world);

/// All but that satellite; none of null.
[[nodiscard]] std::optional<spacecraft::Neighbours>
neighbours_of(const World& world, const Emitters& emitters, const std::string& satellite);

/// Table of what neighbours take of passes; none in a scenario where their interference does not
/// count.
void declare_interference_tables(const scenario::Scenario& scenario, RowSink& rows);

} // namespace urker::run

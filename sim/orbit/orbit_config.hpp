#pragma once

#include "base/calendar.hpp"
#include "base/fields.hpp"
#include "orbit/sgp4/sgp4.hpp"
#include "orbit/trajectory.hpp"
#include "time/epoch.hpp"

#include <memory>
#include <optional>

namespace urker::orbit {

/// The orbit of a satellite, as one of several models.
struct OrbitConfig {
  std::optional<MeanElements> sgp4;
};
void describe(FieldVisitor& v, MeanElements& elements);
void describe(FieldVisitor& v, OrbitConfig& orbit);

[[nodiscard]] std::unique_ptr<Trajectory> make_trajectory(const OrbitConfig& orbit,
                                                          const Epoch& epoch);

} // namespace urker::orbit

#pragma once

#include "access/plan_search.hpp"
#include "run/plan_input.hpp"
#include "run/plan_light_rows.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace urker::run {

/// A satellite's stays in the Moon's shadow, sorted by their key, where parted penumbras are joined
/// again. `known_until`: no window goes beyond it.
[[nodiscard]] std::vector<PlanMoonShadowRow>
moon_shadows_of(std::uint32_t satellite, const orbit::Trajectory& trajectory,
                const orbit::Earth& earth, Time known_until, const access::ShadowBodies& bodies);

/// A satellite that looks at targets, with limits of its own beside theirs.
struct TargetViewer {
  const orbit::Trajectory* trajectory = nullptr;
  access::ImagingLimits limits;
  access::Window service; ///< when it looks
};

/// The passes of satellites over targets, found like those over sites whose least elevation is the
/// limit of incidence (access/plan_search.hpp), in horizons. `sink` gets what ended in each, sorted
/// by (satellite, target, begin), by place in the lists; `end_of_horizon` is called after each.
void search_targets(const std::vector<TargetViewer>& satellites, const orbit::Earth& earth,
                    const std::vector<PlanTarget>& targets, Time end, Duration horizon,
                    const access::ShadowBodies& bodies,
                    const std::function<void(const access::TargetPass&)>& sink,
                    const std::function<void()>& end_of_horizon);

} // namespace urker::run

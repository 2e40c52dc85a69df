#pragma once

#include "base/random.hpp"

#include <cstdint>
#include <string_view>

#include "compute/pipeline.hpp"
#include "compute/scene.hpp"

namespace urker::compute {

/// What a stage makes of a scene.
struct Verdict {
  std::int64_t bits = 0; ///< out
  bool discards = false;
  bool wrong = false;        ///< the decision to keep or to discard, or that on a part of the tiles
  std::string_view decision; ///< as in the table `compute`
  std::int64_t wrong_bits = 0;  ///< of clear tiles that were cut out
  std::int64_t others_bits = 0; ///< of tiles that are other satellites'
  std::optional<Find> found;
};

/// Lets a stage act on `bits_in` of a scene. Learned stages err at random as their rates tell, by
/// draws that belong to the satellite, the stage and the scene, whoever runs the stage: so that
/// the same model errs alike on board and on the ground.
[[nodiscard]] Verdict judge(const Stage& stage, const StageModel& model, const Scene& scene,
                            std::int64_t bits_in, std::uint64_t seed);

/// Tiles of a volume; one where the model takes the whole scene.
[[nodiscard]] std::int64_t tiles_of(const StageModel& model, std::int64_t bits);

} // namespace urker::compute

#include "scenario/check_processing.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <string>

#include "compute/pipeline.hpp"

namespace urker::scenario {

namespace {

using compute::StagePlace;

/// At the key itself where it is given, else at the entity.
void add(const Loaded<Scenario>& loaded, const std::string& entity, const std::string& key,
         const std::string& message, Diagnostics& diagnostics) {
  const std::string key_path = entity + "." + key;
  const Node* node = find_below(loaded.origin.resolved, key_path);
  if (node == nullptr) {
    node = find_below(loaded.origin.resolved, entity);
  }
  diagnostics.add(node->mark, key_path, message);
}

void check_satellite(const Loaded<Scenario>& loaded, const std::string& name,
                     Diagnostics& diagnostics) {
  const auto& config = loaded.value.satellites.at(name);
  if (!config.imager || !config.computer || !config.pipeline) {
    return;
  }
  try {
    const bool onboard = config.processing == onboard::Processing::onboard ||
                         config.onboard_from_priority.has_value();
    const auto pipeline =
        compute::make_pipeline(*config.pipeline, *config.computer, loaded.value.models,
                               {StagePlace::onboard, onboard}, config.tile_share);
    if (static_cast<double>(compute::model_bits(pipeline)) >
        config.storage_for_data()->capacity_bit) {
      add(loaded, "satellites." + name, "storage", "does not hold the models of the pipeline",
          diagnostics);
    }
  } catch (const Error& error) {
    add(loaded, "satellites." + name, "computer", error.what(), diagnostics);
  }
}

/// The centre's computer must run what the satellites of its owner leave to it.
void check_centre(const Loaded<Scenario>& loaded, const std::string& name,
                  Diagnostics& diagnostics) {
  const auto& centre = loaded.value.processing.at(name);
  if (!centre.computer) {
    return;
  }
  for (const auto& [satellite, config] : loaded.value.satellites) {
    if (!config.imager || !config.pipeline || config.owner != centre.owner) {
      continue;
    }
    try {
      (void)compute::make_pipeline(*config.pipeline, *centre.computer, loaded.value.models,
                                   {StagePlace::ground, true}, config.tile_share);
    } catch (const Error& error) {
      add(loaded, "processing." + name, "computer",
          fmt::format("for {}: {}", satellite, error.what()), diagnostics);
      return;
    }
  }
}

} // namespace

void check_processing(const Loaded<Scenario>& loaded, Diagnostics& diagnostics) {
  for (const auto& entry : loaded.value.satellites) {
    check_satellite(loaded, entry.first, diagnostics);
  }
  for (const auto& entry : loaded.value.processing) {
    check_centre(loaded, entry.first, diagnostics);
  }
}

} // namespace urker::scenario

#pragma once

#include "link/atmosphere/atmosphere_config.hpp"

#include <string>
#include <string_view>

namespace urker::link {

/// Says for each model of an edition's chain, and of the weather in its states, which facts it
/// misses; empty if none.
[[nodiscard]] std::string missing_weather_facts(const AtmosphereConfig& facts,
                                                AtmosphereEdition edition);

/// Throws `Error{invalid_input}` with what the edition's chain misses; `where` is the key path of
/// the facts.
void require_facts(const AtmosphereConfig& facts, AtmosphereEdition edition,
                   std::string_view where);

} // namespace urker::link

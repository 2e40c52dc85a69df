#pragma once

#include "link/atmosphere/atmosphere_config.hpp"

#include <string>
#include <string_view>

namespace urker::link {

/// Says for each model of an edition's chain, and of rain in time if that is wanted, which facts it
/// misses; empty if none.
[[nodiscard]] std::string missing_facts(const AtmosphereConfig& facts, AtmosphereEdition edition,
                                        bool in_time);

/// Throws `Error{invalid_input}` with what the edition's chain misses; `where` is the key path of
/// the facts.
void require_facts(const AtmosphereConfig& facts, AtmosphereEdition edition,
                   std::string_view where);

} // namespace urker::link

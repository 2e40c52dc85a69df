#pragma once

#include "link/atmosphere/atmosphere_config.hpp"

#include <string_view>

namespace urker::link {

/// Throws `Error{invalid_input}` that says for each model of an edition's chain which facts it
/// misses; `where` is the key path of the facts.
void require_facts(const AtmosphereConfig& facts, AtmosphereEdition edition,
                   std::string_view where);

} // namespace urker::link

#pragma once

#include "scenario/shape.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace urker::scenario {

/// The JSON Schema (draft 2020-12) of a language, for editors: what the reader takes of one file,
/// but for what only the reader can know: ranges of quantities, names that must exist elsewhere,
/// rules between fields, and keys that a description or an included file leaves to this one.
[[nodiscard]] nlohmann::ordered_json json_schema(const Language& language,
                                                 const std::string& title);

} // namespace urker::scenario

#pragma once

#include "scenario/document.hpp"

#include <functional>
#include <string>

namespace urker::scenario {

/// Tells the path of a value; asked only for a message.
using PathOf = std::function<std::string()>;

/// Turns a map with the key `value` into that value with its pedigree; leaves any other map.
void take_pedigree(Node& map, const PathOf& path, Diagnostics& diagnostics);

} // namespace urker::scenario

#pragma once

#include "base/fields.hpp"
#include "scenario/document.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace urker::scenario {

/// "a map", "a list", "the text ...": what a value is, for messages.
[[nodiscard]] std::string kind_name(const Node& node);

/// "from 0 km to 5 km", "above 0 W"; empty without bounds.
[[nodiscard]] std::string bounds_text(const Range& range);

/// What a key takes, for messages: "a length such as `694 km`, at least 0 km".
[[nodiscard]] std::string expected_number(const Range& range);
/// "a whole number from 1 to 12".
[[nodiscard]] std::string expected_integer(std::int64_t least, std::int64_t most);

/// A scalar as a number in SI, or what is wrong with it.
struct NumberResult {
  std::optional<double> value;
  std::string fault;
  std::string expected; ///< empty: as `expected_number` says
};
[[nodiscard]] NumberResult parse_number(const Node& scalar, const Range& range);

} // namespace urker::scenario

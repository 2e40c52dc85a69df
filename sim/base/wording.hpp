#pragma once

#include <span>
#include <string>
#include <string_view>

/// Parts of messages about input.
namespace urker {

/// `text` in quotes as part of a message: on one line, shortened, without control characters.
[[nodiscard]] std::string in_quotes(std::string_view text);

/// `; did you mean "imece"?` with the candidate of least edit distance (the first bytewise of
/// several), or nothing if none is near. Of more than 10 000 candidates none is looked for.
[[nodiscard]] std::string did_you_mean(std::string_view text,
                                       std::span<const std::string> candidates);

/// "a", "b" or "c"; only how many they are if that would be long.
[[nodiscard]] std::string one_of(std::span<const std::string> names);

} // namespace urker

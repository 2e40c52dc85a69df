#pragma once

#include "base/mistakes.hpp"
#include "orbit/format/ccsds_entry.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace urker::orbit {

/// The entries of one Orbit Mean-Elements Message, in the file's order and not yet judged.
struct OmmObject {
  TextPlace place; ///< where it begins
  std::vector<CcsdsEntry> entries;
};

/// What differs between the forms of a file of Orbit Mean-Elements Messages: how entries are
/// written. Each throws `Error{invalid_input}` where there is no going on, and adds to the mistakes
/// what else is wrong with the form.
[[nodiscard]] std::vector<OmmObject> omm_kvn(std::string_view text, const std::string& file,
                                             Mistakes& mistakes);
/// One `omm`, or several in `ndm`.
[[nodiscard]] std::vector<OmmObject> omm_xml(std::string_view text, const std::string& file,
                                             Mistakes& mistakes);
/// One object, or an array of them, whose members are texts, numbers or null (left out).
[[nodiscard]] std::vector<OmmObject> omm_json(std::string_view text, const std::string& file);

} // namespace urker::orbit

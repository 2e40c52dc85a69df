#pragma once

#include "orbit/format/ccsds_values.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace urker::orbit {

/// A keyword of an Orbit Mean-Elements Message: CCSDS 502.0-B-3, tables 4-1 to 4-3.
struct OmmKeyword {
  enum class Need {
    always,
    in_messages, ///< may lack in JSON, which has no standard: there publishers leave it out
    never,
  };
  enum class Kind { text, time, whole_number, number };
  std::string_view name;
  std::string_view section; ///< the element of the XML form that holds it; "": in JSON alone
  Kind kind = Kind::text;
  Need need = Need::never;
  CcsdsNumber number;
};

/// The keyword of that name, or null.
[[nodiscard]] const OmmKeyword* find_omm_keyword(std::string_view name);

[[nodiscard]] const std::vector<OmmKeyword>& omm_keywords();

/// For messages about files of JSON, or of the other forms.
[[nodiscard]] std::vector<std::string> omm_keyword_names(bool in_json);

} // namespace urker::orbit

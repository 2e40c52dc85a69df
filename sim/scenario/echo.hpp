#pragma once

#include "base/fields.hpp"
#include "scenario/document.hpp"

#include <string>
#include <vector>

namespace urker::scenario {

/// The complete YAML of a struct, in the order of its fields, with the unit that each field shows
/// its numbers in. It reads back to the same struct, bit by bit: types, catalogues, overrides and
/// defaults are all written out.
[[nodiscard]] std::string echo(const GroupVisit& describe_root);

/// A value of a struct and why it is so.
struct ExplainedValue {
  std::string path;
  std::string value;  ///< as in the echo
  std::string origin; ///< "catalog/a.yaml:3:7", "--set ...", or "default"
  Pedigree pedigree;  ///< empty without one
};

/// Every single value of the struct that was read from `resolved`, in the order of its fields.
[[nodiscard]] std::vector<ExplainedValue> explain(const GroupVisit& describe_root,
                                                  const Node& resolved);

/// A line for each: `path: value  # origin, grade E, source`.
[[nodiscard]] std::string explained_text(const std::vector<ExplainedValue>& values);

} // namespace urker::scenario

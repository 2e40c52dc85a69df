#include "scenario/pedigree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace urker::scenario {

void take_pedigree(Node& map, const PathOf& path, Diagnostics& diagnostics) {
  Member* value = map.find("value");
  if (value == nullptr) {
    return;
  }
  static const std::vector<std::string> kKeys{"grade", "note", "source", "value"};
  static constexpr std::array<std::string_view, 4> kGrades{"S", "T", "R", "E"};
  Pedigree pedigree;
  for (const Member& member : map.members) {
    const bool known = std::binary_search(kKeys.begin(), kKeys.end(), member.key);
    if (!known) {
      diagnostics.add(member.key_mark, path(),
                      fmt::format("{} is no key beside `value`; expected {}{}",
                                  in_quotes(member.key), one_of(kKeys),
                                  did_you_mean(member.key, kKeys)));
    } else if (member.key != "value" && !member.value.is_scalar()) {
      diagnostics.add(member.value.mark, path(),
                      fmt::format("the {} of a value is no text; expected a text", member.key));
    } else if (member.key == "grade") {
      pedigree.grade = member.value.text;
      if (std::find(kGrades.begin(), kGrades.end(), pedigree.grade) == kGrades.end()) {
        diagnostics.add(
            member.value.mark, path(),
            fmt::format("{} is no grade; expected S, T, R or E", in_quotes(pedigree.grade)));
      }
    } else if (member.key == "source") {
      pedigree.source = member.value.text;
    } else if (member.key == "note") {
      pedigree.note = member.value.text;
    }
  }
  if (value->value.is_map()) {
    diagnostics.add(value->value.mark, path(),
                    "`value` holds a map; expected a single value or a list");
  }
  Node inner = std::move(value->value);
  inner.is_broken = inner.is_map();
  inner.pedigree = std::make_shared<const Pedigree>(std::move(pedigree));
  map = std::move(inner);
}

} // namespace urker::scenario

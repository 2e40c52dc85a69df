#include "base/wording.hpp"
#include "orbit/format/ccsds_kvn.hpp"
#include "orbit/format/omm_source.hpp"

#include <fmt/format.h>

#include <utility>

namespace urker::orbit {

std::vector<OmmObject> omm_kvn(std::string_view text, const std::string& file, Mistakes& mistakes) {
  std::vector<OmmObject> objects;
  KvnLines lines(text);
  while (const auto line = lines.next()) {
    auto entry = line->entry();
    if (!entry) {
      mistakes.add(file, line->place.line, line->place.column,
                   fmt::format("{} is no `KEYWORD = value`", in_quotes(line->text)));
      continue;
    }
    if (objects.empty() || entry->keyword == "CCSDS_OMM_VERS") {
      objects.push_back({entry->place, {}});
    }
    objects.back().entries.push_back(std::move(*entry));
  }
  return objects;
}

} // namespace urker::orbit

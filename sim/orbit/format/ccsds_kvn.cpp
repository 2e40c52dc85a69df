#include "orbit/format/ccsds_kvn.hpp"

#include <algorithm>

namespace urker::orbit {
namespace {

constexpr std::string_view kBlanks = " \t\r";

bool is_comment(std::string_view text) {
  constexpr std::string_view kComment = "COMMENT";
  return text.starts_with(kComment) &&
         (text.size() == kComment.size() || kBlanks.find(text[kComment.size()]) != kBlanks.npos);
}

} // namespace

std::optional<CcsdsEntry> KvnLine::entry() const {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) {
    return std::nullopt;
  }
  CcsdsEntry entry;
  entry.keyword = text.substr(0, text.substr(0, equals).find_last_not_of(kBlanks) + 1);
  const std::size_t value = std::min(text.find_first_not_of(kBlanks, equals + 1), text.size());
  entry.value = text.substr(value);
  entry.place = place;
  entry.value_place = {place.line, place.column + value};
  return entry;
}

std::optional<KvnLine> KvnLines::next() {
  while (!rest_.empty()) {
    ++line_;
    const std::size_t end = std::min(rest_.find('\n'), rest_.size());
    const std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    const std::size_t begin = line.find_first_not_of(kBlanks);
    if (begin != std::string_view::npos) {
      const auto text = line.substr(begin, line.find_last_not_of(kBlanks) + 1 - begin);
      if (!is_comment(text)) {
        return KvnLine{text, {line_, begin + 1}};
      }
    }
  }
  return std::nullopt;
}

} // namespace urker::orbit

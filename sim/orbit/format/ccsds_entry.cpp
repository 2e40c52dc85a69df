#include "orbit/format/ccsds_entry.hpp"

#include <algorithm>

namespace urker::orbit {

std::string_view without_byte_order_mark(std::string_view text) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  return text.substr(text.starts_with(kMark) ? kMark.size() : 0);
}

LineIndex::LineIndex(std::string_view text) : starts_{0} {
  for (auto end = text.find('\n'); end != std::string_view::npos; end = text.find('\n', end + 1)) {
    starts_.push_back(end + 1);
  }
}

TextPlace LineIndex::place(std::size_t byte) const {
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), byte);
  const auto line = static_cast<std::size_t>(after - starts_.begin());
  return {line, byte - starts_[line - 1] + 1};
}

} // namespace urker::orbit

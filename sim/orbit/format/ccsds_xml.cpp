#include "orbit/format/ccsds_xml.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

namespace urker::orbit {

CcsdsXml::CcsdsXml(std::string_view text, const std::string& file) : file_(file), lines_(text) {
  const auto result =
      document_.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8);
  if (!result) {
    const TextPlace place = lines_.place(static_cast<std::size_t>(result.offset));
    throw Error(Cause::invalid_input, fmt::format("{}:{}:{}: no XML: {}", file, place.line,
                                                  place.column, result.description()));
  }
}

TextPlace CcsdsXml::place(const pugi::xml_node& element) const {
  const auto offset = element.offset_debug();
  return lines_.place(offset < 0 ? 0 : static_cast<std::size_t>(offset));
}

CcsdsEntry CcsdsXml::entry(const pugi::xml_node& element, Mistakes& mistakes) const {
  constexpr std::string_view kBlanks = " \t\r\n";
  CcsdsEntry entry;
  entry.keyword = local_name(element);
  entry.unit = element.attribute("units").value();
  entry.section = local_name(element.parent());
  entry.place = entry.value_place = place(element);
  for (const auto& child : element.children()) {
    if (child.type() != pugi::node_pcdata && child.type() != pugi::node_cdata) {
      refuse(child, fmt::format("is in {}; expected text alone", entry.keyword), mistakes);
      continue;
    }
    const std::string_view text = child.value();
    const std::size_t begin = text.find_first_not_of(kBlanks);
    if (begin != std::string_view::npos) {
      entry.value += text.substr(begin, text.find_last_not_of(kBlanks) + 1 - begin);
      entry.value_place = place(child);
    }
  }
  return entry;
}

void CcsdsXml::refuse(const pugi::xml_node& element, std::string_view what,
                      Mistakes& mistakes) const {
  const TextPlace at = place(element);
  mistakes.add(file_, at.line, at.column, fmt::format("{} {}", local_name(element), what));
}

std::string_view local_name(const pugi::xml_node& element) {
  const std::string_view name = element.name();
  return name.substr(name.find(':') + 1); // npos + 1 is 0
}

} // namespace urker::orbit

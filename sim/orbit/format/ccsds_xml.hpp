#pragma once

#include "base/mistakes.hpp"
#include "orbit/format/ccsds_entry.hpp"

#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace urker::orbit {

/// A message in XML (CCSDS 505.0-B) as a tree of elements with places. Documents are in UTF-8;
/// document types are not read, so nothing outside of the text is ever fetched or expanded.
class CcsdsXml {
 public:
  /// Throws `Error{invalid_input}` with the place if it is no XML. `file` must outlive it.
  CcsdsXml(std::string_view text, const std::string& file);

  [[nodiscard]] pugi::xml_node root() const { return document_.document_element(); }
  [[nodiscard]] TextPlace place(const pugi::xml_node& element) const;
  /// An element that holds text alone. What holds more is a mistake.
  [[nodiscard]] CcsdsEntry entry(const pugi::xml_node& element, Mistakes& mistakes) const;
  /// A mistake about an element.
  void refuse(const pugi::xml_node& element, std::string_view what, Mistakes& mistakes) const;

 private:
  const std::string& file_;
  LineIndex lines_;
  pugi::xml_document document_;
};

/// Without a prefix for its name space.
[[nodiscard]] std::string_view local_name(const pugi::xml_node& element);

} // namespace urker::orbit

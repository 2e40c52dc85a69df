#include "base/wording.hpp"
#include "orbit/format/ccsds_xml.hpp"
#include "orbit/format/oem_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace urker::orbit {
namespace {

constexpr std::array<std::string_view, 10> kState{"EPOCH", "X",     "Y",      "Z",      "X_DOT",
                                                  "Y_DOT", "Z_DOT", "X_DDOT", "Y_DDOT", "Z_DDOT"};
constexpr std::array<std::string_view, 3> kUnits{"km", "km/s", "km/s**2"};

class Reader {
 public:
  Reader(const CcsdsXml& xml, OemBuilder& builder, Mistakes& mistakes)
      : xml_(xml), builder_(builder), mistakes_(mistakes) {}

  void read(const pugi::xml_node& oem) {
    CcsdsEntry version;
    version.keyword = oem.attribute("id").value();
    version.value = oem.attribute("version").value();
    version.place = version.value_place = xml_.place(oem);
    builder_.header(version);
    for (const auto& child : oem.children()) {
      if (local_name(child) == "header") {
        for_each_entry(child, [this](const CcsdsEntry& entry) { builder_.header(entry); });
      } else if (local_name(child) == "body") {
        for_each(child, "segment",
                 [this](const pugi::xml_node& segment) { read_segment(segment); });
      } else {
        misplaced(child);
      }
    }
  }

 private:
  void misplaced(const pugi::xml_node& element) {
    if (local_name(element) != "COMMENT") {
      xml_.refuse(element, "has no place here", mistakes_);
    }
  }

  /// Each child of that name; others have no place.
  template <class Action>
  void for_each(const pugi::xml_node& parent, std::string_view name, const Action& action) {
    for (const auto& child : parent.children()) {
      local_name(child) == name ? action(child) : misplaced(child);
    }
  }
  template <class Action>
  void for_each_entry(const pugi::xml_node& parent, const Action& action) {
    for (const auto& child : parent.children()) {
      if (local_name(child) != "COMMENT") {
        action(xml_.entry(child, mistakes_));
      }
    }
  }

  void read_segment(const pugi::xml_node& segment) {
    builder_.begin_segment(xml_.place(segment));
    for_each_entry(segment.child("metadata"),
                   [this](const CcsdsEntry& entry) { builder_.metadata(entry); });
    builder_.end_metadata();
    for (const auto& child : segment.children()) {
      if (local_name(child) == "data") {
        read_data(child);
      } else if (local_name(child) != "metadata") {
        misplaced(child);
      }
    }
    builder_.end_segment();
  }

  void read_data(const pugi::xml_node& data) {
    for (const auto& child : data.children()) {
      if (local_name(child) == "stateVector") {
        read_state(child);
      } else if (local_name(child) == "covarianceMatrix") {
        read_covariance(child);
      } else {
        misplaced(child);
      }
    }
  }

  void read_state(const pugi::xml_node& element) {
    std::vector<CcsdsEntry> entries;
    for_each_entry(element, [&](CcsdsEntry entry) { entries.push_back(std::move(entry)); });
    std::vector<OemWord> words;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const CcsdsEntry& entry = entries[i];
      if (i >= kState.size() || entry.keyword != kState[i]) {
        builder_.refuse(entry.place, fmt::format("{} is not what is due here; expected {}",
                                                 in_quotes(entry.keyword),
                                                 i < kState.size() ? kState[i] : "nothing more"));
        return;
      }
      if (i > 0 && !entry.unit.empty() && entry.unit != kUnits[(i - 1) / 3]) {
        builder_.refuse(entry.place, fmt::format("{} is not its unit; expected {}",
                                                 in_quotes(entry.unit), kUnits[(i - 1) / 3]));
      }
      words.push_back({entry.value, entry.value_place});
    }
    if (words.empty()) {
      xml_.refuse(element, "is empty", mistakes_);
    } else {
      builder_.state(words);
    }
  }

  void read_covariance(const pugi::xml_node& element) {
    std::vector<CcsdsEntry> entries;
    for_each_entry(element, [&](CcsdsEntry entry) { entries.push_back(std::move(entry)); });
    if (entries.empty() || entries[0].keyword != "EPOCH") {
      xml_.refuse(element, "does not begin with EPOCH", mistakes_);
      return;
    }
    std::vector<OemWord> figures;
    for (std::size_t i = 1; i < entries.size(); ++i) {
      if (entries[i].keyword != "COV_REF_FRAME") {
        figures.push_back({entries[i].value, entries[i].value_place});
      }
    }
    builder_.covariance(entries[0], figures);
  }

  const CcsdsXml& xml_;
  OemBuilder& builder_;
  Mistakes& mistakes_;
};

} // namespace

void read_oem_xml(std::string_view text, const std::string& file, OemBuilder& builder,
                  Mistakes& mistakes) {
  const CcsdsXml xml(text, file);
  if (local_name(xml.root()) != "oem") {
    xml.refuse(xml.root(), "is no root of an ephemeris; expected oem", mistakes);
    return;
  }
  Reader(xml, builder, mistakes).read(xml.root());
}

} // namespace urker::orbit

#include "base/wording.hpp"
#include "orbit/format/ccsds_xml.hpp"
#include "orbit/format/omm_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

namespace urker::orbit {
namespace {

/// The elements below `omm` that only hold others.
constexpr std::array<std::string_view, 10> kHolders{"header",
                                                    "body",
                                                    "segment",
                                                    "metadata",
                                                    "data",
                                                    "meanElements",
                                                    "tleParameters",
                                                    "covarianceMatrix",
                                                    "spacecraftParameters",
                                                    "userDefinedParameters"};

class Collector {
 public:
  Collector(const CcsdsXml& xml, Mistakes& mistakes) : xml_(xml), mistakes_(mistakes) {}

  OmmObject collect(const pugi::xml_node& omm) {
    OmmObject object{xml_.place(omm), {}};
    CcsdsEntry version;
    version.keyword = omm.attribute("id").value();
    version.value = omm.attribute("version").value();
    version.place = version.value_place = object.place;
    version.section = "omm";
    object.entries.push_back(std::move(version));
    add(omm, object);
    return object;
  }

 private:
  static bool is_holder(std::string_view name) {
    return std::find(kHolders.begin(), kHolders.end(), name) != kHolders.end();
  }

  /// Holders hold each other four deep.
  void add(const pugi::xml_node& holder, OmmObject& object) {
    for (const auto& child : holder.children()) {
      const std::string_view name = local_name(child);
      if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
        xml_.refuse(holder,
                    fmt::format("holds the text {}; expected elements", in_quotes(child.value())),
                    mistakes_);
      } else if (is_holder(name) && !is_within(child, name)) {
        add(child, object);
      } else if (name == "USER_DEFINED") {
        auto entry = xml_.entry(child, mistakes_);
        entry.keyword += std::string("_") + child.attribute("parameter").value();
        object.entries.push_back(std::move(entry));
      } else if (name != "COMMENT") {
        object.entries.push_back(xml_.entry(child, mistakes_));
      }
    }
  }

  /// A holder in itself, which has no end, is then refused as an entry.
  static bool is_within(const pugi::xml_node& element, std::string_view name) {
    for (auto parent = element.parent(); parent; parent = parent.parent()) {
      if (local_name(parent) == name) {
        return true;
      }
    }
    return false;
  }

  const CcsdsXml& xml_;
  Mistakes& mistakes_;
};

} // namespace

std::vector<OmmObject> omm_xml(std::string_view text, const std::string& file, Mistakes& mistakes) {
  const CcsdsXml xml(text, file);
  Collector collector(xml, mistakes);
  const auto root = xml.root();
  if (local_name(root) == "omm") {
    return {collector.collect(root)};
  }
  std::vector<OmmObject> objects;
  if (local_name(root) != "ndm") {
    xml.refuse(root, "is no root of mean elements; expected ndm or omm", mistakes);
    return objects;
  }
  for (const auto& child : root.children()) {
    if (local_name(child) == "omm") {
      objects.push_back(collector.collect(child));
    } else if (local_name(child) != "COMMENT" && local_name(child) != "MESSAGE_ID") {
      xml.refuse(child, "is no omm", mistakes);
    }
  }
  return objects;
}

} // namespace urker::orbit

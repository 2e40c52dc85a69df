#include "orbit/format/omm.hpp"

#include "base/error.hpp"
#include "base/mistakes.hpp"
#include "base/text_lines.hpp"
#include "base/units.hpp"
#include "base/wording.hpp"
#include "orbit/format/ccsds_values.hpp"
#include "orbit/format/omm_keywords.hpp"
#include "orbit/format/omm_source.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <span>

namespace urker::orbit {
namespace {

enum class Form { kvn, xml, json };

Form form_of(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  const char c = first == std::string_view::npos ? ' ' : text[first];
  return c == '<' ? Form::xml : c == '[' || c == '{' ? Form::json : Form::kvn;
}

bool is_user_defined(std::string_view keyword) {
  return keyword.starts_with("USER_DEFINED_");
}

class Parser {
 public:
  Parser(Form form, const std::string& file, Mistakes& mistakes)
      : form_(form), names_(omm_keyword_names(form == Form::json)), values_(file, mistakes) {}

  /// An object that is wrong gives a set that is not to be used.
  ElementSet element_set(const OmmObject& object) {
    given_.clear();
    for (const auto& entry : object.entries) {
      if (!is_user_defined(entry.keyword)) {
        add(entry);
      }
    }
    require_all(object.place);
    check_fixed_values();
    check_unused_values();
    return {name(), find("NORAD_CAT_ID") ? values_.whole_number(*find("NORAD_CAT_ID")) : 0,
            text("OBJECT_ID"), elements()};
  }

  [[nodiscard]] bool has_covariance() const { return find("CX_X") != nullptr; }

 private:
  void add(const CcsdsEntry& entry) {
    const auto* keyword = find_omm_keyword(entry.keyword);
    if (keyword == nullptr || (keyword->section.empty() && form_ != Form::json)) {
      values_.refuse_at(entry.place,
                        fmt::format("{} is no keyword of mean elements{}", in_quotes(entry.keyword),
                                    did_you_mean(entry.keyword, names_)));
    } else if (form_ == Form::xml && entry.section != keyword->section) {
      values_.refuse_at(entry.place, fmt::format("{} is in {}; expected in {}", entry.keyword,
                                                 in_quotes(entry.section), keyword->section));
    } else if (const auto [place, is_new] = given_.emplace(entry.keyword, &entry); !is_new) {
      values_.refuse_at(entry.place, fmt::format("{} is given a second time, first in line {}",
                                                 entry.keyword, place->second->place.line));
    }
  }

  [[nodiscard]] const CcsdsEntry* find(std::string_view keyword) const {
    const auto found = given_.find(keyword);
    return found == given_.end() ? nullptr : found->second;
  }
  [[nodiscard]] std::string text(std::string_view keyword) const {
    const auto* entry = find(keyword);
    return entry == nullptr ? "" : entry->value;
  }
  [[nodiscard]] std::string name() const {
    const std::string object_name = text("OBJECT_NAME");
    return object_name.empty() ? text("NORAD_CAT_ID") : object_name;
  }

  void require_all(const TextPlace& place) {
    std::vector<std::string_view> lacking;
    for (const auto& keyword : omm_keywords()) {
      const bool is_due = keyword.need == OmmKeyword::Need::always ||
                          (keyword.need == OmmKeyword::Need::in_messages && form_ != Form::json);
      if (is_due && find(keyword.name) == nullptr) {
        lacking.push_back(keyword.name);
      }
    }
    if (!lacking.empty()) {
      values_.refuse_at(place, fmt::format("the object lacks {}", fmt::join(lacking, ", ")));
    }
  }

  void expect(std::string_view keyword, std::span<const std::string_view> allowed) {
    const auto* entry = find(keyword);
    if (entry != nullptr &&
        std::find(allowed.begin(), allowed.end(), ccsds_capitals(entry->value)) == allowed.end()) {
      values_.refuse(*entry,
                     fmt::format("{} is not accepted; expected {}", in_quotes(entry->value),
                                 one_of(std::vector<std::string>(allowed.begin(), allowed.end()))));
    }
  }

  void check_fixed_values() {
    static constexpr std::array<std::string_view, 3> kVersions{"1.0", "2.0", "3.0"};
    static constexpr std::array<std::string_view, 1> kCenters{"EARTH"};
    static constexpr std::array<std::string_view, 1> kFrames{"TEME"};
    static constexpr std::array<std::string_view, 1> kTimes{"UTC"};
    static constexpr std::array<std::string_view, 3> kTheories{"SGP4", "SGP/SGP4", "SGP"};
    // 0 is what publishers give; 4 would be SGP4-XP.
    static constexpr std::array<std::string_view, 2> kTypes{"0", "2"};
    expect("CCSDS_OMM_VERS", kVersions);
    expect("CENTER_NAME", kCenters);
    expect("REF_FRAME", kFrames);
    expect("TIME_SYSTEM", kTimes);
    expect("MEAN_ELEMENT_THEORY", kTheories);
    expect("EPHEMERIS_TYPE", kTypes);
  }

  void check_unused_values() {
    for (const auto& keyword : omm_keywords()) {
      const auto* entry = find(keyword.name);
      if (entry == nullptr || keyword.need != OmmKeyword::Need::never) {
        continue;
      }
      if (keyword.kind == OmmKeyword::Kind::number) {
        (void)values_.number(*entry, keyword.number);
      } else if (keyword.kind == OmmKeyword::Kind::whole_number && keyword.name != "NORAD_CAT_ID") {
        (void)values_.whole_number(*entry);
      }
    }
  }

  double number(std::string_view keyword) {
    const auto* entry = find(keyword);
    return entry == nullptr ? 0.0 : values_.number(*entry, find_omm_keyword(keyword)->number);
  }

  MeanElements elements() {
    MeanElements x;
    if (const auto* epoch = find("EPOCH")) {
      x.epoch = values_.time(*epoch);
    }
    x.mean_motion_rad_s = number("MEAN_MOTION") * unit::rev_per_d.scale;
    x.eccentricity = number("ECCENTRICITY");
    x.inclination_rad = number("INCLINATION") * unit::deg.scale;
    x.raan_rad = number("RA_OF_ASC_NODE") * unit::deg.scale;
    x.argument_of_perigee_rad = number("ARG_OF_PERICENTER") * unit::deg.scale;
    x.mean_anomaly_rad = number("MEAN_ANOMALY") * unit::deg.scale;
    x.bstar_per_earth_radius = number("BSTAR");
    return x;
  }

  Form form_;
  const std::vector<std::string> names_; ///< that the form has
  CcsdsValues values_;
  std::map<std::string, const CcsdsEntry*, std::less<>> given_; ///< of the object at hand
};

} // namespace

ElementSets parse_omm(std::string_view text, const std::string& file) {
  text = without_byte_order_mark(text);
  Mistakes mistakes;
  const Form form = form_of(text);
  const auto objects = form == Form::xml    ? omm_xml(text, file, mistakes)
                       : form == Form::json ? omm_json(text, file)
                                            : omm_kvn(text, file, mistakes);
  Parser parser(form, file, mistakes);
  ElementSets result;
  for (const auto& object : objects) {
    result.sets.push_back(parser.element_set(object));
    if (parser.has_covariance()) {
      result.notes.push_back(fmt::format("{}:{}: the covariance of {} is left out", file,
                                         object.place.line, result.sets.back().name));
    }
  }
  mistakes.throw_if_any();
  return result;
}

ElementSets read_omm(const std::filesystem::path& path) {
  return parse_omm(read_text(path), path.string());
}

} // namespace urker::orbit

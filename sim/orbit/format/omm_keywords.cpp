#include "orbit/format/omm_keywords.hpp"

#include <algorithm>

namespace urker::orbit {
namespace {

std::vector<OmmKeyword> orbit_keywords() {
  using Kind = OmmKeyword::Kind;
  using Need = OmmKeyword::Need;
  constexpr CcsdsNumber kAngle{"deg", -360.0, 360.0};
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const auto text = [](std::string_view name, std::string_view section, Need need = Need::never) {
    return OmmKeyword{name, section, Kind::text, need, {}};
  };
  const auto number = [](std::string_view name, std::string_view section, const CcsdsNumber& what,
                         Need need = Need::never) {
    return OmmKeyword{name, section, Kind::number, need, what};
  };
  const auto whole = [](std::string_view name) {
    return OmmKeyword{name, "tleParameters", Kind::whole_number, Need::never, {}};
  };
  return {text("CCSDS_OMM_VERS", "omm", Need::in_messages),
          text("CLASSIFICATION", "header"),
          text("CREATION_DATE", "header", Need::in_messages),
          text("ORIGINATOR", "header", Need::in_messages),
          text("MESSAGE_ID", "header"),
          text("OBJECT_NAME", "metadata", Need::always),
          text("OBJECT_ID", "metadata", Need::always),
          text("CENTER_NAME", "metadata", Need::in_messages),
          text("REF_FRAME", "metadata", Need::in_messages),
          text("REF_FRAME_EPOCH", "metadata"),
          text("TIME_SYSTEM", "metadata", Need::in_messages),
          text("MEAN_ELEMENT_THEORY", "metadata", Need::in_messages),
          {"EPOCH", "meanElements", Kind::time, Need::always, {}},
          number("SEMI_MAJOR_AXIS", "meanElements", {"km", 0.0, kInfinity, true}),
          number("MEAN_MOTION", "meanElements", {"rev/day", 0.0, kInfinity, true}, Need::always),
          number("ECCENTRICITY", "meanElements", {"", 0.0, 0.9999999}, Need::always),
          number("INCLINATION", "meanElements", {"deg", 0.0, 180.0}, Need::always),
          number("RA_OF_ASC_NODE", "meanElements", kAngle, Need::always),
          number("ARG_OF_PERICENTER", "meanElements", kAngle, Need::always),
          number("MEAN_ANOMALY", "meanElements", kAngle, Need::always),
          number("GM", "meanElements", {"km**3/s**2", 0.0, kInfinity, true}),
          number("MASS", "spacecraftParameters", {"kg", 0.0, kInfinity}),
          number("SOLAR_RAD_AREA", "spacecraftParameters", {"m**2", 0.0, kInfinity}),
          number("SOLAR_RAD_COEFF", "spacecraftParameters", {""}),
          number("DRAG_AREA", "spacecraftParameters", {"m**2", 0.0, kInfinity}),
          number("DRAG_COEFF", "spacecraftParameters", {""}),
          text("EPHEMERIS_TYPE", "tleParameters"),
          text("CLASSIFICATION_TYPE", "tleParameters"),
          whole("NORAD_CAT_ID"),
          whole("ELEMENT_SET_NO"),
          whole("REV_AT_EPOCH"),
          number("BSTAR", "tleParameters", {"1/ER"}, Need::always),
          number("BTERM", "tleParameters", {"m**2/kg"}),
          number("MEAN_MOTION_DOT", "tleParameters", {"rev/day**2"}),
          number("MEAN_MOTION_DDOT", "tleParameters", {"rev/day**3"}),
          number("AGOM", "tleParameters", {"m**2/kg"}),
          text("COV_REF_FRAME", "covarianceMatrix")};
}

/// The lower triangle of the covariance of position (km) and velocity (km/s), row by row.
void add_covariance(std::vector<OmmKeyword>& all) {
  static constexpr std::string_view kCovariance[]{
      "CX_X",         "CY_X",         "CY_Y",         "CZ_X",         "CZ_Y",     "CZ_Z",
      "CX_DOT_X",     "CX_DOT_Y",     "CX_DOT_Z",     "CX_DOT_X_DOT", "CY_DOT_X", "CY_DOT_Y",
      "CY_DOT_Z",     "CY_DOT_X_DOT", "CY_DOT_Y_DOT", "CZ_DOT_X",     "CZ_DOT_Y", "CZ_DOT_Z",
      "CZ_DOT_X_DOT", "CZ_DOT_Y_DOT", "CZ_DOT_Z_DOT"};
  for (const std::string_view name : kCovariance) {
    const bool row_of_velocity = name.substr(2).starts_with("_DOT");
    const bool column_of_velocity = name.ends_with("_DOT");
    all.push_back({name,
                   "covarianceMatrix",
                   OmmKeyword::Kind::number,
                   OmmKeyword::Need::never,
                   {column_of_velocity ? "km**2/s**2"
                    : row_of_velocity  ? "km**2/s"
                                       : "km**2"}});
  }
}

/// What Space-Track adds in JSON to what the Recommendation knows.
void add_space_track(std::vector<OmmKeyword>& all) {
  for (const std::string_view name :
       {"COMMENT", "SEMIMAJOR_AXIS", "PERIOD", "APOAPSIS", "PERIAPSIS", "OBJECT_TYPE", "RCS_SIZE",
        "COUNTRY_CODE", "LAUNCH_DATE", "SITE", "DECAY_DATE", "FILE", "GP_ID", "TLE_LINE0",
        "TLE_LINE1", "TLE_LINE2"}) {
    all.push_back({name, "", OmmKeyword::Kind::text, OmmKeyword::Need::never, {}});
  }
}

} // namespace

const std::vector<OmmKeyword>& omm_keywords() {
  static const std::vector<OmmKeyword> all = [] {
    auto keywords = orbit_keywords();
    add_covariance(keywords);
    add_space_track(keywords);
    return keywords;
  }();
  return all;
}

const OmmKeyword* find_omm_keyword(std::string_view name) {
  const auto& all = omm_keywords();
  const auto found =
      std::find_if(all.begin(), all.end(), [name](const OmmKeyword& k) { return k.name == name; });
  return found == all.end() ? nullptr : &*found;
}

std::vector<std::string> omm_keyword_names(bool in_json) {
  std::vector<std::string> names;
  for (const auto& keyword : omm_keywords()) {
    if (in_json || !keyword.section.empty()) {
      names.emplace_back(keyword.name);
    }
  }
  return names;
}

} // namespace urker::orbit

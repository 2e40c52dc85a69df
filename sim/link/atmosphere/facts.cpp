#include "link/atmosphere/facts.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace urker::link {

namespace {

/// Whether no entry lacks the value; an empty list lacks it too.
bool everywhere(const AtmosphereConfig& facts, std::optional<double> ExceededConfig::*value) {
  return !facts.exceeded.empty() &&
         std::all_of(facts.exceeded.begin(), facts.exceeded.end(),
                     [value](const ExceededConfig& e) { return (e.*value).has_value(); });
}

/// Collects what one model misses.
class Needs {
 public:
  void model(std::string_view name, std::initializer_list<std::pair<bool, const char*>> facts) {
    std::string missing;
    for (const auto& [there, key] : facts) {
      if (!there) {
        missing += missing.empty() ? key : std::string(", ") + key;
      }
    }
    if (!missing.empty()) {
      text_ += fmt::format("{}{} needs {}", text_.empty() ? "" : "; ", name, missing);
    }
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

void add_chain(Needs& needs, const AtmosphereConfig& facts, AtmosphereEdition edition) {
  const bool reduced = edition == AtmosphereEdition::p618_13;
  const bool height = facts.height_m.has_value();
  needs.model(
      reduced ? "gases (ITU-R P.676-12)" : "gases (ITU-R P.676-13)",
      {{height, "height"},
       {facts.temperature_k.has_value(), "temperature"},
       {everywhere(facts, &ExceededConfig::vapour_density_kg_m3), "exceeded[].vapour_density"},
       {everywhere(facts, &ExceededConfig::vapour_content_kg_m2), "exceeded[].vapour_content"}});
  if (reduced) {
    needs.model(
        "clouds (ITU-R P.840-8)",
        {{everywhere(facts, &ExceededConfig::reduced_liquid_kg_m2), "exceeded[].reduced_liquid"}});
  } else {
    needs.model("clouds (ITU-R P.840-9)",
                {{everywhere(facts, &ExceededConfig::liquid_kg_m2), "exceeded[].liquid"}});
  }
  needs.model("rain (ITU-R P.618)",
              {{height, "height"},
               {facts.isotherm_height_m.has_value(), "isotherm_height"},
               {facts.rain_rate_m_s || !facts.months.empty(), "rain_rate or months"}});
  needs.model("scintillation (ITU-R P.618)",
              {{facts.wet_refractivity.has_value(), "wet_refractivity"}});
}

} // namespace

std::string missing_weather_facts(const AtmosphereConfig& facts, AtmosphereEdition edition) {
  Needs needs;
  add_chain(needs, facts, edition);
  needs.model("rain's share of the year (ITU-R P.837)",
              {{facts.rain_probability || !facts.months.empty(), "rain_probability or months"}});
  return needs.text();
}

void require_facts(const AtmosphereConfig& facts, AtmosphereEdition edition,
                   std::string_view where) {
  Needs needs;
  add_chain(needs, facts, edition);
  if (!needs.text().empty()) {
    throw Error(Cause::invalid_input, fmt::format("{}: {}", where, needs.text()));
  }
}

} // namespace urker::link

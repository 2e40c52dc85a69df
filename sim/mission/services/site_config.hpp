#pragma once

#include "base/fields.hpp"
#include "ground/site_config.hpp"
#include "link/atmosphere/atmosphere_config.hpp"

#include <optional>
#include <string>

namespace urker::mission {

/// A place where services are received or sent up.
struct ServiceSiteConfig {
  std::string name;
  std::string owner;
  ground::SiteConfig site;
  double least_elevation_rad = 0.0;
  std::optional<link::AtmosphereConfig> atmosphere;

  /// With the site's height where they name none.
  [[nodiscard]] link::AtmosphereConfig atmosphere_facts() const;
};
void describe(FieldVisitor& v, ServiceSiteConfig& c);

} // namespace urker::mission

#pragma once

#include "base/fields.hpp"
#include "ground/site_config.hpp"

#include <string>

namespace urker::mission {

/// Where an organisation's images are used, and its requests come from.
struct ReaderConfig {
  std::string owner;
  ground::SiteConfig site;
};
void describe(FieldVisitor& v, ReaderConfig& c);

} // namespace urker::mission

#include "mission/organisation_config.hpp"

namespace urker::mission {

void describe(FieldVisitor& v, OrganisationConfig& c) {
  v.required("name", c.name, "Full name, for reports");
  v.optional("role", c.role, "Standing in the grouping");
  v.optional("country", c.country, "Country that it belongs to, for reports");
}

} // namespace urker::mission

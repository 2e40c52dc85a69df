#include "mission/campaign_config.hpp"

namespace urker::mission {

void describe(FieldVisitor& v, CampaignConfig& c) {
  v.required("for", c.requester, Reference{"organisations"}, "Organisation that wants the images");
  v.required("by", c.operators, Reference{"organisations"},
             "Organisations whose satellites are asked to take them");
  v.required("area", c.area, Reference{"areas"}, "Area to cover once, each cell cloud-free");
  v.optional("priority", c.priority, between(1.0, 1000.0, unit::one), "Greater is more urgent");
  v.optional("max_off_nadir", c.greatest_off_nadir_rad, between(0.0, 60.0, unit::deg),
             "Greatest angle at the satellite between the nadir and a cell");
  v.optional("min_sun_elevation", c.least_sun_elevation_rad, between(-90.0, 90.0, unit::deg),
             "Least elevation of the Sun at a cell");
  v.optional("satisfied_cloud_below", c.satisfied_cloud_below, between(0.0, 1.0, unit::one),
             "A scene's cells count as done if its measured cloud cover is no more than this");
  v.optional("by_each", c.by_each,
             "Whether each satellite takes the whole area, rather than one of them each cell");
  v.optional("processing", c.processing,
             "Where its images are processed: by_satellite (as each says), onboard or ground");
  v.check(!c.operators.empty(), "by", "somebody must be asked to take the images");
}

} // namespace urker::mission

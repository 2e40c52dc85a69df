#include "spacecraft/rows.hpp"

#include "base/units.hpp"
#include "time/time_column.hpp"

#include <array>
#include <cmath>

namespace urker::spacecraft {

namespace {

void angle(ColumnVisitor& v, std::string_view name, double angle_rad, std::string_view doc) {
  v.real(name, angle_rad / unit::deg.scale, "degree", doc);
}

} // namespace

void ImageRow::columns(ColumnVisitor& v) const {
  v.text("satellite", satellite, "Satellite");
  v.integer("number", number, "1", "The satellite's count of scenes");
  v.text("campaign", campaign, "Campaign of the request");
  v.text("area", area, "Area of interest");
  v.text("requester", requester, "Organisation that asked");
  v.integer("task", task, "1", "Number of the strip's task");
  v.text("outcome", outcome, "recorded, no_storage or interrupted");
  instant(v, "begin", scene.begin, "Shutter opened");
  instant(v, "end", scene.end, "Shutter closed");
  angle(v, "roll", roll_rad, "Roll, positive to the right of the track");
  angle(v, "off_nadir", std::abs(roll_rad), "Angle between the nadir and the swath's middle");
  angle(v, "sun_elevation", scene.sun_elevation_rad, "Elevation of the Sun at the middle");
  v.real("gsd", scene.gsd_m, "m", "Ground sample distance across the track, finest channel");
  v.real("cloud_truth", scene.cloud_truth, "1", "True cloud cover");
  v.integer("cells", static_cast<std::int64_t>(scene.cells.size()), "1", "Wanted cells covered");
  v.integer("raw_bits", scene.raw_bits, "bit", "Volume as imaged");
  constexpr std::array<std::string_view, 4> kLatitude{"latitude_begin_left", "latitude_begin_right",
                                                      "latitude_end_right", "latitude_end_left"};
  constexpr std::array<std::string_view, 4> kLongitude{
      "longitude_begin_left", "longitude_begin_right", "longitude_end_right", "longitude_end_left"};
  for (std::size_t i = 0; i < 4; ++i) {
    v.real(kLatitude[i], scene.corners[i].latitude_rad / unit::deg.scale, "degrees_north",
           "Geodetic latitude of a corner of the footprint");
    v.real(kLongitude[i], scene.corners[i].longitude_rad / unit::deg.scale, "degrees_east",
           "Longitude of a corner of the footprint");
  }
}

void ContentRow::columns(ColumnVisitor& v) const {
  v.text("satellite", satellite, "Satellite");
  v.integer("number", number, "1", "The satellite's count of scenes");
  v.text("kind", EnumNames<protocol::ContentKind>::names[static_cast<std::size_t>(content.kind)],
         "What there is: ship, fire, flood, oil or change");
  v.integer("present", content.present, "1", "Targets under the scene");
  v.integer("visible", content.visible, "1", "Of them, those that no cloud hides");
  v.integer("own_present", content.own_present, "1",
            "Targets in the tiles that are the satellite's, where frames are split");
  v.integer("own_visible", content.own_visible, "1", "Of them, those that no cloud hides");
}

void TaskRow::columns(ColumnVisitor& v) const {
  v.text("satellite", satellite, "Satellite");
  v.integer("task", task.number, "1", "Number of the task");
  v.text("campaign", task.campaign, "Campaign of the request");
  v.text("area", task.area, "Area of interest");
  v.text("requester", task.requester, "Organisation that asked");
  v.integer("priority", task.priority, "1", "Priority, greater is more urgent");
  v.text("outcome", outcome, "done, or why not");
  instant(v, "requested", task.requested, "Request left the requester");
  instant(v, "tasked", task.tasked, "Planner fixed the task");
  instant(v, "received", received, "Satellite received the task");
  instant(v, "begin", task.begin, "Begin of the strip as planned");
  instant(v, "end", task.end, "End of the strip as planned");
  angle(v, "roll", task.roll_rad, "Roll, positive to the right of the track");
  v.integer("cells", static_cast<std::int64_t>(task.cells.size()), "1", "Cells wanted");
}

void UploadRow::columns(ColumnVisitor& v) const {
  v.text("satellite", satellite, "Satellite");
  instant(v, "received", received, "When its last bit came, from which on it is used");
  v.text("stage", model.stage, "Stage that uses it");
  v.text("model", model.model, "Model");
  v.integer("bits", model.bits, "bit", "Volume");
  v.text("outcome", outcome, "active, or no_room in the memory");
}

void StorageRow::columns(ColumnVisitor& v) const {
  v.text("satellite", satellite, "Satellite");
  instant(v, "time", time, "When the fill changed");
  v.integer("sequence", sequence, "1", "Order of rows at one time");
  v.integer("stored_bits", held_bits, "bit", "Volume held from now on");
  v.text("cause", cause, "What changed it");
}

void LinkRow::columns(ColumnVisitor& v) const {
  v.text("satellite", satellite, "Satellite");
  v.text("station", station, "Station");
  instant(v, "begin", begin, "Begin of the rate");
  v.text("medium", protocol::medium_name(medium),
         "By what it was sent: radio, optical, or report_radio without booking");
  instant(v, "end", end, "End of the rate");
  v.real("rate", static_cast<double>(rate_bit_s), "bit s-1", "Rate of user data");
  v.text("modcod", modcod, "Modulation and code, if the radio has some by name");
  v.real("least_margin", least_margin_db, "dB", "Least margin of the rate while it is used");
  v.integer("bits", bits, "bit", "Volume sent");
  v.real("transmitting", transmitting_s, "s", "Time in which the transmitter was on");
  v.real("energy", energy_j, "J", "Electrical energy of the transmitter");
}

} // namespace urker::spacecraft

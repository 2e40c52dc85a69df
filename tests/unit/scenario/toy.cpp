#include "toy.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>

namespace urker::toy {

void describe(FieldVisitor& v, Point& c) {
  v.required("latitude", c.latitude_rad, between(-90, 90, unit::deg), "Geodetic latitude");
  v.required("longitude", c.longitude_rad, between(-180, 180, unit::deg), "East longitude");
}
void describe(FieldVisitor& v, Radio& c) {
  v.required("frequency", c.frequency_hz, positive(unit::GHz), "Carrier frequency");
  v.required("rates", c.rates_bit_s, positive(unit::Mbit_per_s), "Data rates");
  v.optional("loss", c.loss_db, between(0, 20, unit::dB), "Loss");
  v.check(!c.rates_bit_s.empty(), "rates", "a radio needs at least one rate");
}
void describe(FieldVisitor& v, Battery& c) {
  v.required("capacity", c.capacity_j, positive(unit::Wh), "Energy when full");
  v.optional("efficiency", c.efficiency, between(0.5, 1, unit::one), "Share that is kept");
}
void describe(FieldVisitor& v, Orbit& c) {
  v.exactly_one_of(std::array<std::string_view, 2>{"altitude", "mean_motion"});
  v.optional("altitude", c.altitude_m, between(100, 50000, unit::km), "Height");
  v.optional("mean_motion", c.mean_motion_rad_s, positive(unit::rev_per_d), "Mean motion");
  v.required("inclination", c.inclination_rad, between(0, 180, unit::deg), "Inclination");
}
void describe(FieldVisitor& v, Service& c) {
  v.optional("from", c.from, "First day");
  v.optional("until", c.until, "End");
  v.check(!c.from || !c.until || *c.from < *c.until, "until", "service must end after it starts");
}
void describe(FieldVisitor& v, Satellite& c) {
  v.required("owner", c.owner, Reference{"organisations"}, "Who owns it");
  v.required("orbit", c.orbit, "Its orbit");
  v.required("battery", c.battery, Template{"type", "battery_types"}, "Battery");
  v.optional("radios", c.radios, Template{"type", "radio_types"}, "Transmitters");
  v.optional("beacon", c.beacon, Template{"type", "radio_types"}, "Beacon");
  v.optional("processing", c.processing, "Where images are processed");
  v.optional("in_service", c.in_service, "When it works");
}
void describe(FieldVisitor& v, Area& c) {
  v.optional("title", c.title, "Full name");
  v.required("polygon", c.polygon, "Corners");
  v.optional("tags", c.tags, "Words");
}
void describe(FieldVisitor& v, Organisation& c) {
  v.optional("title", c.title, "Full name");
}
void describe(FieldVisitor& v, Environment& c) {
  v.optional("cloud_cover", c.cloud_cover, between(0, 100, unit::percent), "Mean cloud cover");
  v.optional("rain", c.rain, "Whether it rains");
}
void describe(FieldVisitor& v, Catalog& c) {
  v.optional("satellites", c.satellites, "Satellites to pick from");
}

void describe(FieldVisitor& v, Scenario& c) {
  v.required("urker", c.version, between(1, 1, unit::one), "Version of the language");
  v.required("name", c.name, "Short name");
  v.required("start", c.start, "First instant");
  v.required("duration", c.duration_s, positive(unit::h), "Span");
  v.optional("seed", c.seed, not_negative(unit::one), "Seed of all draws");
  v.optional("environment", c.environment, "Weather");
  v.optional("organisations", c.organisations, "Who takes part");
  v.optional("radio_types", c.radio_types, "Types of radios");
  v.optional("battery_types", c.battery_types, "Types of batteries");
  v.optional("catalog", c.catalog, "Assets to pick from");
  v.optional("satellites", c.satellites, Template{"from", "catalog.satellites"}, "Satellites");
  v.optional("areas", c.areas, "Areas of interest");
  v.optional("watched", c.watched, Reference{"areas"}, "Areas that are watched");
}

Folder::Folder() {
  std::string name = (std::filesystem::temp_directory_path() / "urker_scenario_XXXXXX").string();
  REQUIRE(::mkdtemp(name.data()) != nullptr);
  path_ = name;
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path Folder::write(const std::string& name, const std::string& text) const {
  const std::filesystem::path file = path_ / name;
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
  return file;
}

std::string minimal() {
  return "urker: 1\nname: toy\nstart: 2026-08-22T00:00:00Z\nduration: 24 h\n";
}

scenario::Loaded<Scenario> load_text(const std::string& text,
                                     const std::vector<std::string>& sets) {
  const Folder folder;
  return scenario::load<Scenario>(folder.write("s.yaml", text), sets);
}

std::string messages_of_file(const std::filesystem::path& file,
                             const std::vector<std::string>& sets) {
  try {
    (void)scenario::load<Scenario>(file, sets);
    return "";
  } catch (const Error& error) {
    std::string text = error.what();
    const std::string folder = file.parent_path().string() + "/";
    for (auto at = text.find(folder); at != std::string::npos; at = text.find(folder)) {
      text.erase(at, folder.size());
    }
    return text;
  }
}

std::string messages(const std::string& text, const std::vector<std::string>& sets) {
  const Folder folder;
  return messages_of_file(folder.write("s.yaml", text), sets);
}

} // namespace urker::toy

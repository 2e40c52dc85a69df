#pragma once

#include "base/fields.hpp"
#include "scenario/diagnostics.hpp"
#include "scenario/load.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// A small language with one of everything, for the tests of the reader.
namespace urker::toy {

enum class Processing { onboard, ground };

struct Point {
  double latitude_rad = 0.0;
  double longitude_rad = 0.0;
};
struct Radio {
  double frequency_hz = 0.0;
  std::vector<double> rates_bit_s;
  double loss_db = 1.0;
};
struct Battery {
  double capacity_j = 0.0;
  double efficiency = 0.9;
};
struct Orbit {
  std::optional<double> altitude_m;
  std::optional<double> mean_motion_rad_s;
  double inclination_rad = 0.0;
};
struct Service {
  std::optional<CalendarTime> from;
  std::optional<CalendarTime> until;
};
struct Satellite {
  std::string owner;
  Orbit orbit;
  Battery battery;
  std::map<std::string, Radio> radios;
  std::optional<Radio> beacon;
  Processing processing = Processing::onboard;
  Service in_service;
};
struct Area {
  std::string title;
  std::vector<Point> polygon;
  std::vector<std::string> tags;
};
struct Organisation {
  std::string title;
};
struct Environment {
  double cloud_cover = 0.45;
  bool rain = true;
};
struct Catalog {
  std::map<std::string, Satellite> satellites;
};
struct Scenario {
  std::int64_t version = 1;
  std::string name;
  CalendarTime start;
  double duration_s = 0.0;
  std::int64_t seed = 1;
  Environment environment;
  std::map<std::string, Organisation> organisations;
  std::map<std::string, Radio> radio_types;
  std::map<std::string, Battery> battery_types;
  Catalog catalog;
  std::map<std::string, Satellite> satellites;
  std::map<std::string, Area> areas;
  std::vector<std::string> watched;
};

} // namespace urker::toy

template <>
struct urker::EnumNames<urker::toy::Processing> {
  static constexpr std::array<std::string_view, 2> names{"onboard", "ground"};
};

namespace urker::toy {

void describe(FieldVisitor& v, Orbit& c);
void describe(FieldVisitor& v, Battery& c);
void describe(FieldVisitor& v, Service& c);
void describe(FieldVisitor& v, Scenario& c);

/// A folder of its own for files, gone at the end.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// Writes a file below the folder and returns its path.
  std::filesystem::path write(const std::string& name, const std::string& text) const;

 private:
  std::filesystem::path path_;
};

/// The text of a scenario that is right and as short as can be.
[[nodiscard]] std::string minimal();

/// Reads `text` as the scenario file of an otherwise empty folder.
[[nodiscard]] scenario::Loaded<Scenario> load_text(const std::string& text,
                                                   const std::vector<std::string>& sets = {});

/// The messages about `text`, a line each, with the folder's name cut off; empty if it is right.
[[nodiscard]] std::string messages(const std::string& text,
                                   const std::vector<std::string>& sets = {});

/// The messages about a file.
[[nodiscard]] std::string messages_of_file(const std::filesystem::path& file,
                                           const std::vector<std::string>& sets = {});

} // namespace urker::toy

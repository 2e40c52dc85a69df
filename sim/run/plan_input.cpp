#include "run/plan_input.hpp"

#include "base/error.hpp"
#include "base/text_lines.hpp"
#include "base/units.hpp"
#include "orbit/format/omm.hpp"
#include "orbit/format/tle.hpp"
#include "orbit/sgp4/sgp4_trajectory.hpp"
#include "orbit/tabulated/oem_trajectory.hpp"
#include "results/sha256.hpp"
#include "run/input_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace urker::run {
namespace {

/// A file of the plan with its contents, kept in the list of sources.
class Source {
 public:
  Source(const std::filesystem::path& path, PlanInput& input)
      : name_(path.string()), text_(read_text(path)) {
    input.sources.push_back({path.filename().string(), results::sha256_of_text(text_)});
  }
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string name_, text_;
};

/// The cells of one row as numbers; what is wrong with them goes to the mistakes.
class RowReader {
 public:
  RowReader(const std::string& file, const std::vector<Cell>& row, Mistakes& mistakes)
      : file_(file), row_(row), mistakes_(mistakes) {}

  void expect_index(std::size_t cell, std::size_t expected) {
    if (index_in(row_[cell].text) != expected) {
      add(cell, fmt::format("`{}` is not {}: rows are numbered from 0 in order", row_[cell].text,
                            expected));
    }
  }
  double number(std::size_t cell, double least, double greatest) {
    const auto value = number_in(row_[cell].text);
    if (!value) {
      add(cell, fmt::format("`{}` is no number", row_[cell].text));
    } else if (!(*value >= least && *value <= greatest)) {
      add(cell, fmt::format("{} is not between {} and {}", *value, least, greatest));
    }
    return value.value_or(0.0);
  }
  /// `count` 0: their file could not be read.
  std::uint32_t satellite(std::size_t cell, std::size_t count) {
    const auto value = index_in(row_[cell].text);
    if (!value || (count > 0 && *value >= count)) {
      add(cell, fmt::format("`{}` is no satellite: there are {}, numbered from 0", row_[cell].text,
                            count));
    }
    return value.value_or(0);
  }
  void add(std::size_t cell, const std::string& text) {
    mistakes_.add(file_, row_[cell].line, row_[cell].column, text);
  }

 private:
  const std::string& file_;
  const std::vector<Cell>& row_;
  Mistakes& mistakes_;
};

/// Reads a file of satellites by `parse`, if there is one, and gives what it holds to `take`.
template <class Parse, class Take>
void read_satellites(const std::filesystem::path& path, PlanInput& input, Mistakes& mistakes,
                     const Parse& parse, const Take& take) {
  if (path.empty()) {
    return;
  }
  const Source source(path, input);
  try {
    auto read = parse(source.text(), source.name());
    input.notes.insert(input.notes.end(), read.notes.begin(), read.notes.end());
    take(std::move(read));
  } catch (const Error& e) {
    if (e.cause() != Cause::invalid_input) {
      throw;
    }
    mistakes.add_lines(e.what());
  }
}

/// The objects of an ephemeris, as they come first in the file. An identifier of digits alone is a
/// catalogue number.
void add_ephemerides(orbit::Oem oem, PlanInput& input) {
  const auto file = std::make_shared<const orbit::Oem>(std::move(oem));
  const std::size_t first = input.ephemerides.size();
  for (const auto& segment : file->segments) {
    const auto known = std::any_of(
        input.ephemerides.begin() + static_cast<std::ptrdiff_t>(first), input.ephemerides.end(),
        [&](const PlanEphemeris& e) { return e.name == segment.object_name; });
    if (!known) {
      const auto number = static_cast<int>(index_in(segment.object_id).value_or(0));
      input.ephemerides.push_back({segment.object_name, number, file});
    }
  }
}

void read_all_satellites(const PlanFiles& files, const Epoch& epoch, PlanInput& input,
                         Mistakes& mistakes) {
  const auto take_sets = [&](orbit::ElementSets read) {
    input.satellites.insert(input.satellites.end(), read.sets.begin(), read.sets.end());
  };
  read_satellites(files.element_sets, input, mistakes, orbit::parse_tle, take_sets);
  read_satellites(files.mean_elements, input, mistakes, orbit::parse_omm, take_sets);
  read_satellites(
      files.ephemerides, input, mistakes,
      [&](const std::string& text, const std::string& name) {
        return orbit::parse_oem(text, name, epoch);
      },
      [&](orbit::Oem read) { add_ephemerides(std::move(read), input); });
}

void read_sites(const Source& source, PlanInput& input, Mistakes& mistakes) {
  const auto rows = read_csv(source.name(), source.text(),
                             {"site", "lat_deg", "lon_deg", "h_m", "mask_deg"}, mistakes);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    RowReader row(source.name(), rows[i], mistakes);
    row.expect_index(0, i);
    access::Site site;
    site.place.latitude_rad = row.number(1, -90.0, 90.0) * unit::deg.scale;
    site.place.longitude_rad = row.number(2, -360.0, 360.0) * unit::deg.scale;
    site.place.height_m = row.number(3, -1e4, 1e5);
    site.least_elevation_rad = row.number(4, -10.0, 90.0) * unit::deg.scale;
    input.sites.push_back(site);
  }
}

void read_pairs(const Source& source, PlanInput& input, Mistakes& mistakes) {
  const auto rows =
      read_csv(source.name(), source.text(), {"pair", "sat_a", "sat_b", "range_max_km"}, mistakes);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    RowReader row(source.name(), rows[i], mistakes);
    row.expect_index(0, i);
    access::SatellitePair pair;
    pair.first = row.satellite(1, input.satellite_count());
    pair.second = row.satellite(2, input.satellite_count());
    if (index_in(rows[i][1].text) == index_in(rows[i][2].text) && index_in(rows[i][1].text)) {
      row.add(2, "a satellite is paired with itself");
    }
    if (trimmed(rows[i][3].text) != "inf") {
      pair.range_limit_m = row.number(3, 1e-3, 1e9) * 1e3;
    }
    input.pairs.push_back(pair);
  }
}

void read_targets(const Source& source, PlanInput& input, Mistakes& mistakes) {
  const auto rows = read_csv(source.name(), source.text(),
                             {"name", "lat_deg", "lon_deg", "h_m", "max_incidence_deg",
                              "max_off_nadir_deg", "min_sun_el_deg"},
                             mistakes);
  for (const auto& cells : rows) {
    RowReader row(source.name(), cells, mistakes);
    PlanTarget target;
    target.name = trimmed(cells[0].text);
    if (target.name.empty()) {
      row.add(0, "a target has no name");
    }
    target.place.latitude_rad = row.number(1, -90.0, 90.0) * unit::deg.scale;
    target.place.longitude_rad = row.number(2, -360.0, 360.0) * unit::deg.scale;
    target.place.height_m = row.number(3, -1e4, 1e5);
    target.limits.greatest_incidence_rad = row.number(4, 0.0, 90.0) * unit::deg.scale;
    target.limits.greatest_off_nadir_rad = row.number(5, 0.0, 90.0) * unit::deg.scale;
    target.limits.least_sun_elevation_rad = row.number(6, -90.0, 90.0) * unit::deg.scale;
    input.targets.push_back(target);
  }
}

} // namespace

std::pair<std::string, int> PlanInput::satellite(std::size_t index) const {
  if (index < satellites.size()) {
    return {satellites[index].name, satellites[index].catalogue_number};
  }
  const PlanEphemeris& ephemeris = ephemerides.at(index - satellites.size());
  return {ephemeris.name, ephemeris.catalogue_number};
}

std::unique_ptr<orbit::Trajectory> PlanInput::trajectory(std::size_t index, const Epoch& epoch,
                                                         const orbit::Earth& earth,
                                                         Time end) const {
  if (index < satellites.size()) {
    return std::make_unique<orbit::Sgp4Trajectory>(satellites[index].elements, epoch);
  }
  const PlanEphemeris& ephemeris = ephemerides.at(index - satellites.size());
  return orbit::make_oem_trajectory(*ephemeris.file, ephemeris.name, epoch, earth, kStart, end);
}

std::pair<Time, Time> PlanInput::needed_span(Time end) const {
  std::pair<Time, Time> span{kStart, end};
  for (const PlanEphemeris& ephemeris : ephemerides) {
    const auto needed = orbit::needed_span(*ephemeris.file, ephemeris.name, kStart, end);
    span = {std::min(span.first, needed.first), std::max(span.second, needed.second)};
  }
  return span;
}

PlanInput read_plan_input(const PlanFiles& files, const Epoch& epoch) {
  PlanInput input;
  Mistakes mistakes;
  read_all_satellites(files, epoch, input, mistakes);
  if (!files.sites.empty()) {
    read_sites(Source(files.sites, input), input, mistakes);
  }
  if (files.pairs) {
    read_pairs(Source(*files.pairs, input), input, mistakes);
  }
  if (files.targets) {
    read_targets(Source(*files.targets, input), input, mistakes);
  }
  mistakes.throw_if_any();
  return input;
}

} // namespace urker::run

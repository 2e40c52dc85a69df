#include "run/plan_input.hpp"

#include "base/error.hpp"
#include "base/units.hpp"
#include "results/sha256.hpp"
#include "run/input_text.hpp"

#include <fmt/format.h>

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

void read_satellites(const Source& source, PlanInput& input, Mistakes& mistakes) {
  try {
    auto read = orbit::parse_tle(source.text(), source.name());
    input.satellites = std::move(read.sets);
    input.notes = std::move(read.notes);
  } catch (const Error& e) {
    if (e.cause() != Cause::invalid_input) {
      throw;
    }
    mistakes.add_lines(e.what());
  }
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
    pair.first = row.satellite(1, input.satellites.size());
    pair.second = row.satellite(2, input.satellites.size());
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

PlanInput read_plan_input(const PlanFiles& files) {
  PlanInput input;
  const Source element_file(files.element_sets, input);
  const Source site_file(files.sites, input);
  Mistakes mistakes;
  read_satellites(element_file, input, mistakes);
  read_sites(site_file, input, mistakes);
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

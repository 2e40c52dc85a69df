#pragma once

#include "access/area.hpp"
#include "access/cell_grid.hpp"
#include "orbit/earth/geodesy.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace urker::spacecraft {

/// Emitters of one class in one area, as many in each cell on the average.
class EmitterGroup {
 public:
  struct Facts {
    std::string emitters; ///< name of the class
    double density_per_m2 = 0.0;
    double report_interval_s = 1.0;
    std::int64_t message_bits = 0;
  };
  EmitterGroup(Facts facts, const access::Area& area, const access::CellGrid& grid);

  [[nodiscard]] const Facts& facts() const { return facts_; }
  [[nodiscard]] const std::string& area() const { return area_; }
  [[nodiscard]] double per_cell() const { return per_cell_; }
  [[nodiscard]] std::size_t cells() const { return sites_.size(); }
  /// Cells, by their number here, whose centre sees the satellite so high at least.
  [[nodiscard]] std::vector<std::size_t> in_view(const orbit::Vector3& satellite_itrf_m,
                                                 double least_elevation_rad) const;
  [[nodiscard]] bool any_in_view(const orbit::Vector3& satellite_itrf_m,
                                 double least_elevation_rad) const;

 private:
  struct Site {
    orbit::Vector3 r_m, up;
    [[nodiscard]] bool sees(const orbit::Vector3& satellite_m, double least_sine) const;
  };
  /// False: certainly none is in view.
  [[nodiscard]] bool may_see(const orbit::Vector3& satellite_m, double least_elevation_rad) const;

  Facts facts_;
  std::string area_;
  double per_cell_;
  orbit::Vector3 cap_axis_;
  double cap_radius_rad_;
  std::vector<Site> sites_;
};

} // namespace urker::spacecraft

#pragma once

#include "orbit/trajectory.hpp"

#include <string>
#include <vector>

#include "../data_file.hpp"

/// One row of tests/data/orbit/accelerations.csv and what accelerations_at.csv says of its instant.
struct ForceRow {
  std::string utc;
  urker::orbit::State state;
  urker::orbit::Vector3 expected_m_s2;
  urker::orbit::Vector3 sun_m, moon_m;
  urker::orbit::Matrix3 gcrf_to_itrf;
  double pole_x_as = 0.0, pole_y_as = 0.0, ut1_minus_utc_s = 0.0;
};

/// The rows of a force, without those where it is zero.
inline std::vector<ForceRow> force_rows(const std::string& force) {
  using urker::orbit::Vector3;
  const DataFile rows("orbit/accelerations.csv");
  const DataFile instants("orbit/accelerations_at.csv");
  const auto vector = [](const DataFile& file, std::size_t row, const char* x, const char* y,
                         const char* z) {
    return Vector3(file.number(row, x), file.number(row, y), file.number(row, z));
  };
  std::vector<ForceRow> result;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Vector3 expected = vector(rows, i, "ax", "ay", "az");
    if (rows.text(i, "force") != force || expected.isZero(0.0)) {
      continue;
    }
    const auto at = static_cast<std::size_t>(rows.number(i, "row"));
    ForceRow row;
    row.utc = instants.text(at, "utc");
    row.state = {vector(rows, i, "x_m", "y_m", "z_m"),
                 vector(rows, i, "vx_m_s", "vy_m_s", "vz_m_s")};
    row.expected_m_s2 = expected;
    row.sun_m = vector(instants, at, "sun_x_m", "sun_y_m", "sun_z_m");
    row.moon_m = vector(instants, at, "moon_x_m", "moon_y_m", "moon_z_m");
    row.gcrf_to_itrf.row(0) = vector(instants, at, "m11", "m12", "m13");
    row.gcrf_to_itrf.row(1) = vector(instants, at, "m21", "m22", "m23");
    row.gcrf_to_itrf.row(2) = vector(instants, at, "m31", "m32", "m33");
    row.pole_x_as = instants.number(at, "xp_as");
    row.pole_y_as = instants.number(at, "yp_as");
    row.ut1_minus_utc_s = instants.number(at, "ut1_utc_s");
    result.push_back(row);
  }
  return result;
}

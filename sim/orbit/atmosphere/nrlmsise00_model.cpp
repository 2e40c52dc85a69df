#include "orbit/atmosphere/nrlmsise00_model.hpp"

#include "base/text_lines.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace urker::data {
std::string_view nrlmsise00(); // sim/data/nrlmsise00.csv
} // namespace urker::data

namespace urker::orbit::msis {

namespace {

using Row = std::vector<double>;
using Rows = std::map<std::string, Row, std::less<>>;

constexpr std::size_t kCoefficients = 150;

Rows read_rows() {
  Rows rows;
  ShippedRows cells(data::nrlmsise00(), "nrlmsise00.csv");
  while (cells.next()) {
    Row& row = rows[std::string(cells.cell())];
    row.resize(kCoefficients);
    const auto index = static_cast<std::size_t>(cells.integer());
    cells.require_row(index < kCoefficients);
    row[index] = cells.number();
  }
  return rows;
}

Phase phase(double angle) {
  return {std::cos(angle), std::sin(angle)};
}

void fill(const Row& row, Series& s) {
  std::copy(row.begin(), row.end(), s.p);
  s.annual = phase(kDay * s.p[31]);
  s.semiannual = phase(2.0 * kDay * s.p[17]);
  s.opposite_annual = phase(kDay * s.p[13]);
  s.opposite_semiannual = phase(2.0 * kDay * s.p[38]);
}

void take(const double* from, double (&to)[3]) {
  std::copy_n(from, 3, to);
}

ActivityTerms daily_activity(const double* p) {
  ActivityTerms a;
  a.slope = p[43] < 0.0 ? 1e-5 : p[43];
  a.rest = p[44];
  a.constant = p[32];
  a.second = p[45];
  a.fourth = p[34];
  take(p + 100, a.season);
  take(p + 121, a.hour);
  a.hour_phase = phase(kHour * p[124]);
  a.longitude_by_latitude = p[120];
  take(p + 60, a.longitude);
  a.longitude_phase = phase(kDegree * p[63]);
  take(p + 115, a.annual_longitude);
  a.annual_longitude_phase = phase(kDegree * p[118]);
  take(p + 83, a.ut);
  a.ut_phase = phase(kSecond * p[75]);
  return a;
}

/// A series without a rate of fading has no such terms.
ActivityTerms activity_by_history(const double* p) {
  ActivityTerms a;
  a.slope = std::max(p[24], 1e-4);
  a.rest = p[25];
  a.fade = 10800.0 * std::abs(p[51]);
  if (a.fade == 0.0) {
    return a;
  }
  a.fade_by_latitude = p[138];
  a.constant = p[50];
  a.second = p[96];
  a.fourth = p[54];
  take(p + 125, a.season);
  take(p + 128, a.hour);
  a.hour_phase = phase(kHour * p[131]);
  a.longitude_by_latitude = p[132];
  a.longitude[0] = p[52];
  a.longitude[1] = p[98];
  a.longitude[2] = p[67];
  a.longitude_phase = phase(kDegree * p[97]);
  take(p + 133, a.annual_longitude);
  a.annual_longitude_phase = phase(kDegree * p[136]);
  take(p + 55, a.ut);
  a.ut_phase = phase(kSecond * p[58]);
  return a;
}

UpperSeries upper(const Row& row) {
  UpperSeries s;
  fill(row, s);
  s.activity[0] = daily_activity(s.p);
  s.activity[1] = activity_by_history(s.p);
  s.ut = phase(kSecond * s.p[71]);
  s.ut_longitude = phase(kSecond * s.p[79]);
  return s;
}

LowerSeries lower(const Row& row) {
  LowerSeries s;
  fill(row, s);
  s.activity_constant[0] = s.p[32];
  s.activity_second[0] = s.p[45];
  s.activity_constant[1] = s.p[50];
  s.activity_second[1] = s.p[96];
  s.zonal_annual = phase(kDay * s.p[81]);
  s.zonal_semiannual = phase(2.0 * kDay * s.p[86]);
  s.wave_annual = phase(kDay * s.p[84]);
  s.wave_semiannual = phase(2.0 * kDay * s.p[88]);
  return s;
}

/// Where the figures of a species stand among those of the turbopause; -1: one.
struct Places {
  const char* name;
  double mass, thermal_diffusion, ceiling;
  int ground_height, ground_scale, ground_ratio;
  int chemistry_height, chemistry_scale, chemistry_rate;
};

/// `t` holds the second row of the turbopause's figures from 0, the first from 100.
Species species(const Rows& rows, const Row& t, const Places& at) {
  const Row& mean = rows.at(std::string(at.name) + "_means");
  const auto figure = [&](int i) { return i < 0 ? 1.0 : t[static_cast<std::size_t>(i)]; };
  Species s;
  s.variation = upper(rows.at(at.name));
  s.log_density = std::log(mean[0] * s.variation.p[0]);
  s.mass = at.mass;
  s.thermal_diffusion = at.thermal_diffusion;
  s.turbopause = mean[2];
  s.mixing_ceiling = at.ceiling;
  if (mean[1] != 0.0) {
    s.ground_kind = Ground::ratio;
    s.log_ground_ratio = std::log(mean[1] * std::abs(figure(at.ground_ratio)));
    s.ground.height = mean[4] * figure(at.ground_height);
    s.ground.scale = s.ground.second_scale = mean[5] * figure(at.ground_scale);
  }
  if (mean[7] != 0.0) {
    s.chemistry.rate = mean[3] * figure(at.chemistry_rate);
    s.chemistry.height = mean[6] * figure(at.chemistry_height);
    s.chemistry.scale = s.chemistry.second_scale = mean[7] * figure(at.chemistry_scale);
  }
  return s;
}

Row turbopause_figures(const Rows& rows) {
  Row t = rows.at("turbopause_2");
  const Row& first = rows.at("turbopause_1");
  std::copy(first.begin(), first.begin() + 25, t.begin() + 100);
  return t;
}

void fill_species(const Rows& rows, const Row& t, Model& m) {
  m.species[kHe] = species(rows, t, {"He", 4.0, -0.38, 200.0, 0, 1, -1, -1, -1, -1});
  m.species[kO] = species(rows, t, {"O", 16.0, 0.0, 300.0, 2, 3, -1, 12, 13, 14});
  m.species[kN2] = species(rows, t, {"N2", 28.0, 0.0, 160.0, -1, -1, -1, -1, -1, -1});
  m.species[kO2] = species(rows, t, {"O2", 32.0, 0.0, 250.0, 6, 7, -1, 21, 22, 23});
  m.species[kAr] = species(rows, t, {"Ar", 40.0, 0.17, 240.0, 8, 9, -1, -1, -1, -1});
  m.species[kH] = species(rows, t, {"H", 1.0, -0.38, 320.0, 10, 11, 17, 18, 19, 20});
  m.species[kN] = species(rows, t, {"N", 14.0, 0.0, 450.0, 100, 101, 102, 103, 104, 105});

  Species& oxygen = m.species[kO];
  oxygen.ground_kind = Ground::rate;
  oxygen.ground.rate = rows.at("O_means")[1] * t[16];
  oxygen.ground.second_scale = rows.at("O_means")[5] * t[4];
  Species& molecular = m.species[kO2];
  molecular.chemistry.second_scale = rows.at("O2_means")[7] * t[122];
  molecular.chemistry_above_ceiling = true;
  m.species[kN2].ground_kind = Ground::none;
}

void fill_temperatures(const Rows& rows, const Row& t, Model& m) {
  const Row& means = rows.at("thermosphere_means");
  m.exosphere = upper(rows.at("exospheric_temperature"));
  m.gradient = upper(rows.at("temperature_gradient"));
  m.boundary = upper(rows.at("boundary_temperature"));
  m.exosphere_temperature = means[0] * m.exosphere.p[0];
  m.boundary_gradient = means[3] * m.gradient.p[0];
  m.boundary_temperature = means[1] * m.boundary.p[0];
  m.boundary_height = means[5];
  m.spline_top = t[15];
  constexpr std::size_t kMeanOfNode[] = {6, 2, 7, 4};
  for (std::size_t i = 0; i < 4; ++i) {
    m.node[i] = lower(rows.at("node_" + std::to_string(i + 1)));
    m.node_temperature[i] = means[kMeanOfNode[i]] * m.node[i].p[0];
  }
  m.node_gradient = lower(rows.at("middle_9"));
  m.lowest_gradient = means[8] * m.node_gradient.p[0];
}

void fill_middle(const Rows& rows, Model& m) {
  const Row& means = rows.at("middle_means");
  for (std::size_t i = 0; i < 7; ++i) {
    m.middle[i] = lower(rows.at("middle_" + std::to_string(i + 1)));
    m.middle_temperature[i] = means[i] * m.middle[i].p[0];
  }
  m.middle_bottom_gradient = lower(rows.at("middle_8"));
  m.bottom_gradient = means[7] * m.middle_bottom_gradient.p[0];
  m.middle_top_gradient = lower(rows.at("middle_10"));
  m.top_gradient = means[8] * m.middle_top_gradient.p[0];
  m.ground_ratio[kHe] = rows.at("He_means")[1];
  m.ground_ratio[kO2] = rows.at("O2_means")[1];
  m.ground_ratio[kAr] = rows.at("Ar_means")[1];
}

Model make_model() {
  const Rows rows = read_rows();
  const Row t = turbopause_figures(rows);
  Model m;
  fill_species(rows, t, m);
  fill_temperatures(rows, t, m);
  fill_middle(rows, m);
  const Row& nitrogen = rows.at("N2_means");
  m.mixed_mass = nitrogen[4];
  m.turbopause_scale = nitrogen[3] * t[5];
  m.turbopause_factor = t[24];
  m.turbopause_season = t[124];
  m.flux_rate = t[123];

  const Row& hot = rows.at("anomalous_O_means");
  m.hot_oxygen = upper(rows.at("anomalous_O"));
  m.hot_log_density = std::log(hot[0] * m.hot_oxygen.p[0]);
  m.hot_temperature = hot[9] * t[106];
  m.hot_height = hot[4];
  m.hot_scale = hot[5];
  return m;
}

} // namespace

const Model& model() {
  static const Model made = make_model();
  return made;
}

} // namespace urker::orbit::msis

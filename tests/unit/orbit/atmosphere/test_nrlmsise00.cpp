#include "orbit/atmosphere/nrlmsise00.hpp"

#include <catch2/catch.hpp>

#include "data_file.hpp"

using namespace urker::orbit;

namespace {

// Seven digits are printed.
auto printed(double x) {
  return Approx(x).epsilon(1.1e-6).margin(1e-60);
}

Nrlmsise00Input input(const DataFile& cases, std::size_t i) {
  Nrlmsise00Input at{.day_of_year = cases.number(i, "doy"),
                     .ut_s = cases.number(i, "ut_s"),
                     .height_km = cases.number(i, "alt_km"),
                     .latitude_deg = cases.number(i, "lat_deg"),
                     .longitude_deg = cases.number(i, "lon_deg"),
                     .solar_hour = cases.number(i, "lst_h"),
                     .f107a = cases.number(i, "f107a"),
                     .f107 = cases.number(i, "f107"),
                     .ap = cases.number(i, "ap")};
  if (!cases.text(i, "ap_3h").empty()) {
    const double ap = cases.number(i, "ap_3h");
    at.ap_history = ApHistory{ap, ap, ap, ap, ap, ap};
  }
  return at;
}

} // namespace

TEST_CASE("NRLMSISE-00 gives the published densities and temperatures") {
  const DataFile cases("atmosphere/nrlmsise00.csv");
  for (std::size_t i = 0; i < cases.size(); ++i) {
    INFO("case " << cases.text(i, "case"));
    const Nrlmsise00Output out = nrlmsise00(input(cases, i));
    CHECK(out.he == printed(cases.number(i, "He")));
    CHECK(out.o == printed(cases.number(i, "O")));
    CHECK(out.n2 == printed(cases.number(i, "N2")));
    CHECK(out.o2 == printed(cases.number(i, "O2")));
    CHECK(out.ar == printed(cases.number(i, "Ar")));
    CHECK(out.h == printed(cases.number(i, "H")));
    CHECK(out.n == printed(cases.number(i, "N")));
    CHECK(out.anomalous_o == printed(cases.number(i, "anomO")));
    CHECK(out.exosphere_k == printed(cases.number(i, "T_exo")));
    CHECK(out.temperature_k == printed(cases.number(i, "T_alt")));
    const double without_anomalous = out.density_kg_m3 - 16.0 * 1.66e-21 * out.anomalous_o;
    CHECK(without_anomalous * 1e-3 == printed(cases.number(i, "rho_g_cm3")));
  }
}

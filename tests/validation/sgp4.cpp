#include "orbit/sgp4/sgp4.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "cases.hpp"
#include "data_file.hpp"
#include "element_sets.hpp"
#include "support/instruction_sets.hpp"

namespace urker::validation {

namespace {

using orbit::Sgp4;
using orbit::Sgp4Error;
using orbit::State;
using orbit::Vector3;

/// One object of a table with its published states.
struct Object {
  Sgp4 model;
  std::vector<std::size_t> rows;
  std::vector<double> minutes;
};

struct Differences {
  double position_km = 0.0; ///< beyond 1e-12 |r|, which matters for decayed objects alone
  double velocity_km_s = 0.0;
  double error_codes = 0.0; ///< rows with another one

  void add(const DataFile& states, std::size_t row, const State& state, Sgp4Error error) {
    const auto number = [&](const char* column) { return states.number(row, column); };
    const int expected = std::stoi(states.text(row, "error"));
    error_codes += static_cast<int>(error) != expected ? 1.0 : 0.0;
    if (expected != 0) {
      return;
    }
    const Vector3 r_km(number("x_km"), number("y_km"), number("z_km"));
    const Vector3 v_km_s(number("vx_km_s"), number("vy_km_s"), number("vz_km_s"));
    position_km = std::max(position_km, (1e-3 * state.r_m - r_km).norm() - 1e-12 * r_km.norm());
    velocity_km_s = std::max(velocity_km_s, (1e-3 * state.v_m_s - v_km_s).norm());
  }
};

void compare_scalar(const DataFile& states, const Object& object, Differences& worst) {
  for (std::size_t i = 0; i < object.rows.size(); ++i) {
    State state;
    const Sgp4Error error = object.model.propagate(object.minutes[i], state);
    worst.add(states, object.rows[i], state, error);
  }
}

void compare_batch(const DataFile& states, const Object& object, Differences& worst) {
  const std::size_t size = object.rows.size();
  std::array<std::vector<double>, 6> c;
  c.fill(std::vector<double>(size));
  std::vector<Sgp4Error> errors(size);
  object.model.propagate(object.minutes, {c[0], c[1], c[2], c[3], c[4], c[5]}, errors);
  for (std::size_t i = 0; i < size; ++i) {
    worst.add(states, object.rows[i], {{c[0][i], c[1][i], c[2][i]}, {c[3][i], c[4][i], c[5][i]}},
              errors[i]);
  }
}

std::vector<Object> objects(const DataFile& sets, const DataFile& states) {
  std::vector<Object> result;
  for (std::size_t i = 0; i < sets.size(); ++i) {
    Object& object = result.emplace_back(Object{Sgp4(element_set(sets, i)), {}, {}});
    for (std::size_t row = 0; row < states.size(); ++row) {
      if (states.text(row, "object") == sets.text(i, "object")) {
        object.rows.push_back(row);
        object.minutes.push_back(states.number(row, "minutes"));
      }
    }
  }
  return result;
}

void compare(Page& page, const std::string& name, const std::string& subject,
             const std::string& truth, double tolerance_km, double tolerance_km_s) {
  const DataFile states("sgp4/" + name + "_states.csv");
  Differences scalar, packs;
  for (const Object& object : objects(DataFile("sgp4/" + name + "_elements.csv"), states)) {
    compare_scalar(states, object, scalar);
    for_each_instruction_set([&](auto) { compare_batch(states, object, packs); });
  }
  const auto add = [&](const std::string& how, const Differences& worst) {
    page.add({subject + how + ", position beyond 1e-12 of the radius", truth, "km", tolerance_km,
              worst.position_km});
    page.add({subject + how + ", velocity", truth, "km/s", tolerance_km_s, worst.velocity_km_s});
    page.add({subject + how + ", rows with another error code", truth, "", 0.0, worst.error_codes});
  };
  add("", scalar);
  // Those that the machine has, so that the page is the same everywhere.
  add(", eight at a time by every instruction set", packs);
}

} // namespace

void compare_sgp4(Page& page) {
  page.begin_section("SGP4 and SDP4");
  // The published output is printed to 1e-8 km and 1e-9 km/s.
  compare(page, "verification", "Verification set of 33 cases", "AIAA 2006-6753", 1e-6, 2e-9);
  compare(page, "catalogue", "100 catalogued objects, up to a year from the epoch",
          "Vallado's program (python-sgp4 2.15)", 1e-6, 1e-9);
}

} // namespace urker::validation

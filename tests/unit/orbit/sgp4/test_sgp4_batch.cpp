#include "orbit/sgp4/sgp4.hpp"
#include "orbit/sgp4/sgp4_trajectory.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <vector>

#include "element_sets.hpp"
#include "support/instruction_sets.hpp"

using namespace urker;
using namespace urker::orbit;

namespace {

struct Columns {
  explicit Columns(std::size_t size) : errors(size) {
    for (auto& column : values) {
      column.resize(size);
    }
  }
  [[nodiscard]] StateColumns view() {
    return {values[0], values[1], values[2], values[3], values[4], values[5]};
  }
  [[nodiscard]] State state(std::size_t i) const {
    return {{values[0][i], values[1][i], values[2][i]}, {values[3][i], values[4][i], values[5][i]}};
  }
  std::array<std::vector<double>, 6> values;
  std::vector<Sgp4Error> errors;
};

Columns propagate(const Sgp4& model, const std::vector<double>& minutes) {
  Columns columns(minutes.size());
  model.propagate(minutes, columns.view(), columns.errors);
  return columns;
}

} // namespace

TEST_CASE("SGP4 in batches equals the scalar form at many times of every kind of object") {
  std::vector<double> minutes;
  for (int i = -700; i < 700; ++i) {
    minutes.push_back(61.7 * i);
  }
  for_each_instruction_set([&](auto set) {
    INFO("instruction set " << set);
    for (const char* file : {"sgp4/active_elements.csv", "sgp4/catalogue_elements.csv",
                             "sgp4/verification_elements.csv"}) {
      const DataFile sets(file);
      for (std::size_t i = 0; i < sets.size(); ++i) {
        const Sgp4 model(element_set(sets, i));
        const Columns columns = propagate(model, minutes);
        std::size_t wrong = 0;
        for (std::size_t k = 0; k < minutes.size(); ++k) {
          State expected;
          const Sgp4Error error = model.propagate(minutes[k], expected);
          const State state = columns.state(k);
          const bool same =
              error != Sgp4Error::none ||
              ((state.r_m - expected.r_m).norm() <= 1e-3 + 1e-12 * expected.r_m.norm() &&
               (state.v_m_s - expected.v_m_s).norm() <= 1e-6);
          wrong += error != columns.errors[k] || !same ? 1 : 0;
        }
        INFO(file << " object " << sets.text(i, "object"));
        CHECK(wrong == 0);
      }
    }
  });
}

TEST_CASE("a state in a batch does not depend on its company") {
  const DataFile sets("sgp4/catalogue_elements.csv");
  std::vector<double> minutes;
  for (int i = 0; i < 100; ++i) {
    minutes.push_back(1000.0 * i - 3000.0);
  }
  for_each_instruction_set([&](auto set) {
    INFO("instruction set " << set);
    for (std::size_t i = 0; i < sets.size(); ++i) {
      INFO("object " << sets.text(i, "object"));
      const Sgp4 model(element_set(sets, i));
      const Columns all = propagate(model, minutes);
      std::size_t different = 0;
      for (std::size_t k = 0; k < minutes.size(); k += 7) {
        const Columns alone = propagate(model, {minutes[k]});
        const bool no_state =
            all.errors[k] != Sgp4Error::none && all.errors[k] != Sgp4Error::decayed;
        const bool same = all.errors[k] == alone.errors[0] &&
                          (no_state || (all.state(k).r_m == alone.state(0).r_m &&
                                        all.state(k).v_m_s == alone.state(0).v_m_s));
        different += same ? 0 : 1;
      }
      CHECK(different == 0);
    }
  });
}

TEST_CASE("a trajectory gives the same bits for one time and for many") {
  const DataFile sets("sgp4/active_elements.csv");
  const Epoch epoch(CalendarTime{2026, 8, 22, 0, 0, 0.0});
  std::vector<Time> times;
  for (int i = 0; i < 133; ++i) {
    times.push_back(kStart + std::chrono::seconds(617 * i));
  }
  for (std::size_t k = 0; k < sets.size(); ++k) {
    INFO("object " << sets.text(k, "object"));
    const Sgp4Trajectory trajectory(element_set(sets, k), epoch);
    Columns columns(times.size());
    std::vector<State> rows(times.size());
    trajectory.states(times, columns.view());
    trajectory.states(times, rows);
    std::size_t different = 0;
    for (std::size_t i = 0; i < times.size(); ++i) {
      const State alone = trajectory.state(times[i]);
      const State column = columns.state(i);
      const bool same = alone.r_m == column.r_m && alone.v_m_s == column.v_m_s &&
                        alone.r_m == rows[i].r_m && alone.v_m_s == rows[i].v_m_s;
      different += same ? 0 : 1;
    }
    CHECK(different == 0);
  }
}

TEST_CASE("of many times without a state the first in order is named") {
  MeanElements elements;
  elements.epoch = {2026, 8, 21, 12, 0, 0.0};
  elements.mean_motion_rad_s = 16.4 * unit::rev_per_d.scale;
  elements.inclination_rad = 97.65 * unit::deg.scale;
  elements.bstar_per_earth_radius = 0.01;
  const Sgp4Trajectory trajectory(elements, Epoch(CalendarTime{2026, 8, 22, 0, 0, 0.0}));
  const std::vector<Time> times{kStart + std::chrono::hours(720), kStart + std::chrono::hours(480)};
  std::vector<State> out(times.size());
  CHECK_THROWS_WITH(trajectory.states(times, out), Catch::Contains("2026-09-21T00:00:00.000Z"));
}

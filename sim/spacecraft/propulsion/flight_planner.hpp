#pragma once

#include "orbit/numerical/marched_orbit.hpp"
#include "spacecraft/faults/outages.hpp"
#include "spacecraft/power_config.hpp"
#include "spacecraft/propulsion/arcs.hpp"
#include "spacecraft/propulsion/avoidance.hpp"
#include "spacecraft/propulsion/energy_forecast.hpp"
#include "spacecraft/propulsion/flight_record.hpp"
#include "spacecraft/propulsion/propulsion_config.hpp"
#include "spacecraft/propulsion/strategy.hpp"

#include <memory>
#include <string>
#include <vector>

namespace urker::spacecraft {

/// What is planned for one satellite.
struct FlightSetup {
  std::string name;
  PropulsionConfig propulsion;
  PowerConfig power;
  double load_w = 0.0;         ///< that the planning of burns counts on, beside the thruster
  std::vector<Outage> outages; ///< of the thruster, in the order of time
};

/// Decides the burns of one satellite by its strategies, mark after mark, and records what came of
/// them. The first decision falls when a revolution has been flown. Burns need propellant, and
/// energy by a forecast of the battery (EnergyForecast): where that does not do, they are refused,
/// and planned again half as long. A thruster that fails cuts the burns that were decided before;
/// from the next mark on that is known, and none is decided until it works again.
class FlightPlanner final : public orbit::BurnPlanner {
 public:
  /// `orbit` is the satellite's, without burns. The references must outlive it.
  FlightPlanner(FlightSetup setup, const orbit::NumericalOrbit& orbit, const Epoch& epoch,
                const orbit::SunMoon& bodies);

  [[nodiscard]] std::vector<orbit::Burn> decide(const Situation& now) override;
  /// What was recorded, when all is over.
  [[nodiscard]] FlightRecord finish(Time end);

 private:
  /// Of a strategy in the list, without those that avoid.
  struct Task {
    std::size_t place; ///< in the satellite's list
    std::unique_ptr<Strategy> strategy;
  };
  [[nodiscard]] orbit::MeanOrbit measure(const Situation& now) const;
  /// What the strategies want; ends those that are over and begins the next.
  [[nodiscard]] std::optional<Wish> ask(const Look& look);
  /// Whether a collision is being avoided, which comes before all else; and what is burned for it.
  [[nodiscard]] bool avoid(const Look& look, Wish& wish, std::vector<Arc>& arcs);
  void begin_next(Time now);
  void end_strategy(std::string outcome, std::string text, Time now);
  /// Arcs that propellant and battery can feed, with a row each.
  [[nodiscard]] std::vector<Arc> plan(const Wish& wish, const Look& look, std::size_t place);
  [[nodiscard]] bool feedable(const std::vector<Arc>& arcs, const Look& look,
                              EnergyForecast::Result& expected) const;
  /// The outage of the thruster at an instant; null: it works.
  [[nodiscard]] const Outage* outage_at(Time t) const;
  /// What is flown of an arc before the thruster fails.
  [[nodiscard]] Arc flown_part(const Arc& arc) const;
  void refuse(const Wish& wish, const Look& look, std::size_t place, std::string reason,
              double least_charge);
  /// Takes down the arcs with a row each, and returns what is flown of them.
  [[nodiscard]] std::vector<Arc> commit(const std::vector<Arc>& arcs, const Wish& wish,
                                        const Look& look, std::size_t place, double least_charge);
  void look_back(const Look& look);
  [[nodiscard]] std::vector<EnergyForecast::Draw> draws(const std::vector<Arc>& arcs) const;
  [[nodiscard]] StrategyRow& row(std::size_t place) { return record_.strategies[place]; }
  [[nodiscard]] double propellant_kg(double mass_kg) const;

  FlightSetup setup_;
  const orbit::SunMoon& bodies_;
  DecayForecast decay_;
  EnergyForecast energy_;
  std::vector<Avoidance> avoidances_;
  Task task_; ///< at work
  FlightRecord record_;
  std::vector<orbit::Burn> burns_; ///< since the last mark
  Time last_end_ = kStart;         ///< of a burn
  double charge_;                  ///< expected
  double delta_v_m_s_ = 0.0;
  ShadowForecast shadow_;
  Duration fed_ = Duration::max(); ///< longest arc that the battery was found to feed
  Time fed_since_ = kStart;
};

} // namespace urker::spacecraft

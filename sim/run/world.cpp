#include "run/world.hpp"

#include "access/almanac_shadows.hpp"
#include "base/error.hpp"
#include "des/mpi.hpp"
#include "orbit/numerical/numerical_orbit_maker.hpp"
#include "orbit/orbit_config.hpp"
#include "run/flown_orbits.hpp"
#include "run/shared_propagation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

namespace urker::run {
namespace {

/// Does `action`; an error of it names the asset.
template <class Action>
auto naming(const std::string& path, Action&& action) {
  try {
    return std::forward<Action>(action)();
  } catch (const Error& e) {
    throw Error(e.cause(), fmt::format("{}: {}", path, e.what()));
  }
}

/// A trajectory whose errors name the satellite, whoever asks and whenever.
class NamedTrajectory final : public orbit::Trajectory {
 public:
  NamedTrajectory(std::string path, std::unique_ptr<const orbit::Trajectory> trajectory)
      : path_(std::move(path)), trajectory_(std::move(trajectory)) {}
  [[nodiscard]] orbit::Frame frame() const override { return trajectory_->frame(); }
  [[nodiscard]] orbit::State state(Time t) const override {
    return naming(path_, [&] { return trajectory_->state(t); });
  }
  void states(std::span<const Time> times, std::span<orbit::State> out) const override {
    naming(path_, [&] { trajectory_->states(times, out); });
  }
  void states(std::span<const Time> times, const orbit::StateColumns& out) const override {
    naming(path_, [&] { trajectory_->states(times, out); });
  }
  [[nodiscard]] orbit::MotionBounds bounds(Time begin, Time end) const override {
    return naming(path_, [&] { return trajectory_->bounds(begin, end); });
  }

 private:
  std::string path_;
  std::unique_ptr<const orbit::Trajectory> trajectory_;
};

/// The part of [kStart, end) in which an asset is in service; begin == end: none.
access::Window service_window(const ServiceTime& service, const Epoch& epoch, Time end) {
  access::Window window{kStart, end, true, true};
  if (service.from && epoch.at(*service.from) > window.begin) {
    window.begin = epoch.at(*service.from);
    window.begin_clipped = false;
  }
  if (service.until && epoch.at(*service.until) < window.end) {
    window.end = epoch.at(*service.until);
    window.end_clipped = false;
  }
  window.end = std::max(window.begin, window.end);
  return window;
}

/// Published elements lose kilometres a week in low orbits: beyond this they deserve a word.
constexpr double kStaleElements_d = 14.0;

/// Days between the elements' epoch and the nearest instant of the run.
double age_of_elements_d(const CalendarTime& elements, const Epoch& epoch, Time end) {
  const double at_s = seconds_since_start(epoch.at(elements));
  const double outside_s = std::max({0.0, -at_s, at_s - seconds_since_start(end)});
  return outside_s / unit::d.scale;
}

/// Times for which the Earth is needed: those of the run, of the orbits' initial states and of
/// ephemerides.
struct Span {
  Time begin, end;
};

Span span_of(const scenario::Scenario& source, const Epoch& epoch) {
  const Time end = kStart + round_seconds(source.duration_s);
  Span span{kStart, end};
  for (const auto& [name, satellite] : source.satellites) {
    naming("satellites." + name, [&, &config = satellite.orbit] {
      if (const auto at = orbit::state_time(config, epoch)) {
        span = {std::min(span.begin, *at), std::max(span.end, *at)};
      }
      if (config.oem) {
        const auto needed = orbit::needed_span(*config.oem, kStart, end);
        span = {std::min(span.begin, needed.first), std::max(span.end, needed.second)};
      }
    });
  }
  return span;
}

/// What the user should know of an orbit that is integrated from `begin` to `end`.
std::vector<std::string> notes_on(const orbit::NumericalConfig& orbit, const Epoch& epoch,
                                  Time begin, Time end) {
  std::vector<std::string> notes;
  for (const auto& burn : orbit.forces.burns) {
    if (const Time at = epoch.at(burn.start); at >= end) {
      notes.push_back(fmt::format("its burn of {} is after the run", epoch.utc_text(at)));
    }
  }
  const auto& drag = orbit.forces.drag;
  if (drag && drag->atmosphere.nrlmsise00 && !drag->atmosphere.nrlmsise00->indices) {
    const auto& file = drag->atmosphere.nrlmsise00->space_weather;
    const auto& weather = file ? *file : orbit::SpaceWeather::shipped();
    const auto covers = [&](Time t) {
      const JulianDate utc = epoch.utc_julian(t);
      constexpr double kMjdZero = 2400000.5;
      return weather.covers(utc.day - kMjdZero + utc.fraction);
    };
    if (!covers(begin) || !covers(end)) {
      notes.emplace_back("the orbit leaves its table of space weather; beyond it the figures of "
                         "the nearest day hold");
    }
  }
  return notes;
}

/// Loads that go on whatever happens count when burns are planned.
spacecraft::FlightSetup flight_setup(const std::string& name,
                                     const onboard::SatelliteConfig& config,
                                     std::vector<spacecraft::Outage> outages) {
  const auto& loads = config.power.loads;
  double computer_w = 0.0;
  if (config.computer) {
    computer_w = config.computer->idle_power_w;
    for (const auto& [device, its] : config.computer->all_devices()) {
      computer_w += its.idle_power_w;
    }
  }
  return {name, *config.propulsion, config.power, loads.bus_w + loads.payload_w + computer_w,
          std::move(outages)};
}

std::shared_ptr<const orbit::Earth> make_earth(const scenario::EnvironmentConfig& environment,
                                               const Epoch& epoch, const Span& span) {
  const auto& table = environment.earth_orientation_table;
  require(environment.earth_orientation_file.empty() == (table == nullptr),
          "the file of Earth orientation was not read");
  return table ? std::make_shared<const orbit::Earth>(epoch, span.begin, span.end, table)
               : std::make_shared<const orbit::Earth>(epoch, span.begin, span.end,
                                                      environment.earth_orientation);
}

} // namespace

World::World(const scenario::Scenario& source, const std::vector<std::string>& only)
    : World(source, only, NotIntegrated{}) {
  set_integrated(orbit::propagate(orbits_to_integrate(), epoch, *earth, *bodies, kStart, end));
  fly_with_burns(MPI_COMM_SELF);
}

std::unique_ptr<const World> World::shared(const scenario::Scenario& source,
                                           MPI_Comm communicator) {
  std::unique_ptr<World> world;
  std::vector<orbit::NumericalOrbit> orbits;
  des::all_or_none(communicator, [&] {
    world.reset(new World(source, {}, NotIntegrated{}));
    orbits = world->orbits_to_integrate();
  });
  world->set_integrated(
      propagate_shared(orbits, world->epoch, *world->earth, kStart, world->end, communicator));
  world->fly_with_burns(communicator);
  return world;
}

World::World(const scenario::Scenario& source, const std::vector<std::string>& only, NotIntegrated)
    : scenario(source), epoch(source.start), end(kStart + round_seconds(source.duration_s)),
      earth(make_earth(source.environment, epoch, span_of(source, epoch))),
      bodies(std::make_shared<const orbit::SunMoon>(epoch)),
      grid(std::make_shared<access::CellGrid>(source.coverage.cell_size_m)) {
  const Span span = span_of(source, epoch);
  if (!earth->covers(span.begin) || !earth->covers(span.end)) {
    notes.emplace_back("environment.earth_orientation: the run leaves the table of UT1 and polar "
                       "motion; beyond it the figures of its nearest day hold");
  }
  if (source.environment.earth_orientation == orbit::EarthOrientationModel::gmst) {
    shadow_bodies = access::almanac_shadows(*earth, epoch);
  }
  for (const auto& entry : source.satellites) {
    if (only.empty() || std::find(only.begin(), only.end(), entry.first) != only.end()) {
      add_satellite(entry.first, entry.second);
    }
  }
  for (const auto& entry : source.stations) {
    add_station(entry.first, entry.second);
  }
  for (const auto& [name, config] : source.areas) {
    areas.push_back({name, access::make_area(config.vertices(), *grid, name)});
  }
}

void World::add_satellite(const std::string& name, const onboard::SatelliteConfig& config) {
  const std::string path = "satellites." + name;
  naming(path, [&] {
    const auto service = service_window(config.in_service, epoch, end);
    if (service.begin == service.end) {
      notes.push_back(path + " is not in service during the run");
      return;
    }
    Satellite& satellite = satellites.emplace_back();
    satellite = {name, &config, nullptr, nullptr, service, nullptr};
    if (config.orbit.oem) {
      satellite.trajectory = make_ephemeris(path, *config.orbit.oem, service);
    } else if (!config.orbit.numerical) {
      satellite.trajectory = std::make_shared<NamedTrajectory>(
          path, orbit::make_trajectory(config.orbit, epoch, *earth));
    }
    if (const auto& orbit = config.orbit.numerical) {
      const Time state = orbit::initial_time(*orbit, epoch);
      for (const auto& note :
           notes_on(*orbit, epoch, std::min(kStart, state), std::max(end, state))) {
        notes.push_back(path + ": " + note);
      }
    }
    const auto elements = orbit::published_epoch(config.orbit);
    const double age_d = elements ? age_of_elements_d(*elements, epoch, end) : 0.0;
    if (age_d > kStaleElements_d) {
      notes.push_back(fmt::format("{}: its elements are {:.0f} days from the run", path, age_d));
    }
  });
}

std::shared_ptr<const orbit::Trajectory>
World::make_ephemeris(const std::string& path, const orbit::EphemerisFileConfig& config,
                      const access::Window& service) {
  auto trajectory = orbit::make(config, epoch, *earth, service.begin, service.end);
  // Its gaps and ends are told now, not in the middle of the run.
  static_cast<void>(trajectory->bounds(service.begin, service.end));
  for (const auto& note : config.ephemeris->notes) {
    if (std::find(notes.begin(), notes.end(), note) == notes.end()) {
      notes.push_back(note);
    }
  }
  return std::make_shared<NamedTrajectory>(path, std::move(trajectory));
}

std::vector<orbit::NumericalOrbit> World::orbits_to_integrate() const {
  const Span span = span_of(scenario, epoch);
  orbit::NumericalOrbitMaker maker(epoch, *earth, *bodies, span.begin, span.end);
  std::vector<orbit::NumericalOrbit> orbits;
  for (const auto& satellite : satellites) {
    if (satellite.config->orbit.numerical && !satellite.config->propulsion) {
      const std::string path = "satellites." + satellite.name;
      naming(path, [&] { orbits.push_back(maker.make(path, *satellite.config->orbit.numerical)); });
    }
  }
  return orbits;
}

void World::set_integrated(
    const std::vector<std::shared_ptr<const orbit::NumericalTrajectory>>& trajectories) {
  auto next = trajectories.begin();
  for (auto& satellite : satellites) {
    if (satellite.config->orbit.numerical && !satellite.config->propulsion) {
      satellite.trajectory = satellite.integrated = *next++;
    }
  }
}

void World::fly_with_burns(MPI_Comm communicator) {
  Flights flights;
  des::all_or_none(communicator, [&] {
    const Span span = span_of(scenario, epoch);
    orbit::NumericalOrbitMaker maker(epoch, *earth, *bodies, span.begin, span.end);
    for (const auto& satellite : satellites) {
      if (satellite.config->propulsion) {
        const std::string path = "satellites." + satellite.name;
        naming(path, [&] {
          flights.orbits.push_back(maker.make(path, *satellite.config->orbit.numerical));
        });
        const auto seed = static_cast<std::uint64_t>(scenario.seed);
        flights.setups.push_back(flight_setup(
            satellite.name, *satellite.config,
            spacecraft::outages_of(spacecraft::FaultTarget::propulsion, satellite.config->faults,
                                   {satellite.name, seed, epoch}, end)));
      }
    }
  });
  const auto flown = fly(flights, epoch, *earth, *bodies, end, communicator);
  std::size_t next = 0;
  for (auto& satellite : satellites) {
    if (satellite.config->propulsion) {
      satellite.trajectory = satellite.integrated = flown.trajectories[next];
      satellite.flight = flown.records[next++];
      notes.insert(notes.end(), satellite.flight->notes.begin(), satellite.flight->notes.end());
    }
  }
}

void World::add_station(const std::string& name, const ground::StationConfig& config) {
  const std::string path = "stations." + name;
  naming(path, [&] {
    const auto service = service_window(config.in_service, epoch, end);
    if (service.begin == service.end) {
      notes.push_back(path + " is not in service during the run");
      return;
    }
    stations.push_back({name, &config, service});
  });
}

const access::Area& World::area(const std::string& name) const {
  const auto found = std::find_if(areas.begin(), areas.end(), [&name](const NamedArea& candidate) {
    return candidate.name == name;
  });
  require(found != areas.end(), "an area is not in the world");
  return found->area;
}

} // namespace urker::run

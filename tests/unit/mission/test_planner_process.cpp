#include "access/strip.hpp"
#include "mission/planner_process.hpp"
#include "spacecraft/scene.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "support/circular_orbit.hpp"
#include "support/outlooks.hpp"
#include "support/process_bench.hpp"

using namespace urker;
using namespace urker::mission;
using protocol::kind_of;
using protocol::Message;
using test::ProcessBench;

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr double kDegree = unit::deg.scale;
constexpr des::ProcessId kPlanner = 1;
constexpr des::ProcessId kOwnStation = 10;
constexpr des::ProcessId kGuestStation = 11;
const Time kEnd = kStart + hours(48);

const Epoch& epoch() {
  static const Epoch start(CalendarTime{2026, 8, 22, 0, 0, 0.0});
  return start;
}

std::shared_ptr<const orbit::Earth> earth() {
  static const auto instance =
      std::make_shared<orbit::Earth>(epoch(), kStart, kEnd, orbit::EarthOrientationModel::gmst);
  return instance;
}

std::shared_ptr<const access::CellGrid> grid() {
  static const auto instance = std::make_shared<access::CellGrid>(20e3);
  return instance;
}

access::Area box(double south_deg, double west_deg, double north_deg, double east_deg) {
  const auto corner = [](double latitude, double longitude) {
    return orbit::Geodetic{latitude * kDegree, longitude * kDegree, 0.0};
  };
  return access::make_area({corner(south_deg, west_deg), corner(south_deg, east_deg),
                            corner(north_deg, east_deg), corner(north_deg, west_deg)},
                           *grid());
}

const orbit::Geodetic kAnkara{39.9 * kDegree, 32.8 * kDegree, 900.0};
const orbit::Geodetic kBaku{40.5 * kDegree, 49.5 * kDegree, 400.0};

/// Satellites of "tr" in planes with descending nodes in the forenoon.
PlannedSatellite make_satellite(std::uint32_t index) {
  PlannedSatellite result;
  result.index = index;
  result.name = "satellite_" + std::to_string(index);
  result.trajectory = std::make_shared<test::CircularOrbit>(
      650e3, 98.0 * kDegree, (300.0 + 8.0 * index) * kDegree, 1.0 + index);
  result.service = {kStart, kEnd, true, true};
  result.imager.swath_m = 60e3;
  result.imager.reference_altitude_m = 650e3;
  result.imager.channels["pan"] = {.gsd_m = 2.0, .bands = 1, .bit_depth = 10};
  result.imager.greatest_off_nadir_rad = 30.0 * kDegree;
  result.imager.least_sun_elevation_rad = 10.0 * kDegree;
  result.storage_bits = 400e9;
  result.kept = 0.5;
  result.downlink_bits = [](const protocol::Pass& pass, Time begin) {
    return 300e6 * to_seconds(pass.los - begin);
  };
  return result;
}

const PlannedSatellite& satellite(std::uint32_t index) {
  static const std::vector<PlannedSatellite> all{make_satellite(0), make_satellite(1),
                                                 make_satellite(2), make_satellite(3)};
  return all[index];
}

const access::ContactPlan& contacts() {
  static const access::ContactPlan plan = [] {
    access::ContactPlan result;
    for (std::uint32_t index = 0; index < 4; ++index) {
      for (std::uint32_t station = 0; station < 2; ++station) {
        for (auto contact : access::find_station_contacts(
                 *satellite(index).trajectory, *earth(),
                 {station == 0 ? kAnkara : kBaku, 5.0 * kDegree}, kStart, kEnd)) {
          contact.satellite = index;
          contact.station = station;
          result.contacts.push_back(contact);
        }
      }
    }
    return result;
  }();
  return plan;
}

/// All that the satellites may image.
std::vector<CampaignChance> chances_of(const PlannerSetup& setup) {
  std::vector<CampaignChance> chances;
  for (const auto& satellite : setup.satellites) {
    const access::Track track(*satellite.trajectory, *earth(), kStart, kEnd);
    for (const auto& [name, campaign] : setup.campaigns) {
      const auto limits = view_limits(campaign.config, satellite.imager);
      const Coverage coverage(name, campaign.config, campaign.area, *grid());
      ChanceWindows windows({campaign.area.cap_centre, campaign.area.cap_radius_rad,
                             limits.greatest_off_nadir_rad, limits.least_sun_elevation_rad},
                            satellite.service);
      for (const auto& window : windows.advance(track)) {
        chances.push_back(
            {satellite.index, name,
             find_chance(*satellite.trajectory, *earth(), window, coverage.centres(), limits)});
      }
    }
  }
  return chances;
}

PlannerSetup planner() {
  PlannerSetup setup;
  setup.name = "tr_operations";
  setup.config.owner = "tr";
  setup.end = kEnd;
  setup.earth = earth();
  setup.grid = grid();
  AgreementConfig sharing;
  sharing.parties = {"az", "tr"};
  sharing.from = {2020, 1, 1, 0, 0, 0.0};
  sharing.shared_stations = {"absheron"};
  setup.rules = std::make_shared<SharingRules>(
      std::map<std::string, AgreementConfig>{{"joint", sharing}}, epoch());
  setup.satellites = {satellite(0), satellite(1), satellite(2), satellite(3)};
  setup.stations = {{0, {{kOwnStation, kAnkara}, "ankara", "tr"}},
                    {1, {{kGuestStation, kBaku}, "absheron", "az"}}};
  CampaignConfig corridor;
  corridor.requester = "az";
  corridor.area = "caucasus";
  corridor.priority = 5;
  setup.campaigns["corridor"] = {corridor, box(39.0, 44.0, 42.0, 50.0)};
  CampaignConfig desert;
  desert.requester = "tm";
  desert.area = "karakum";
  desert.greatest_off_nadir_rad = 20.0 * kDegree;
  setup.campaigns["desert"] = {desert, box(37.0, 56.0, 40.0, 62.0)};
  return setup;
}

const std::vector<CampaignChance>& chances() {
  static const std::vector<CampaignChance> all = chances_of(planner());
  return all;
}

/// The planner with stations that grant everything, and the tasks as the satellites know them.
struct Rehearsal {
  explicit Rehearsal(PlannerSetup setup, Duration horizon = kEnd - kStart)
      : process(std::move(setup)), bench(process, kPlanner) {
    put_contacts(horizon);
    put(kStart + seconds(1), Message::request, protocol::ImagingRequest{"corridor", kStart});
    put(kStart + seconds(2), Message::request, protocol::ImagingRequest{"desert", kStart});
  }

  void put_contacts(Duration horizon) {
    const Duration lead = needed_outlook(planner().config);
    inputs.push_back(
        [=](ProcessBench& b) { test::put_outlooks(b, contacts(), horizon, lead, kEnd); });
    inputs.back()(bench);
    Time told_until = kStart;
    for (Time mark = kStart; mark < kEnd; mark += horizon) {
      const Time from = std::exchange(told_until, mark + horizon + lead);
      std::vector<CampaignChance> told;
      std::copy_if(chances().begin(), chances().end(), std::back_inserter(told),
                   [&](const auto& known) {
                     const Time end = known.chance.window.end;
                     return from < end && end <= told_until;
                   });
      inputs.push_back([=](ProcessBench& b) { b.put(mark, kind_of(Message::chances), told); });
      inputs.back()(bench);
    }
  }

  template <class M>
  void put(Time at, Message kind, const M& message, des::ProcessId sender = 0) {
    inputs.push_back([=](ProcessBench& b) { b.put(at, kind_of(kind), message, sender); });
    inputs.back()(bench);
  }

  /// Runs to `end`; stations and satellites react within half a minute.
  void run(Time end) {
    for (Time t = now; t <= end; t += seconds(30)) {
      bench.run(t);
      for (; seen < bench.sent.size(); ++seen) {
        react(bench.sent[seen], t);
      }
    }
    now = end;
  }

  void react(const test::Sent& sent, Time t) {
    if (sent.kind == kind_of(Message::booking_request)) {
      const auto request = unpack<protocol::BookingRequest>(sent.payload);
      CHECK(request.planner == kPlanner);
      for (const auto& pass : request.passes) {
        CHECK(pass.aos > t);
        CHECK(asked.insert({pass.satellite, pass.aos}).second);
      }
      put(t + seconds(30), Message::booking_reply, protocol::BookingReply{request.passes, {}},
          sent.receiver);
    } else if (sent.kind == kind_of(Message::plan_for_uplink)) {
      const auto message = unpack<protocol::PlanForUplink>(sent.payload);
      CHECK(sent.arrival <= message.pass.aos);
      CHECK(asked.count({message.pass.satellite, message.pass.aos}) == 1);
      plans.push_back(message);
      auto& tasks = schedule[message.plan.satellite];
      std::erase_if(tasks, [&](const auto& task) { return task.begin >= message.plan.valid_from; });
      tasks.insert(tasks.end(), message.plan.tasks.begin(), message.plan.tasks.end());
    }
  }

  PlannerProcess process;
  ProcessBench bench;
  std::vector<std::function<void(ProcessBench&)>> inputs;
  Time now = kStart;
  std::size_t seen = 0;
  std::set<std::pair<std::uint32_t, Time>> asked;
  std::vector<protocol::PlanForUplink> plans;
  std::map<std::uint32_t, std::vector<protocol::ImagingTask>> schedule;
};

} // namespace

TEST_CASE("plans hold only what a satellite can know and do in time") {
  Rehearsal rehearsal(planner());
  rehearsal.run(kEnd);
  REQUIRE(rehearsal.plans.size() >= 4);
  std::size_t tasks = 0;
  for (const auto& [pass, plan] : rehearsal.plans) {
    CHECK(plan.valid_from == pass.aos + seconds(60));
    for (const auto& task : plan.tasks) {
      CHECK(task.begin >= plan.valid_from);
      CHECK(task.end <= kEnd);
      CHECK(task.begin < task.end);
      CHECK(task.requested == kStart);
      ++tasks;
    }
    REQUIRE_FALSE(plan.passes.empty());
    CHECK(plan.passes.front().aos == pass.aos);
  }
  CHECK(tasks > 10);
  for (const auto& [satellite, schedule] : rehearsal.schedule) {
    for (std::size_t i = 1; i < schedule.size(); ++i) {
      const Duration turn = spacecraft::manoeuvre_time(
          spacecraft::AgilityConfig{}, schedule[i - 1].roll_rad, schedule[i].roll_rad);
      CHECK(schedule[i - 1].end + turn <= schedule[i].begin);
    }
  }
}

TEST_CASE("every cell of a task is in its swath, in daylight and not too far aside") {
  Rehearsal rehearsal(planner());
  rehearsal.run(kEnd);
  const PlannerSetup setup = planner();
  std::size_t cells = 0;
  for (const auto& [index, schedule] : rehearsal.schedule) {
    const auto& imager = setup.satellites[index].imager;
    for (const auto& task : schedule) {
      const auto& config = setup.campaigns.at(task.campaign).config;
      for (const auto cell : task.cells) {
        const auto crossing = access::find_crossing(*setup.satellites[index].trajectory, *earth(),
                                                    grid()->centre(cell), task.begin, task.end);
        REQUIRE(crossing);
        CHECK(std::abs(crossing->roll_rad - task.roll_rad) <= spacecraft::half_width_rad(imager));
        CHECK(std::abs(crossing->roll_rad) <= config.greatest_off_nadir_rad + 1e-9);
        CHECK(crossing->sun_elevation_rad >= config.least_sun_elevation_rad - 1e-9);
        ++cells;
      }
      CHECK(std::abs(task.roll_rad) <= imager.greatest_off_nadir_rad);
    }
  }
  CHECK(cells > 100);
}

TEST_CASE("no cell is tasked twice while its report is awaited") {
  Rehearsal rehearsal(planner());
  rehearsal.run(kEnd);
  std::map<std::pair<std::string, std::int64_t>, Time> tasked;
  for (const auto& [satellite, schedule] : rehearsal.schedule) {
    for (const auto& task : schedule) {
      for (const auto cell : task.cells) {
        const auto [first, is_new] = tasked.try_emplace({task.campaign, cell}, task.end);
        const Duration apart = std::chrono::abs(task.end - first->second);
        CHECK((is_new || apart >= hours(12)));
      }
    }
  }
}

TEST_CASE("clear cells are done, cloudy ones are tasked again") {
  Rehearsal rehearsal(planner());
  rehearsal.run(kStart + hours(11));
  // Everything that was imaged by 11 h is reported; cells with odd numbers were clear.
  std::set<std::int64_t> clear;
  std::size_t cloudy = 0;
  for (const auto& [satellite, schedule] : rehearsal.schedule) {
    for (const auto& task : schedule) {
      if (task.end >= rehearsal.now) {
        continue;
      }
      for (const auto cell : task.cells) {
        protocol::SceneReport report;
        report.campaign = task.campaign;
        report.cells = {cell};
        report.imaged = task.end;
        report.cloud_fraction = cell % 2 == 1 ? 0.0 : 1.0;
        cloudy += report.cloud_fraction > 0.0 ? 1 : 0;
        if (cell % 2 == 1) {
          clear.insert(cell);
        }
        rehearsal.put(rehearsal.now, Message::scene_report, report);
      }
    }
  }
  REQUIRE(clear.size() > 20);
  REQUIRE(cloudy > 20);
  const std::size_t before = rehearsal.plans.size();
  rehearsal.run(kEnd);
  std::size_t repeated = 0;
  for (std::size_t i = before; i < rehearsal.plans.size(); ++i) {
    for (const auto& task : rehearsal.plans[i].plan.tasks) {
      for (const auto cell : task.cells) {
        CHECK(clear.count(cell) == 0);
        repeated += cell % 2 == 0 ? 1 : 0;
      }
    }
  }
  CHECK(repeated > 0);
  rehearsal.bench.finish();
  CHECK(rehearsal.bench.log.metric("cells_satisfied") == static_cast<double>(clear.size()));
  const auto rows = rehearsal.bench.log.of("coverage");
  CHECK(rows.size() == planner().campaigns["corridor"].area.cells.size() +
                           planner().campaigns["desert"].area.cells.size());
}

TEST_CASE("without access to a station no pass is asked for there") {
  PlannerSetup setup = planner();
  setup.rules = std::make_shared<SharingRules>(std::map<std::string, AgreementConfig>{}, epoch());
  Rehearsal rehearsal(std::move(setup));
  rehearsal.run(kEnd);
  for (const auto& sent : rehearsal.bench.sent_of(kind_of(Message::booking_request))) {
    CHECK(sent.receiver == kOwnStation);
  }
}

TEST_CASE("all stations are told after each planning when the next one can be") {
  Rehearsal rehearsal(planner());
  rehearsal.run(kEnd);
  const auto over = rehearsal.bench.sent_of(kind_of(Message::planning_over));
  const auto& planning = planner().config.planning;
  std::map<des::ProcessId, std::vector<Time>> told; // by station
  for (const auto& sent : over) {
    const auto message = unpack<protocol::PlanningOver>(sent.payload);
    CHECK(message.satellites.size() == planner().satellites.size());
    CHECK((message.next == kNever ||
           message.next == sent.sent_at + ceil_seconds(planning.interval_s)));
    told[sent.receiver].push_back(sent.arrival);
  }
  CHECK(told.size() == planner().stations.size());
  // By the same fibre, behind the plans: what a station gets until then is all of them.
  for (const auto& plan : rehearsal.bench.sent_of(kind_of(Message::plan_for_uplink))) {
    const auto& arrivals = told.at(plan.receiver);
    CHECK(std::any_of(arrivals.begin(), arrivals.end(), [&](Time t) {
      return t >= plan.arrival && t < plan.arrival + std::chrono::seconds(10);
    }));
  }
}

TEST_CASE("a satellite without granted passes gets no plan") {
  PlannerProcess process(planner());
  ProcessBench bench(process, kPlanner);
  test::put_outlook(bench, contacts());
  bench.put(kStart + seconds(1), kind_of(Message::request),
            protocol::ImagingRequest{"corridor", kStart});
  bench.run(kEnd);
  CHECK(bench.sent_of(kind_of(Message::plan_for_uplink)).empty());
  CHECK(bench.promises.at(kOwnStation) == kNever);
}

TEST_CASE("the believed memory is never planned beyond its capacity") {
  PlannerSetup setup = planner();
  for (auto& planned : setup.satellites) {
    planned.storage_bits = 20e9;
  }
  Rehearsal rehearsal(std::move(setup));
  rehearsal.run(kStart + hours(2)); // the first plan only
  REQUIRE_FALSE(rehearsal.schedule.empty());
  for (const auto& [index, schedule] : rehearsal.schedule) {
    const auto& known = std::find_if(rehearsal.plans.begin(), rehearsal.plans.end(),
                                     [i = index](const auto& p) { return p.plan.satellite == i; });
    double stored = 0.0;
    Time last = kStart;
    for (const auto& task : schedule) {
      for (const auto& pass : known->plan.passes) {
        if (pass.los > last && pass.los <= task.begin) {
          stored = std::max(0.0, stored - 300e6 * to_seconds(pass.los - pass.aos));
        }
      }
      last = task.begin;
      // From 650 km, 7 km/s: no more than 60 km / 2 m x 3500 lines/s x 10 bit, half of it kept.
      stored += 0.5 * to_seconds(task.end - task.begin) * 30000.0 * 3500.0 * 10.0 * 0.7;
      CHECK(stored <= 20e9);
    }
  }
}

TEST_CASE("a planner goes on from what it has saved") {
  const auto small = [] { // memories fill up
    PlannerSetup setup = planner();
    for (auto& planned : setup.satellites) {
      planned.storage_bits = 20e9;
      planned.downlink_bits = [](const protocol::Pass& pass, Time begin) {
        return 10e6 * to_seconds(pass.los - begin);
      };
    }
    return setup;
  };
  Rehearsal rehearsal(small(), hours(6));
  rehearsal.run(kStart + hours(11));
  for (const auto& [satellite, schedule] : rehearsal.schedule) {
    for (const auto& task : schedule) {
      for (const auto cell : task.cells) {
        protocol::SceneReport report;
        report.campaign = task.campaign;
        report.cells = {cell};
        report.imaged = task.end;
        report.cloud_fraction = cell % 2 == 1 ? 0.0 : 0.9;
        if (cell % 3 > 0 && task.end < rehearsal.now) { // some are never reported
          rehearsal.put(rehearsal.now, Message::scene_report, report);
        }
      }
    }
  }
  rehearsal.run(kEnd);
  REQUIRE(rehearsal.plans.size() > 8);
  const auto make = [&small] { return std::make_unique<PlannerProcess>(small()); };
  const auto prepare = [&rehearsal](ProcessBench& bench) {
    for (const auto& input : rehearsal.inputs) {
      input(bench);
    }
  };
  CHECK(test::require_restartable(make, prepare, kEnd) > 60);
}

TEST_CASE("a planner plans the same whether it is told of all at once or as it needs them") {
  const auto told = [](Duration horizon) {
    Rehearsal rehearsal(planner(), horizon);
    rehearsal.run(kEnd);
    rehearsal.bench.finish();
    CHECK(rehearsal.plans.size() > 8);
    return rehearsal.bench.told();
  };
  const auto at_once = told(kEnd - kStart);
  CHECK((told(hours(6)) == at_once));
  CHECK((told(minutes(47)) == at_once));
}

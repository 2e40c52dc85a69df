#include "run/cast.hpp"
#include "run/channels.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>

#include "demo.hpp"

using namespace urker;
using namespace urker::run;

TEST_CASE("Processes are numbered in the bytewise order of their names") {
  const auto scenario = demo();
  const World world(scenario);
  const Cast cast(world);
  const auto& names = cast.names();
  CHECK(names.size() == 2 + 2 + 8 + 9 + 11);
  CHECK(std::is_sorted(names.begin(), names.end()));
  CHECK(names[cast.satellite(0)] == "satellites.azerspace_1");
  CHECK(names[cast.station(0).process] == "stations.absheron");
  CHECK(names[cast.operations()[1].partner.process] == "operations.tr_operations");
}

TEST_CASE("A process's number tells what it is") {
  const auto scenario = demo();
  const World world(scenario);
  const Cast cast(world);
  std::map<Stage, int> count;
  for (des::ProcessId id = 0; id < cast.names().size(); ++id) {
    const auto [stage, index] = cast.role(id);
    ++count[stage];
    switch (stage) {
    case Stage::satellites:
      CHECK(cast.names()[id] == "satellites." + world.satellites[index].name);
      break;
    case Stage::stations:
      CHECK(cast.names()[id] == "stations." + world.stations[index].name);
      break;
    case Stage::processing:
      CHECK(cast.names()[id] == "processing." + cast.processing()[index].key);
      break;
    case Stage::readers:
      CHECK(cast.names()[id] == "readers." + cast.readers()[index].key);
      break;
    case Stage::planning:
      CHECK(cast.names()[id] == "operations." + cast.operations()[index].key);
      break;
    }
  }
  CHECK(count == std::map<Stage, int>{{Stage::satellites, 9},
                                      {Stage::stations, 11},
                                      {Stage::processing, 2},
                                      {Stage::readers, 8},
                                      {Stage::planning, 2}});
}

TEST_CASE("An imager belongs to its owner's centres and to the stations of its band") {
  const auto scenario = demo();
  const World world(scenario);
  const Cast cast(world);
  REQUIRE(cast.imagers().size() == 6);
  for (const auto& imager : cast.imagers()) {
    const auto& owner = world.satellites[imager.satellite].config->owner;
    CHECK(imager.operations.key == owner + "_operations");
    CHECK(imager.processing.key == owner + "_processing");
    for (const auto station : imager.stations) {
      CHECK(world.stations[station].name != "akkol"); // Ku band only
    }
    CHECK(imager.stations.size() == 8);
  }
}

TEST_CASE("An imager that nobody operates is left out with the reason") {
  const auto scenario =
      demo({"operations.kz_operations.owner=az", "satellites.imece.radio.frequency=2.2 GHz"});
  const World world(scenario);
  const Cast cast(world);
  CHECK(cast.imagers().size() == 2);
  REQUIRE(cast.notes().size() == 4);
  CHECK(cast.notes()[0] == "satellites.imece takes no images: no station receives what it sends");
  CHECK(cast.notes()[1] ==
        "satellites.kazeosat_1 takes no images: its owner has no operations centre");
}

TEST_CASE("Channels: radio follows the contacts both ways, fibre is always open") {
  const auto scenario = demo();
  const World world(scenario);
  const Cast cast(world);
  const auto& imager = cast.imagers().front();
  access::StationContact contact;
  contact.satellite = imager.satellite;
  contact.station = imager.stations.front();
  contact.window = {kStart + std::chrono::hours(1), kStart + std::chrono::hours(2)};
  contact.least_range_m = 299792458.0 * 2e-3;
  const auto channels =
      make_channels(world, cast, {{contact}, {}}, [](des::ProcessId) { return true; });

  const auto find = [&](des::ProcessId from, des::ProcessId to) {
    return std::find_if(channels.begin(), channels.end(),
                        [&](const auto& c) { return c.from == from && c.to == to; });
  };
  const auto station = cast.station(imager.stations.front()).process;
  for (const auto& [from, to] : {std::pair(imager.process, station), {station, imager.process}}) {
    const auto channel = find(from, to);
    REQUIRE(channel != channels.end());
    REQUIRE(channel->windows.size() == 1);
    CHECK(channel->windows[0].open == contact.window.begin);
    CHECK(channel->windows[0].close == contact.window.end);
    CHECK(channel->windows[0].least_delay == std::chrono::milliseconds(2));
  }
  const auto closed = find(imager.process, cast.station(imager.stations.back()).process);
  REQUIRE(closed != channels.end());
  CHECK(closed->earliest_arrival(kStart) == kNever);
  const auto fibre = find(cast.readers()[0].partner.process, cast.operations()[0].partner.process);
  REQUIRE(fibre != channels.end());
  CHECK(fibre->windows[0].open == kStart);
  CHECK(fibre->windows[0].close == kNever);
  CHECK(fibre->windows[0].least_delay > std::chrono::milliseconds(2));

  const auto own =
      make_channels(world, cast, {{contact}, {}}, [station](auto id) { return id == station; });
  CHECK(own.size() < channels.size());
  for (const auto& channel : own) {
    CHECK(channel.from == station);
    CHECK(channel.windows.size() == find(station, channel.to)->windows.size());
  }
  CHECK(own.size() == static_cast<std::size_t>(
                          std::count_if(channels.begin(), channels.end(),
                                        [station](const auto& c) { return c.from == station; })));
}

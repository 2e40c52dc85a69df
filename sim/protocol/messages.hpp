#pragma once

#include "protocol/product.hpp"
#include "time/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace urker::protocol {

/// What processes say to each other. The kind is part of the total order of events: at one
/// instant and receiver, lower kinds come first. Kinds below 100 are messages; a process numbers
/// its own scheduled events from 100.
enum class Message : std::uint32_t {
  outlook = 0,         ///< the run -> satellite, station, planner: access::ContactPlan
  request = 1,         ///< reader -> planner: ImagingRequest
  booking_request = 2, ///< planner -> station: BookingRequest
  booking_reply = 3,   ///< station -> planner: BookingReply
  plan_for_uplink = 4, ///< planner -> station: PlanForUplink
  plan = 5,            ///< station -> satellite: SatellitePlan
  segment = 6,         ///< satellite -> station or satellite, station -> processing centre: Segment
  scene_report = 7,    ///< processing centre -> planner: SceneReport
  delivery = 8,        ///< processing centre -> reader: Delivery
  chances = 9,         ///< the run -> planner: std::vector<mission::CampaignChance>
  planning_over = 10,  ///< planner -> station: PlanningOver
  relay_offer = 11,    ///< satellite -> satellite: RelayOffer
};

constexpr std::uint32_t kind_of(Message message) {
  return static_cast<std::uint32_t>(message);
}

// Outlook: windows that concern the receiver, whole, in the order of their keys. They begin at or
// after the instant of the message, and after those of the messages before. A process learns of
// what begins at an instant as long before as it needs (`needed_outlook` of its configuration).
// Likewise chances, but as long before they end.

/// An organisation asks an operator for images of an area.
struct ImagingRequest {
  std::string campaign;
  Time requested = kNotYet;
  template <class Packer>
  void pack(Packer& p) {
    p(campaign, requested);
  }
};

/// A pass that is wanted at, or granted by, a station: [aos, los] of one contact.
struct Pass {
  std::uint32_t satellite = 0;
  std::uint32_t station = 0;
  Time aos = kStart;
  Time los = kStart;
  LinkMedium medium = LinkMedium::radio;
  bool continued = false; ///< of a crosslink that was open before
  template <class Packer>
  void pack(Packer& p) {
    p(satellite, station, aos, los, medium, continued);
  }
};

struct BookingRequest {
  std::uint32_t planner = 0; ///< process id to answer to
  std::string organisation;  ///< who asks
  std::vector<Pass> passes;
  template <class Packer>
  void pack(Packer& p) {
    p(planner, organisation, passes);
  }
};

struct BookingReply {
  std::vector<Pass> granted;
  std::vector<Pass> refused;
  template <class Packer>
  void pack(Packer& p) {
    p(granted, refused);
  }
};

/// One strip to image: fixed roll, from `begin` to `end`, cut into scenes along the track.
struct ImagingTask {
  std::int64_t number = 0; ///< unique per satellite
  std::string campaign;
  std::string area;
  std::string requester;
  std::int64_t priority = 0;
  Time requested = kNotYet;
  Time tasked = kNotYet;
  Time begin = kStart;
  Time end = kStart;
  double roll_rad = 0.0;
  std::vector<std::int64_t> cells; ///< that the planner wants from the strip
  template <class Packer>
  void pack(Packer& p) {
    p(number, campaign, area, requester, priority, requested, tasked, begin, end, roll_rad, cells);
  }
};

/// A learned model that goes up.
struct ModelUpload {
  std::string stage; ///< that uses it from then on
  std::string model;
  std::int64_t bits = 0;
  template <class Packer>
  void pack(Packer& p) {
    p(stage, model, bits);
  }
};

/// What a satellite is told: it does only what it has received. A plan replaces the tasks and
/// passes of earlier plans that begin after `valid_from`.
struct SatellitePlan {
  std::uint32_t satellite = 0;
  std::int64_t number = 0;
  Time valid_from = kStart;
  std::vector<ImagingTask> tasks;
  std::vector<Pass> passes;
  std::vector<ModelUpload> models{}; ///< that go up with it
  template <class Packer>
  void pack(Packer& p) {
    p(satellite, number, valid_from, tasks, passes, models);
  }
};

struct PlanForUplink {
  Pass pass; ///< the booked pass in which to send it
  SatellitePlan plan;
  template <class Packer>
  void pack(Packer& p) {
    p(pass, plan);
  }
};

/// After a cycle's plans, on their way: so that a station may tell how long it has nothing to say.
struct PlanningOver {
  std::vector<std::uint32_t> satellites; ///< all of the planner
  Time next = kNever;                    ///< no plan for them leaves the planner before
  template <class Packer>
  void pack(Packer& p) {
    p(satellites, next);
  }
};

/// A run of bits of one product, sent in one piece.
struct Segment {
  Product product;
  std::int64_t first_bit = 0;
  std::int64_t bits = 0;
  std::uint32_t station = 0; ///< where it came down
  LinkMedium medium = LinkMedium::radio;
  std::optional<std::uint32_t> relayed_by{}; ///< index of the satellite that sent it; none: its own
  template <class Packer>
  void pack(Packer& p) {
    p(product, first_bit, bits, station, medium, relayed_by);
  }
};

/// A time in which a path to the ground is believed to carry data.
struct Opening {
  Time begin = kStart;
  Time end = kStart;
  std::int64_t rate_bit_s = 0;
  template <class Packer>
  void pack(Packer& p) {
    p(begin, end, rate_bit_s);
  }
};

/// What a satellite tells those who may pass on reports over it: when it expects to send to the
/// ground, over all of its paths. Replaces what it told before.
struct RelayOffer {
  std::uint32_t satellite = 0;
  std::vector<Opening> openings; ///< by begin
  template <class Packer>
  void pack(Packer& p) {
    p(satellite, openings);
  }
};

/// What a processing centre tells the satellite's planner about a scene.
struct SceneReport {
  std::uint32_t satellite = 0;
  std::string area;
  std::string campaign;
  std::vector<std::int64_t> cells;
  Time imaged = kNotYet;       ///< end of the scene
  double cloud_fraction = 0.0; ///< as measured on the ground
  template <class Packer>
  void pack(Packer& p) {
    p(satellite, area, campaign, cells, imaged, cloud_fraction);
  }
};

struct Delivery {
  Product product;
  std::string agreement;   ///< under which; empty: own product
  Time released = kNotYet; ///< earliest release that the agreement allows
  template <class Packer>
  void pack(Packer& p) {
    p(product, agreement, released);
  }
};

} // namespace urker::protocol

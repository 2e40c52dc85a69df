#pragma once

#include "access/contact_plan.hpp"
#include "des/process.hpp"
#include "ground/booking.hpp"
#include "ground/light_time.hpp"
#include "ground/partner.hpp"
#include "ground/pass_row.hpp"
#include "ground/station_config.hpp"
#include "network/fibre.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace urker::ground {

/// What a station knows of a satellite with imager.
struct StationSatellite {
  des::ProcessId process = 0;
  std::string name;
  double uplink_rate_bit_s = 64e3;              ///< the lower of both ends
  Partner centre;                               ///< processing centre of the satellite's owner
  RangeFunction range_m;                        ///< from the station
  std::vector<access::StationContact> contacts; ///< over this station, by AOS
};

struct StationSetup {
  std::string name;        ///< key in the scenario
  std::uint32_t index = 0; ///< in the scenario's bytewise order of stations
  StationConfig config;
  network::FibreConfig fibre;
  std::map<std::uint32_t, StationSatellite> satellites; ///< by index
  std::vector<Partner> planners;                        ///< that may ask for passes
  /// Standing of a guest organisation at an instant; nothing: no access.
  std::function<std::optional<std::int64_t>(const std::string& organisation, Time)> guest_priority;
};

/// A ground station. It grants passes on its antennas in batches, sends each waiting plan up at the
/// start of its pass, and forwards what comes down by fibre, piece by piece as it arrives. A plan
/// for a pass that was not granted is an internal error; one that comes after the time of its
/// uplink, or is too long for its pass, stays on the ground.
class StationProcess final : public des::PackedProcess<StationProcess> {
 public:
  explicit StationProcess(StationSetup setup);
  void start(des::Context& context) override;
  void handle(const des::Event& event, des::Context& context) override;
  void undelivered(const des::Event& event, des::Context& context) override;
  void finish(des::Context& context) override;

  template <class Packer>
  void pack(Packer& p) {
    p(fibre_, calendar_, batch_, watches_, plans_, passes_, plans_sent_, plans_not_sent_);
  }

 private:
  /// One contact of one satellite, as its own events name it.
  struct ContactRef {
    std::uint32_t satellite = 0;
    std::uint64_t contact = 0;
    template <class Packer>
    void pack(Packer& p) {
      p(satellite, contact);
    }
  };
  /// What may still happen in the contacts of one satellite: the ground of the promises.
  struct Watch {
    std::vector<char> uplink_over;  ///< by contact
    std::vector<char> receipt_over; ///< by contact
    std::size_t uplink = 0;         ///< first contact whose uplink is not over
    std::size_t receipt = 0;        ///< first contact whose receipt is not over
    template <class Packer>
    void pack(Packer& p) {
      p(uplink_over, receipt_over, uplink, receipt);
    }
  };
  struct Batch {
    Time decision = kNever;
    std::vector<protocol::BookingRequest> requests;
    template <class Packer>
    void pack(Packer& p) {
      p(decision, requests);
    }
  };
  using PassKey = std::pair<std::uint32_t, Time>; ///< satellite, AOS

  void on_booking_request(const des::Event& event, des::Context& context);
  void on_decision(des::Context& context);
  void on_plan(const des::Event& event, des::Context& context);
  void on_segment(const des::Event& event, des::Context& context);
  void on_booking_closes(const ContactRef& ref, des::Context& context);
  void on_uplink(const ContactRef& ref, des::Context& context);

  [[nodiscard]] Decision judge(const std::string& organisation, const protocol::Pass& pass,
                               Time now) const;
  [[nodiscard]] const access::StationContact* contact_of(const protocol::Pass& pass) const;
  [[nodiscard]] const access::StationContact& contact_of(const ContactRef& ref) const;
  void record(const Decision& decision, Time now);
  void await_closing(const ContactRef& ref, des::Context& context) const;
  void end_contact(const ContactRef& ref, bool uplink, bool receipt);
  void renew_promises(des::Context& context);
  void promise_receipts(des::ProcessId centre, des::Context& context) const;
  void send_by_fibre(des::ProcessId receiver, protocol::Message kind, Bytes payload,
                     des::Context& context);

  StationSetup setup_;
  Duration lock_time_;
  Duration booking_notice_;
  Duration decision_delay_;
  network::FibreSender fibre_;
  AntennaCalendar calendar_;
  Batch batch_;
  std::map<std::uint32_t, Watch> watches_;
  std::set<std::uint32_t> changed_; ///< within an event: whose promises are to be renewed
  std::map<PassKey, protocol::SatellitePlan> plans_; ///< waiting for their pass
  std::map<PassKey, PassRow> passes_;
  std::int64_t plans_sent_ = 0;
  std::int64_t plans_not_sent_ = 0; ///< late, or too long for their pass
};

} // namespace urker::ground

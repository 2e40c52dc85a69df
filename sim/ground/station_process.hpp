#pragma once

#include "des/process.hpp"
#include "ground/booking.hpp"
#include "ground/expected_passes.hpp"
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
  double uplink_rate_bit_s = 64e3;          ///< the lower of both ends
  bool unbooked = false;                    ///< reports come without booking too
  Partner centre;                           ///< processing centre of the satellite's owner
  std::map<std::uint32_t, Partner> relayed; ///< of those whose reports it passes on, by index
  RangeFunction range_m;                    ///< from the station
  LookFunction look;                        ///< likewise; needed where the antennas have a mount

  /// To which the products of a satellite go that come over this one.
  [[nodiscard]] const Partner& centre_for(std::uint32_t maker) const {
    const auto found = relayed.find(maker);
    return found == relayed.end() ? centre : found->second;
  }
  [[nodiscard]] std::vector<Partner> centres() const {
    std::vector<Partner> all{centre};
    for (const auto& [maker, its] : relayed) {
      all.push_back(its);
    }
    return all;
  }
};

struct StationSetup {
  std::string name;        ///< key in the scenario
  std::uint32_t index = 0; ///< in the scenario's bytewise order of stations
  Time end = kNever;       ///< of the run: no pass begins later
  /// An outlook tells of every pass that begins within so long of it. What lies beyond can only be
  /// promised when it has been told.
  Duration outlook_reach{0};
  StationConfig config;
  network::FibreConfig fibre;
  std::map<std::uint32_t, StationSatellite> satellites; ///< by index
  std::vector<Partner> planners;                        ///< that may ask for passes
  /// Standing of a guest organisation at an instant; nothing: no access.
  std::function<std::optional<std::int64_t>(const std::string& organisation, Time)> guest_priority;
};

/// A ground station. It grants passes on its antennas and telescopes in batches, sends each waiting
/// plan up at the start of its pass (posted as soon as it is certain), and forwards what comes down
/// by fibre, piece by piece as it arrives. A plan for a pass that was not granted is an internal
/// error; one that comes after the time of its uplink, or is too long for its pass, stays on the
/// ground. It learns of passes from outlooks, no later than when their booking closes, and reports
/// them when they are over.
class StationProcess final : public des::PackedProcess<StationProcess> {
 public:
  explicit StationProcess(StationSetup setup);
  void start(des::Context& context) override;
  void handle(const des::Event& event, des::Context& context) override;
  void undelivered(const des::Event& event, des::Context& context) override;
  void finish(des::Context& context) override;

  template <class Packer>
  void pack(Packer& p) {
    p(fibre_, calendar_, telescopes_, batch_, watches_, known_until_, plans_, passes_, totals_);
  }

 private:
  using PassKey = std::pair<std::uint32_t, Time>; ///< satellite, AOS
  struct Watch {
    ExpectedPasses passes;
    bool awaits_closing = false;  ///< an event is on its way to close a booking
    Time no_plan_before = kStart; ///< can reach the station, beside those that wait here
    template <class Packer>
    void pack(Packer& p) {
      p(passes, awaits_closing, no_plan_before);
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
  /// Over all passes that were reported.
  struct Totals {
    std::int64_t granted = 0;
    std::int64_t refused = 0;
    Duration booked{0};
    std::int64_t bits_received = 0;
    std::int64_t bits_unbooked = 0; ///< beside them, of reports
    std::int64_t plans_sent = 0;
    std::int64_t plans_not_sent = 0; ///< late, or too long for their pass
    std::int64_t models_sent = 0;
    std::int64_t models_not_sent = 0; ///< too long for their pass
    template <class Packer>
    void pack(Packer& p) {
      p(granted, refused, booked, bits_received, bits_unbooked, plans_sent, plans_not_sent,
        models_sent, models_not_sent);
    }
  };

  void on_outlook(const des::Event& event, des::Context& context);
  void on_booking_request(const des::Event& event, des::Context& context);
  void on_decision(des::Context& context);
  void on_plan(const des::Event& event, des::Context& context);
  void on_planning_over(const des::Event& event, des::Context& context);
  void on_segment(const des::Event& event, des::Context& context);
  void on_booking_closes(const PassKey& key, des::Context& context);
  void on_uplink(const PassKey& key, des::Context& context);
  void on_pass_end(const PassKey& key);
  void send_settled_plans(std::uint32_t satellite, des::Context& context);
  void send_plan(const PassKey& key, Time departure, des::Context& context);

  [[nodiscard]] const AntennaCalendar& calendar_of(const protocol::Pass& pass) const {
    return pass.medium == protocol::LinkMedium::optical ? telescopes_ : calendar_;
  }
  /// When a granted pass, by whichever medium, is served; nothing if it is not granted.
  [[nodiscard]] std::optional<Time> ready(const protocol::Pass& pass) const {
    const auto by_radio = calendar_.ready(pass);
    return by_radio ? by_radio : telescopes_.ready(pass);
  }
  [[nodiscard]] Decision judge(const std::string& organisation, const protocol::Pass& pass,
                               Time now) const;
  /// LOS of a pass that is expected and not over.
  [[nodiscard]] std::optional<Time> expected_los(const protocol::Pass& pass, Time now) const;
  void record(const Decision& decision, Time now);
  /// Emits the rows of passes that ended before an instant, and drops what is known of them.
  void report_passes(Time ended_before, RowSink& rows);
  void await_closing(std::uint32_t satellite, des::Context& context);
  /// Nothing goes up to a satellite before.
  [[nodiscard]] Time next_uplink(std::uint32_t satellite) const;
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
  AntennaCalendar telescopes_; ///< of optical passes
  Batch batch_;
  std::map<std::uint32_t, std::set<des::ProcessId>> centres_; ///< that a satellite sends to
  std::map<std::uint32_t, Watch> watches_;                    ///< of all satellites
  Time known_until_ = kStart;       ///< AOS up to which all passes are known
  std::set<std::uint32_t> changed_; ///< within an event: whose promises are to be renewed
  std::map<PassKey, protocol::SatellitePlan> plans_; ///< waiting for their pass
  std::map<PassKey, PassRow> passes_;                ///< asked for, and not reported
  Totals totals_;
};

} // namespace urker::ground

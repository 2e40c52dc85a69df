#pragma once

#include "access/area.hpp"
#include "access/cell_grid.hpp"
#include "des/process.hpp"
#include "ground/partner.hpp"
#include "mission/coverage.hpp"
#include "mission/operations_config.hpp"
#include "mission/satellite_desk.hpp"
#include "mission/sharing_rules.hpp"
#include "network/fibre.hpp"
#include "orbit/earth/earth.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace urker::mission {

/// A station that a planner may ask for passes.
struct PlannerStation {
  ground::Partner partner;
  std::string name;
  std::string owner;
};

/// A campaign in which the operator's satellites are asked to take part.
struct PlannerCampaign {
  CampaignConfig config;
  access::Area area;
};

struct PlannerSetup {
  std::string name; ///< key in the scenario
  OperationsConfig config;
  network::FibreConfig fibre;
  Time end = kNever; ///< of the run: nothing is planned beyond
  std::shared_ptr<const orbit::Earth> earth;
  std::shared_ptr<const access::CellGrid> grid;
  std::shared_ptr<const SharingRules> rules;
  std::vector<PlannedSatellite> satellites;         ///< the owner's, with an imager, by index
  std::map<std::uint32_t, PlannerStation> stations; ///< all of them, by index
  std::map<std::string, PlannerCampaign> campaigns;
};

/// An operations centre. In each cycle it asks the stations for passes of its satellites, and after
/// the booking time plans strips over the areas that it was asked for, as far as the horizon. Each
/// satellite's plan waits for its next booked pass, and holds only tasks after the satellite knows
/// them; what the satellite was told for the time before stays. Reports of scenes tell which cells
/// are done; a cell that was tasked is not tasked again until its report is due.
class PlannerProcess final : public des::PackedProcess<PlannerProcess> {
 public:
  explicit PlannerProcess(PlannerSetup setup);
  void start(des::Context& context) override;
  void handle(const des::Event& event, des::Context& context) override;
  void finish(des::Context& context) override;

  template <class Packer>
  void pack(Packer& p) {
    p(fibre_, cycle_, plans_, tasks_, strips_, passes_asked_, passes_granted_, reports_);
    for (auto& desk : desks_) {
      p(desk);
    }
    pack_campaigns(p);
  }

 private:
  /// A campaign that was asked for, and the satellite that is to take it all: empty where any may
  /// take a part.
  using CampaignKey = std::pair<std::string, std::string>;
  struct ActiveCampaign {
    Coverage coverage;
    Time requested = kNotYet;
  };

  /// A satellite that gets a plan in this cycle.
  struct Draft {
    std::size_t desk = 0;
    protocol::Pass uplink;
    Time valid_from = kStart;
  };

  void pack_campaigns(Writer& writer);
  void pack_campaigns(Reader& reader);
  /// Asks for it, of each satellite where the campaign says so.
  void activate(const std::string& name, Time requested);
  [[nodiscard]] ActiveCampaign& campaign_of(const std::string& name, const std::string& satellite);
  void on_outlook(const des::Event& event);
  void on_chances(const des::Event& event);
  void on_request(const des::Event& event);
  void on_booking(des::Context& context);
  void on_reply(const des::Event& event);
  void on_planning(des::Context& context);
  void on_report(const des::Event& event);

  [[nodiscard]] std::vector<Draft> drafts(Time now) const;
  [[nodiscard]] SatelliteOutlook outlook_of(const Draft& draft, Time now);
  [[nodiscard]] std::vector<Need> needs(Time now) const;
  [[nodiscard]] protocol::ImagingTask task_of(const PlannedStrip& planned, Time now) const;
  void send_plan(const Draft& draft, std::vector<protocol::ImagingTask> tasks,
                 des::Context& context);
  void tell_planning_over(des::Context& context);
  void retire_tasks(Time before);
  [[nodiscard]] SatelliteDesk::Access standing(const protocol::Pass& pass) const;
  /// The desk of a satellite; nullptr if another operator's.
  [[nodiscard]] SatelliteDesk* desk_of(std::uint32_t satellite);
  void promise_all(Time not_before, des::Context& context) const;
  void send_by_fibre(des::ProcessId receiver, protocol::Message kind, Bytes payload,
                     des::Context& context);

  PlannerSetup setup_;
  network::FibreSender fibre_;
  double cell_size_m_;
  std::vector<SatelliteDesk> desks_; ///< by index of the satellite
  std::map<CampaignKey, ActiveCampaign> campaigns_;
  Time cycle_ = kStart;     ///< begin of the running or next cycle
  std::int64_t plans_ = 0;  ///< sent; the number of the last one
  std::int64_t tasks_ = 0;  ///< likewise
  std::int64_t strips_ = 0; ///< tasks that have ended
  std::int64_t passes_asked_ = 0;
  std::int64_t passes_granted_ = 0;
  std::int64_t reports_ = 0;
};

} // namespace urker::mission

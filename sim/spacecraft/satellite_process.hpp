#pragma once

#include "access/contact_plan.hpp"
#include "des/process.hpp"
#include "spacecraft/attitude/attitude_control.hpp"
#include "spacecraft/attitude/momentum.hpp"
#include "spacecraft/crosslink_terminal.hpp"
#include "spacecraft/downlink.hpp"
#include "spacecraft/imaging_unit.hpp"
#include "spacecraft/power_bus.hpp"
#include "spacecraft/storage.hpp"
#include "spacecraft/storage_config.hpp"
#include "spacecraft/subsystem.hpp"
#include "spacecraft/surroundings.hpp"
#include "spacecraft/thermal/thermal_config.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compute/computer.hpp"

namespace urker::spacecraft {

/// How far ahead a satellite with a report radio knows its passes, at least; it looks no further.
constexpr Duration kReportOutlook = std::chrono::hours(6);

/// Standing orders on which scenes the satellite processes itself.
struct ProcessingRule {
  bool onboard = true;
  std::map<std::string, protocol::ProcessingPlace> campaigns; ///< first, where they say it
  std::optional<std::int64_t> onboard_from_priority;          ///< whatever `onboard` says
  [[nodiscard]] protocol::ProcessingPlace place(const protocol::Product& product) const;
};

/// All that a satellite is made of. Without imager, storage and radio it is a power budget.
struct SatelliteSetup {
  Identity identity;
  PowerConfig power;
  std::optional<ThermalConfig> thermal;
  AgilityConfig agility;
  std::optional<AttitudeConfig> attitude; ///< none: not modelled, agility tells when it has turned
  std::optional<ImagerConfig> imager;
  std::optional<StorageConfig> storage;   ///< required with an imager
  std::optional<link::RadioConfig> radio; ///< or an optical terminal, required with an imager
  std::optional<link::OpticalTerminalConfig> optical_terminal;
  std::optional<Neighbours> neighbours; ///< whose interference counts
  std::vector<StationLink> stations;
  std::optional<link::RadioConfig> report_radio; ///< sends reports over stations that listen
  std::vector<StationLink> listening;            ///< to it
  std::vector<CrosslinkSetup> crosslinks;
  std::shared_ptr<const Surroundings> surroundings;
  std::shared_ptr<const Heavens> heavens; ///< required with an attitude
  /// Pipelines: that of scenes processed on board, and what is done on board to the others. Null:
  /// raw images are sent down.
  std::unique_ptr<compute::Computer> processor;
  ProcessingRule processing;
  std::vector<std::unique_ptr<Subsystem>> subsystems;
};

/// A satellite: does what the plans that it has received tell it to, as far as energy, storage,
/// light and attitude allow, and sends down what it has recorded. Below a least state of charge it
/// goes into safe mode: non-essential loads off, the running strip broken off, no new transfer,
/// until the battery has recovered. The plan's passes and tasks are all that it knows of others. It
/// meets eclipses as they come: an outlook may tell of one as late as at its begin.
class SatelliteProcess final : public des::PackedProcess<SatelliteProcess> {
 public:
  explicit SatelliteProcess(SatelliteSetup setup);
  SatelliteProcess(const SatelliteProcess&) = delete; // its parts know each other
  SatelliteProcess& operator=(const SatelliteProcess&) = delete;

  void start(des::Context& context) override;
  void handle(const des::Event& event, des::Context& context) override;
  void undelivered(const des::Event& event, des::Context& context) override;
  void finish(des::Context& context) override;
  /// Makes the tables of satellites exist, on every rank.
  static void declare_tables(RowSink& rows);

  template <class Packer>
  void pack(Packer& p) {
    if (attitude_) {
      p(*attitude_);
    }
    p(*power_, units_, noted_bits_, storage_rows_, plans_, discarded_bits_, compressed_bits_,
      dropped_bits_, report_bits_, relayed_bits_);
    for (Alarm& alarm : alarms_) {
      p(alarm.time, alarm.event);
    }
    // Which parts there are is the setup's.
    if (momentum_) {
      p(*momentum_);
    }
    if (storage_) {
      p(*storage_);
    }
    if (imaging_) {
      p(*imaging_);
    }
    if (downlink_) {
      p(*downlink_);
    }
    if (report_link_) {
      p(*report_link_);
    }
    for (CrosslinkTerminal& terminal : crosslinks_) {
      p(terminal);
    }
    if (setup_.processor) {
      p(*setup_.processor);
    }
    p(computer_works_);
    for (const auto& subsystem : setup_.subsystems) {
      p(*subsystem);
    }
  }

 private:
  /// A part of the satellite that says when it is next due, and the event that stands for it.
  struct Alarm {
    Time time = kNever;
    std::uint64_t event = 0;
  };

  void list_radios();
  void begin(Time now, RowSink& rows);
  void on_outlook(const des::Event& event);
  void take_models(const protocol::SatellitePlan& plan, Time now, RowSink& rows);
  void on_plan(const des::Event& event, Time now, RowSink& rows);
  /// Handles what a part is due to do; false: that was a prediction that no longer holds.
  bool on_alarm(const des::Event& event, Time now, RowSink& rows);
  void on_power(Time now, RowSink& rows);
  void on_processor(Time now, RowSink& rows);
  void on_imager(Time now, RowSink& rows);
  void enter_safe_mode(Time now, RowSink& rows);
  void accept(protocol::Product product, Time now);
  void settle(const compute::Outcome& outcome, Time now, RowSink& rows);
  void take_report(const compute::Outcome& outcome, Time now, RowSink& rows);
  void take_products(Subsystem& subsystem, Time now, RowSink& rows);
  /// Puts what is not to be processed into the memory, if there is room.
  void keep_report(const protocol::Product& report, Time now, RowSink& rows);
  void keep(const protocol::Product& report, Time now, RowSink& rows);
  /// Tells of what the memory has dropped.
  void note_drops(Time now, RowSink& rows);
  /// Books what a failing radio has not sent up to now.
  void book_lost_pass(Time now);
  /// Lets the transmitters begin what they can, and sends it.
  void drive_radios(des::Context& context);
  void begin_transfer(Downlink& radio, const StoredProduct& product, Time until,
                      des::Context& context);
  /// What a transmitter sends next; null: nothing.
  [[nodiscard]] const StoredProduct* next_for(const Downlink& radio, Time now);
  [[nodiscard]] CrosslinkTerminal& terminal_to(std::uint32_t partner);
  /// What partners were told holds no longer.
  void renew_offers();
  /// Lets those know who may pass on reports over this satellite.
  void tell_partners(des::Context& context);
  void on_segment(const des::Event& event, Time now, RowSink& rows);
  void expect_links(const access::ContactPlan& outlook);
  void note_storage(std::string_view cause, Time now, RowSink& rows);
  /// Turns as the parts want it.
  void weaken_power(Time now, RowSink& rows);
  void point(Time now, RowSink& rows);
  [[nodiscard]] BusView view(Time now, RowSink& rows);
  /// What an upset does to the work of the computer, or to the memory.
  void take_strike(const Strike& strike, Time now, RowSink& rows);
  /// Makes the parts heed which units work.
  void heed_units(Time now, RowSink& rows);
  /// Load of the bus by what the satellite is doing.
  [[nodiscard]] double bus_w() const;
  void set_loads(Time now, RowSink& rows);
  /// Renews the alarms whose times have changed.
  void set_alarms(des::Context& context);
  [[nodiscard]] Readiness readiness() const;
  /// Checks the book of bits and emits it.
  void finish_bits(RowSink& rows);

  SatelliteSetup setup_;
  UnitStates units_;
  bool computer_works_ = true;                ///< as it was last told
  std::shared_ptr<AttitudeControl> attitude_; ///< the power system looks at it
  std::unique_ptr<PowerSystem> power_;
  std::optional<Momentum> momentum_;
  std::optional<Storage> storage_;
  std::optional<ImagingUnit> imaging_;
  std::optional<Downlink> downlink_;
  std::optional<Downlink> report_link_;
  std::vector<CrosslinkTerminal> crosslinks_;
  std::vector<Downlink*> radios_;         ///< those to the ground first, of them that of data
  std::vector<des::ProcessId> receivers_; ///< of all of them, ascending
  std::vector<Alarm> alarms_;             ///< of the parts, then of the subsystems
  std::int64_t noted_bits_ = 0;           ///< fill in the last storage row
  std::int64_t storage_rows_ = 0;
  std::int64_t plans_ = 0;
  std::int64_t discarded_bits_ = 0;  ///< raw
  std::int64_t compressed_bits_ = 0; ///< removed by compression
  std::int64_t dropped_bits_ = 0;    ///< by the memory's rules or at a deadline
  std::int64_t report_bits_ = 0;     ///< made by detectors and receivers
  std::int64_t relayed_bits_ = 0;    ///< taken over from other satellites
};

} // namespace urker::spacecraft

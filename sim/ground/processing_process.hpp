#pragma once

#include "des/process.hpp"
#include "ground/assembly.hpp"
#include "ground/partner.hpp"
#include "ground/processing_config.hpp"
#include "ground/release.hpp"
#include "network/fibre.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "compute/computer.hpp"

namespace urker::ground {

/// Which pipelines of the centre's computer a satellite's scenes go through.
struct SatellitePipelines {
  std::size_t after_onboard = 0; ///< of scenes that were processed on board
  std::size_t instead = 0;       ///< of the others
};

struct ProcessingSetup {
  std::string name; ///< key in the scenario
  ProcessingCentreConfig config;
  network::FibreConfig fibre;
  std::uint64_t seed = 0;
  Time end = kNever; ///< of the run: what arrives later has not been delivered
  std::map<std::string, std::vector<Partner>> readers;   ///< by organisation
  std::map<std::uint32_t, Partner> planners;             ///< by index of the satellite
  std::unique_ptr<ReleaseAuthority> agreements;          ///< on products of this centre's owner
  std::unique_ptr<compute::Computer> computer;           ///< null: none
  std::map<std::uint32_t, SatellitePipelines> pipelines; ///< by index of the satellite
  bool expects_reports = false;                          ///< from detectors or receivers on board
};

/// A processing centre. It assembles products, takes scenes through what is left of their pipeline
/// if it has a computer, works through the ones that are left in the order in which they became
/// ready, measures their cloud cover, tells the satellite's planner, and sends each at
/// once to the readers of owner and requester (who ordered it), then to those who get it under an
/// agreement. Reports of detectors go ahead of all that. It emits the product's row, as it holds
/// the last bit to the end: a product on its way to its first reader is still at the centre.
class ProcessingProcess final : public des::PackedProcess<ProcessingProcess> {
 public:
  explicit ProcessingProcess(ProcessingSetup setup);
  void start(des::Context& context) override;
  void handle(const des::Event& event, des::Context& context) override;
  void undelivered(const des::Event& event, des::Context& context) override;
  void finish(des::Context& context) override;

  template <class Packer>
  void pack(Packer& p) {
    p(*setup_.agreements, fibre_, assembly_, free_, queue_, waiting_, own_events_, held_, busy_,
      waited_, products_, bits_, alarm_, alarm_event_);
    if (setup_.computer) {
      p(*setup_.computer);
    }
  }

 private:
  /// A product in the queue of production, and when it is out of it.
  struct Job {
    protocol::ProductKey product;
    Time done;
    template <class Packer>
    void pack(Packer& p) {
      p(product, done);
    }
  };
  /// A product that goes to an organisation under an agreement when it is released.
  struct Waiting {
    protocol::ProductKey product;
    std::string receiver;
    std::string agreement;
    template <class Packer>
    void pack(Packer& p) {
      p(product, receiver, agreement);
    }
  };
  /// A whole product, until it has been delivered and nobody waits for it.
  struct Held {
    protocol::Product product;
    bool delivered = false;
    std::uint64_t waiting = 0; ///< how many releases
    template <class Packer>
    void pack(Packer& p) {
      p(product, delivered, waiting);
    }
  };

  void on_segment(const des::Event& event, des::Context& context);
  void on_computer(des::Context& context);
  void take_outcome(const compute::Outcome& outcome, des::Context& context);
  /// Thrown away by a stage, or at its deadline.
  void give_up(const compute::Outcome& outcome, protocol::Product product, des::Context& context);
  /// Whether the computer took it.
  [[nodiscard]] bool submit(const protocol::Product& product, des::Context& context);
  /// Puts a whole product into the queue of production.
  void produce(const protocol::Product& product, des::Context& context);
  void on_produced(des::Context& context);
  void set_alarm(des::Context& context);
  void on_processed(const protocol::ProductKey& key, des::Context& context);
  void on_release(des::Context& context);
  void hold(const protocol::Product& product);
  [[nodiscard]] Held& held(const protocol::ProductKey& key);
  void report_scene(const protocol::Product& product, des::Context& context);
  /// Sends to all readers of an organisation; the earliest arrival, or kNever without readers.
  Time deliver(const std::string& receiver, const protocol::Delivery& delivery,
               des::Context& context);
  /// Emits the row if the product is delivered by the end of the run.
  void settle(Held& whole, Time first_arrival, des::Context& context);
  void schedule_own(Time at, std::uint32_t kind, Bytes payload, des::Context& context);
  void renew_promises(des::Context& context) const;
  [[nodiscard]] double measured_cloud(const protocol::Product& product) const;

  ProcessingSetup setup_;
  Duration fixed_delay_;
  Duration report_delay_;
  network::FibreSender fibre_;
  std::vector<des::ProcessId> partners_; ///< ascending
  Assembly assembly_;
  Time free_ = kStart;                   ///< when the queue of products has been worked off
  std::deque<Job> queue_;                ///< of which the first has an event
  std::multimap<Time, Waiting> waiting_; ///< by release; each has an event
  std::multiset<Time> own_events_;       ///< to come
  std::map<protocol::ProductKey, Held> held_;
  Duration busy_{0};
  Duration waited_{0}; ///< of all products in the queue
  std::int64_t products_ = 0;
  std::int64_t bits_ = 0;
  Time alarm_ = kNever; ///< of the computer
  std::uint64_t alarm_event_ = 0;
};

} // namespace urker::ground

#pragma once

#include "base/pack.hpp"
#include "base/table.hpp"
#include "des/event.hpp"
#include "link/budget/receiver.hpp"
#include "link/budget/transmitter.hpp"
#include "link/coding/rate_ladder.hpp"
#include "link/optical/optical_station_config.hpp"
#include "link/optical/optical_terminal_config.hpp"
#include "link/rate_profile.hpp"
#include "link/station_sky.hpp"
#include "link/weather/cloud_gaps.hpp"
#include "orbit/earth/geodesy.hpp"
#include "protocol/messages.hpp"
#include "spacecraft/attitude/pointing.hpp"
#include "spacecraft/band_neighbours.hpp"
#include "spacecraft/crosslink.hpp"
#include "spacecraft/openings.hpp"
#include "spacecraft/pass_interference.hpp"
#include "spacecraft/pass_rates.hpp"
#include "spacecraft/storage.hpp"
#include "spacecraft/surroundings.hpp"
#include "spacecraft/whole_bits.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace urker::spacecraft {

/// A station's end of an optical link, and the clouds above it.
struct StationTelescope {
  link::OpticalStationConfig config;
  std::shared_ptr<const link::CloudGaps> clouds;
};

/// A station over which the satellite may send, or another satellite.
struct StationLink {
  std::uint32_t station = 0; ///< index in the scenario's bytewise order of stations
  std::string name;
  des::ProcessId process = 0;
  orbit::Geodetic place;
  std::shared_ptr<const link::Receiver> receiver;
  std::shared_ptr<const link::StationSky> sky;         ///< as it is; null: no passes by radio
  std::shared_ptr<const link::StationSky> planned_sky; ///< that planners reckon with
  std::optional<StationTelescope> telescope;           ///< none: no optical passes
  std::shared_ptr<const Crosslink> crosslink{};        ///< of another satellite, alone
};

/// A transfer that has begun.
struct Transfer {
  des::ProcessId station = 0;
  Time begin = kStart;
  Time end = kStart;     ///< the last bit leaves
  Time arrival = kStart; ///< and arrives
  protocol::Segment segment;
};

/// What a satellite sends with: one of both at least.
struct Transmitters {
  std::optional<link::RadioConfig> radio;
  std::optional<link::OpticalTerminalConfig> optical;
  std::optional<Neighbours> neighbours{}; ///< of the radio's band, if their interference counts
  std::string metrics{};                  ///< what the names of its metrics begin with
};

/// Transmitters that send in passes, one at a time: the data transmitters, of which each booked
/// pass uses the one that it was booked for, or a radio whose passes need no booking. It sends
/// products of the storage in transfers of whole bits at the rate that the link budget allows. A
/// transfer is a packet of the radio where that has some; it ends with its product, its rate, or
/// after 30 s, so that a more urgent product need not wait for a long one. The rest of a product
/// follows later, over any station. While transfers follow each other without a pause no part of a
/// bit is lost at their joints, nor where the rate switches.
class Downlink {
 public:
  Downlink(std::string satellite, Transmitters transmitters, std::vector<StationLink> stations,
           std::shared_ptr<const Surroundings> surroundings);

  /// Takes the passes of a plan in place of those that begin at or after its `valid_from`. A pass
  /// that has begun goes on.
  void receive(const protocol::SatellitePlan& plan, Time now);
  /// When `advance` is next due; it is also to be called when products become ready.
  [[nodiscard]] Time next_event() const;
  /// Takes passes that need no booking, and begin after those it has. In those of a crosslink a
  /// product goes whole, in one transfer.
  void expect(const std::vector<protocol::Pass>& passes);
  /// Ends what is over, and begins the pass that is due. Bits of an ended transfer leave the
  /// storage.
  void advance(Time now, Storage& storage, RowSink& rows);
  /// Whether a transfer may begin: none runs, and the pass has a rate now.
  [[nodiscard]] bool can_begin(Time now) const;
  /// Begins a transfer of a product, if it can end by `until`.
  [[nodiscard]] std::optional<Transfer> begin(Time now, const StoredProduct& product,
                                              Storage& storage, Time until = kNever);
  /// Begins to send so many bits that are no product; nothing if they cannot end at this rate.
  [[nodiscard]] std::optional<Transfer> begin_message(Time now, std::int64_t bits);
  /// Whether the transmitter fails from now on; true where that is new to the running pass.
  [[nodiscard]] bool set_failing(bool fails, Time now);
  /// Bits that would have left since this was last asked, did the transmitter not fail.
  [[nodiscard]] std::int64_t take_lost_bits(Time now, const Storage& storage);
  /// When it can be believed to send, from now on: at the rates of the running pass as they are,
  /// of passes to come as they would be in the weather that planners reckon with. By light at the
  /// mean rate that the season's clouds leave. By begin and disjoint.
  [[nodiscard]] std::vector<Opening> openings(Time now, Time until);
  /// Of the running transfer: the product, and when the last bit leaves.
  [[nodiscard]] std::optional<protocol::ProductKey> sending() const {
    return transfer_ ? transfer_->product : std::nullopt;
  }
  [[nodiscard]] Time busy_until() const { return transfer_ ? transfer_->end : kStart; }
  /// The pointing of the running pass, or else of the next.
  [[nodiscard]] std::optional<PointingWish> wish() const;
  [[nodiscard]] double load_w() const { return transfer_ ? transmitter_power_w() : 0.0; }
  [[nodiscard]] const std::vector<StationLink>& stations() const { return stations_; }
  [[nodiscard]] const std::string& name_of(std::uint32_t index) const {
    return station(index).name;
  }
  [[nodiscard]] std::int64_t sent_bits() const { return sent_bits_; }
  /// Last rows and metrics. A transfer that has begun counts as sent.
  void finish(Time now, RowSink& rows);

  template <class Packer>
  void pack(Packer& p) {
    p(booked_, pass_, transfer_, begun_, next_in_pass_, sent_bits_, sent_products_, passes_used_,
      passes_missed_, transmitting_, fails_since_, failed_in_pass_, lost_in_pass_);
    if constexpr (std::is_same_v<Packer, Reader>) {
      if (pass_) {
        pass_->station = &station(pass_->pass.station);
      }
    }
  }

 private:
  /// A part of the running pass and what was sent in it.
  struct RateUse {
    link::RateSegment segment;
    std::int64_t bits = 0;
    Duration transmitting{0};
    template <class Packer>
    void pack(Packer& p) {
      p(segment, bits, transmitting);
    }
  };
  // Without initialisers, which their optionals would want before the class is complete.
  struct RunningPass {
    protocol::Pass pass;
    const StationLink* station;
    std::vector<RateUse> rates;
    std::vector<link::Gap> gaps;
    std::optional<PassInterference> interference;
    /// But for the station, which the pass names.
    template <class Packer>
    void pack(Packer& p) {
      p(pass, rates, gaps, interference);
    }
  };
  struct RunningTransfer {
    std::optional<protocol::ProductKey> product; ///< none: a message
    std::int64_t bits;
    Time begin;
    Time end;
    template <class Packer>
    void pack(Packer& p) {
      p(product, bits, begin, end);
    }
  };

  [[nodiscard]] const StationLink& station(std::uint32_t index) const;
  [[nodiscard]] bool by_light() const {
    return pass_->pass.medium == protocol::LinkMedium::optical || !transmitters_.radio;
  }
  /// Electrical, of the transmitter of the running pass.
  [[nodiscard]] double transmitter_power_w() const;
  [[nodiscard]] bool crosses() const {
    return pass_->pass.medium == protocol::LinkMedium::crosslink;
  }
  [[nodiscard]] Time arrival(Time last_bit) const;
  /// Whole bits, of that transmitter; without packets no limit.
  [[nodiscard]] std::int64_t packet_bits() const;
  [[nodiscard]] PassLink radio_link(const StationLink& to, Time begin, Time end) const;
  /// Sets what the running pass can carry.
  void find_rates(Time now);
  void begin_pass(const protocol::Pass& pass, Time now);
  void end_pass(Time now, RowSink& rows);
  /// Its place in the running pass.
  [[nodiscard]] std::optional<std::size_t> rate_at(Time now) const;
  /// As planners believe it.
  [[nodiscard]] const std::vector<Opening>& believed(const protocol::Pass& pass);

  std::string satellite_;
  Transmitters transmitters_;
  std::optional<link::Transmitter> radio_;
  link::RateLadder radio_ladder_, optical_ladder_; ///< empty without such a transmitter
  std::vector<StationLink> stations_;              ///< by index
  std::shared_ptr<const Surroundings> surroundings_;
  std::map<std::pair<Time, std::uint32_t>, protocol::Pass> booked_; ///< by AOS and station
  std::optional<RunningPass> pass_;
  std::optional<RunningTransfer> transfer_;
  BegunBit begun_;
  Time next_in_pass_ = kNever; ///< next begin of a rate, or the end of the pass
  std::int64_t sent_bits_ = 0;
  std::int64_t sent_products_ = 0;
  std::int64_t passes_used_ = 0;
  std::int64_t passes_missed_ = 0; ///< over before the pass before it was
  Duration transmitting_{0};
  std::optional<Time> fails_since_; ///< in the running pass, up to which lost bits are counted
  bool failed_in_pass_ = false;     ///< of the running pass
  std::int64_t lost_in_pass_ = 0;   ///< likewise, bits
  /// By AOS and station; to be worked out once, not a part of the state.
  std::map<std::pair<Time, std::uint32_t>, std::vector<Opening>> believed_;
};

} // namespace urker::spacecraft

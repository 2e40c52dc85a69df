#pragma once

#include "mission/coverage.hpp"
#include "mission/imaging_planner.hpp"
#include "mission/pass_selection.hpp"
#include "orbit/earth/earth.hpp"
#include "orbit/trajectory.hpp"
#include "spacecraft/agility_config.hpp"
#include "spacecraft/imager_config.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

namespace urker::mission {

/// A learned model that is to take another's place.
struct PlannedUpload {
  Time at = kStart; ///< goes up with the first plan after that whose pass has the time for it
  protocol::ModelUpload model;
};

/// An order for which a satellite takes no images, such as a burn.
struct Commitment {
  Time known = kStart; ///< when it was decided
  BusyTime busy;       ///< with the turns to and from it
};

/// What an operator believes of one of its imaging satellites.
struct PlannedSatellite {
  std::uint32_t index = 0; ///< in the scenario's bytewise order of satellites
  std::string name;
  std::shared_ptr<const orbit::Trajectory> trajectory;
  access::Window service; ///< in which it may image
  spacecraft::ImagerConfig imager;
  spacecraft::AgilityConfig agility;
  Duration first_turn{0};              ///< longest, from whatever it does when a plan comes
  std::vector<Commitment> commitments; ///< of the whole run; each counts once it is known
  std::function<bool(Time begin, Time end, double roll_rad)> excluded; ///< as in SatelliteOutlook
  double storage_bits = 0.0;
  double kept = 1.0; ///< part of the raw volume after processing on board
  /// Bits that can come down from an instant of a pass until its end; a pure function.
  std::function<double(const protocol::Pass&, Time begin)> downlink_bits;
  /// By what it sends in passes over a station, if by more than one: the choice is the one that
  /// brings down more.
  std::function<std::vector<protocol::LinkMedium>(std::uint32_t station)> media;
  std::vector<PlannedUpload> uploads;                ///< by time
  std::map<std::uint32_t, double> uplink_rate_bit_s; ///< by station
};

/// An operator's file on one satellite: passes to come, booked passes, tasks it was told, believed
/// filling of its memory, and the chances to image. A booked pass is believed
/// to carry what the link budget allows in it.
class SatelliteDesk {
 public:
  explicit SatelliteDesk(PlannedSatellite satellite);

  [[nodiscard]] const PlannedSatellite& satellite() const { return satellite_; }

  /// Takes passes that are to come, whole.
  void expect(const protocol::Pass& pass);
  /// Whether a pass's station may be asked.
  enum class Access { none, guest, own };
  /// Passes to ask for that begin in (after, until]; what begins by then is never asked for again.
  [[nodiscard]] std::vector<protocol::Pass>
  ask(Time after, Time until, const std::function<Access(const protocol::Pass&)>& standing);
  void grant(const protocol::Pass& pass);
  /// First booked pass that begins after an instant, or nullptr.
  [[nodiscard]] const protocol::Pass* next_pass(Time after) const;
  /// Booked passes that end after an instant.
  [[nodiscard]] std::vector<protocol::Pass> passes_since(Time t) const;

  /// Takes a chance that is to come.
  void expect(const std::string& campaign, Chance chance);
  /// Forgets the chances before an instant, and finds again what lies in those of campaigns (by
  /// name) that were restored.
  void look_over(const std::map<std::string, const Coverage*>& campaigns, const orbit::Earth& earth,
                 Time from);
  [[nodiscard]] const std::vector<Chance>& chances(const std::string& campaign) const;

  /// What is believed at `now` for a plan in [from, until]. Books what has happened since the last
  /// call; tasks that begin at `from` or later are given up.
  [[nodiscard]] SatelliteOutlook outlook(Time now, Time from, Time until);
  /// Adds a task to the plan; `bits` as stored.
  void add_task(const protocol::ImagingTask& task, double bits);
  /// All that were told and not given up, by begin.
  [[nodiscard]] const std::vector<SentTask>& tasks() const { return tasks_; }
  /// The models that go up with a plan in a pass: those that are due and fit it, in their order.
  [[nodiscard]] std::vector<protocol::ModelUpload> take_uploads(const protocol::Pass& pass);
  /// Takes out the tasks that ended before an instant.
  [[nodiscard]] std::vector<SentTask> retire(Time before);

  /// Of the chances, only the windows.
  template <class Packer>
  void pack(Packer& p) {
    p(expected_, booked_, tasks_, fillings_, stored_bits_, booked_until_, chances_, uploads_taken_);
  }

 private:
  struct Filling {
    Time begin = kStart;
    double bits = 0.0;
    template <class Packer>
    void pack(Packer& p) {
      p(begin, bits);
    }
  };
  void add_passes(StorageOutlook& storage, Time after);
  [[nodiscard]] double carried_bits(const UsefulPass& useful);
  [[nodiscard]] protocol::LinkMedium best_medium(protocol::Pass pass) const;
  /// Drops booked passes that are over and cover no part of one that is not.
  void forget_passes(Time now);

  PlannedSatellite satellite_;
  std::vector<protocol::Pass> expected_; ///< that may still be asked for
  std::vector<protocol::Pass> booked_;   ///< by AOS
  std::vector<SentTask> tasks_;          ///< by begin
  std::vector<Filling> fillings_;        ///< of tasks, not yet in the book, by begin
  double stored_bits_ = 0.0;             ///< at booked_until_
  std::uint64_t uploads_taken_ = 0;
  Time booked_until_ = kStart;
  std::map<std::string, std::vector<Chance>> chances_; ///< by campaign; those by begin
  /// By end, begin and station; to be worked out once, not a part of the state.
  std::map<std::tuple<Time, Time, std::uint32_t>, double> carried_bits_;
};

} // namespace urker::mission

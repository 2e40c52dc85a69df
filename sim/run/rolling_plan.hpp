#pragma once

#include "access/contact_plan.hpp"
#include "base/table.hpp"
#include "des/channel.hpp"
#include "des/event.hpp"
#include "des/partition.hpp"
#include "run/cast.hpp"
#include "run/chance_search.hpp"
#include "run/world.hpp"
#include "run/world_search.hpp"

#include <mpi.h>

#include <map>
#include <vector>

namespace urker::run {

/// What the ranks are told of a horizon: each what concerns its own processes.
struct HorizonShare {
  std::map<des::ProcessId, access::ContactPlan> outlooks; ///< windows that are told now
  ToldChances chances;
  std::vector<des::Channel> channels; ///< from own processes, with all windows that are not over
};

/// The contact plan of a run as it goes, so that no rank holds the whole of it. Between two marks,
/// fixed in simulated time, lies a horizon. At the mark that begins it each rank searches its share
/// of the satellites, and what is found goes to the ranks whose processes it concerns: all windows
/// that begin before the next mark and the lead, and were not told before. Windows are told whole;
/// a satellite that is long in view of a station is searched as far ahead as that takes, it alone.
///
/// All of it is the same for any number of ranks. All functions but `first_mark` are collective.
class RollingPlan {
 public:
  static constexpr Duration kHorizon = std::chrono::hours(6);

  /// `lead`: how far beyond a horizon its processes look. Throws Error{invalid_input} naming a
  /// satellite whose orbit ends within the run, on all ranks.
  RollingPlan(const World& world, const Cast& cast, Duration lead, MPI_Comm communicator);

  /// The mark at which the next call of `advance` plans; the run's end if none is left.
  [[nodiscard]] Time mark() const;
  /// Plans the next horizon; emits the tables `contacts` and `eclipses`, on the ranks that found
  /// their rows. Throws as the constructor does, where an orbit ends too suddenly to be known.
  void advance(RowSink& rows);
  /// Likewise for a run that is taken up at `at`, which must not be before a mark that was planned:
  /// without rows, up to and with the last mark that is not later. What was told then is not told
  /// again.
  void catch_up(Time at);

  /// How much the channels of the horizon couple processes, on rank 0.
  [[nodiscard]] std::vector<des::Coupling> couplings() const;
  /// Hands out the horizon to those who run the processes.
  [[nodiscard]] HorizonShare deal(const std::vector<int>& ranks);

 private:
  void search();
  [[nodiscard]] HorizonShare share_of(access::ContactPlan windows,
                                      const std::vector<int>& ranks) const;

  const World& world_;
  const Cast& cast_;
  Duration lead_;
  MPI_Comm communicator_;
  WorldSearch search_;
  ChanceSearch chances_;
  int horizons_ = 0;          ///< planned
  Time told_from_ = kStart;   ///< windows that begin from here are told in this horizon,
  Time told_until_ = kStart;  ///< before here
  access::ContactPlan found_; ///< those that begin later
  access::ContactPlan told_;  ///< in this horizon
  std::vector<access::StationContact> open_;              ///< of senders, told and not over
  std::vector<access::CrosslinkContact> open_crosslinks_; ///< told and not over
};

} // namespace urker::run

#pragma once

#include <mpi.h>

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <vector>

namespace urker::des {

/// Of the ranks of a communicator the first ones work, and the others sleep meanwhile: they look
/// now and then for news, without holding a processor. Each of them has a rank that works to wake
/// it, and may tell that one a wish in its sleep, such as a signal that it heard.
///
/// One rank alone always works and needs no MPI.
class WorkingRanks {
 public:
  /// All work at first.
  explicit WorkingRanks(MPI_Comm all);
  /// Collective, but in unwinding, when nobody knows where the other ranks are.
  ~WorkingRanks();
  WorkingRanks(const WorkingRanks&) = delete;
  WorkingRanks& operator=(const WorkingRanks&) = delete;

  /// Collective: from now on the first so many work, at least one.
  void set(int count);
  [[nodiscard]] int count() const { return count_; }
  [[nodiscard]] bool works() const { return rank_ < count_; }
  /// Of those that work; on the others it must not be used.
  [[nodiscard]] MPI_Comm communicator() const;

  /// Numbers that a waker has for those that it wakes.
  using News = std::array<std::int64_t, 3>;
  /// On a rank that sleeps: until it is woken. `wish` is asked at each look until it is above 0.
  [[nodiscard]] News sleep(const std::function<int()>& wish);
  /// On a rank that works: the greatest wish that it has heard since it last woke its sleepers.
  [[nodiscard]] int wish();
  /// On a rank that works: ends the sleep of those that it is to wake; returns when they know.
  void wake(const News& news);

 private:
  void listen();

  MPI_Comm all_;
  int rank_;
  int ranks_;
  int count_;
  std::map<int, MPI_Comm> parts_; ///< by number of ranks
  int sleepers_ = 0;              ///< that this rank is to wake
  // One message comes from each of them in each sleep: its wish, at the latest when it wakes.
  std::vector<MPI_Request> requests_; ///< empty unless it listens
  std::vector<int> messages_, heard_; ///< by sleeper; which of them came last
  int wish_ = 0;
};

} // namespace urker::des

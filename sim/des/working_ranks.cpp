#include "des/working_ranks.hpp"

#include "base/error.hpp"
#include "des/mpi.hpp"
#include "des/nap.hpp"

#include <chrono>
#include <exception>
#include <thread>

namespace urker::des {

namespace {

using Clock = std::chrono::steady_clock;

/// Far from those of the kernel's batches and of relays.
constexpr int kNewsTag = 20001;
constexpr int kWishTag = 20002;

} // namespace

WorkingRanks::WorkingRanks(MPI_Comm all)
    : all_(all), rank_(rank_in(all)), ranks_(size_of(all)), count_(ranks_) {}

WorkingRanks::~WorkingRanks() {
  if (std::uncaught_exceptions() > 0) {
    return;
  }
  for (auto& [count, part] : parts_) {
    if (part != MPI_COMM_NULL) {
      MPI_Comm_free(&part);
    }
  }
}

void WorkingRanks::set(int count) {
  require(count > 0 && count <= ranks_, "a number of ranks that do not exist");
  count_ = count;
  sleepers_ = works() ? (ranks_ - 1 - rank_) / count : 0;
  if (count < ranks_ && parts_.find(count) == parts_.end()) {
    MPI_Comm_split(all_, works() ? 0 : MPI_UNDEFINED, rank_, &parts_[count]);
  }
}

MPI_Comm WorkingRanks::communicator() const {
  return count_ == ranks_ ? all_ : parts_.at(count_);
}

WorkingRanks::News WorkingRanks::sleep(const std::function<int()>& wish) {
  const int waker = rank_ % count_;
  News news{};
  MPI_Request woken = MPI_REQUEST_NULL;
  MPI_Irecv(news.data(), static_cast<int>(news.size()), MPI_INT64_T, waker, kNewsTag, all_, &woken);
  int told = 0;
  const auto tell = [&] { MPI_Send(&told, 1, MPI_INT, waker, kWishTag, all_); };
  const auto began = Clock::now();
  for (int done = 0; MPI_Test(&woken, &done, MPI_STATUS_IGNORE), done == 0;) {
    if (told == 0 && (told = wish()) > 0) {
      tell();
    }
    std::this_thread::sleep_for(nap(Clock::now() - began));
  }
  if (told == 0) {
    tell();
  }
  return news;
}

void WorkingRanks::listen() {
  const auto count = static_cast<std::size_t>(sleepers_);
  if (requests_.size() == count) {
    return;
  }
  requests_.assign(count, MPI_REQUEST_NULL);
  messages_.assign(count, 0);
  heard_.assign(count, 0);
  for (int i = 0; i < sleepers_; ++i) {
    const auto at = static_cast<std::size_t>(i);
    MPI_Irecv(&messages_[at], 1, MPI_INT, rank_ + (i + 1) * count_, kWishTag, all_, &requests_[at]);
  }
}

int WorkingRanks::wish() {
  if (sleepers_ > 0) {
    listen();
    int heard = 0;
    MPI_Testsome(sleepers_, requests_.data(), &heard, heard_.data(), MPI_STATUSES_IGNORE);
    for (int i = 0; i < heard; ++i) { // a negative number where all have spoken
      wish_ =
          std::max(wish_, messages_[static_cast<std::size_t>(heard_[static_cast<std::size_t>(i)])]);
    }
  }
  return wish_;
}

void WorkingRanks::wake(const News& news) {
  if (sleepers_ == 0) {
    return;
  }
  listen();
  for (int i = 1; i <= sleepers_; ++i) {
    MPI_Send(news.data(), static_cast<int>(news.size()), MPI_INT64_T, rank_ + i * count_, kNewsTag,
             all_);
  }
  MPI_Waitall(sleepers_, requests_.data(), MPI_STATUSES_IGNORE);
  requests_.clear();
  wish_ = 0;
}

} // namespace urker::des

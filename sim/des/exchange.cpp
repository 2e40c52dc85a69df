#include "des/exchange.hpp"

#include "des/mpi.hpp"

#include <algorithm>
#include <cstring>

namespace urker::des {

namespace {

constexpr int kBatchTag = 1;
/// A batch goes in pieces, in the self-check build with one short message each.
constexpr std::size_t kTransferBytes = kSelfCheck ? sizeof(EventRecord) : kPieceBytes;

/// A message is its record, with the payload's size in place of a slot, and what the record itself
/// does not hold.
void append(Bytes& batch, EventRecord message, Payload payload) {
  if (payload.size() <= EventRecord::kInlineBytes) {
    message.set_inline_payload(payload);
    payload = {};
  } else {
    message.what |= EventRecord::kPooled;
    message.payload = payload.size();
  }
  const std::size_t start = batch.size();
  batch.resize(start + sizeof message + payload.size());
  std::memcpy(batch.data() + start, &message, sizeof message);
  if (!payload.empty()) {
    std::memcpy(batch.data() + start + sizeof message, payload.data(), payload.size());
  }
}

void extract(const Bytes& batch, const Exchange::Take& take) {
  std::size_t position = 0;
  while (position < batch.size()) {
    EventRecord message{};
    require(batch.size() - position >= sizeof message, "a batch of messages ends early");
    std::memcpy(&message, batch.data() + position, sizeof message);
    position += sizeof message;
    const EventRecord bare = EventRecord::of(message.key());
    if (!message.pooled()) {
      take(bare, message.inline_payload());
      continue;
    }
    require(batch.size() - position >= message.payload, "a batch of messages ends early");
    take(bare, {batch.data() + position, message.payload});
    position += message.payload;
  }
}

} // namespace

Exchange::Exchange(MPI_Comm communicator, int clocks)
    : communicator_(communicator), rank_(rank_in(communicator)), ranks_(size_of(communicator)),
      clocks_(clocks), outgoing_(static_cast<std::size_t>(ranks_)),
      first_arrivals_(outgoing_.size() * static_cast<std::size_t>(clocks), kNever),
      incoming_(outgoing_.size()), incoming_bytes_(outgoing_.size()), delayed_(rank_) {}

void Exchange::wait_for_all() const {
  if (ranks_ > 1) {
    MPI_Barrier(communicator_);
  }
}

void Exchange::post(int to_clock, const EventRecord& message, Payload payload) {
  append(outgoing_[static_cast<std::size_t>(to_clock / clocks_)], message, payload);
  Time& first = first_arrivals_[static_cast<std::size_t>(to_clock)];
  first = std::min(first, message.time());
  ++messages_sent_;
}

/// A row: of the rank itself; of each of its clocks the next event, then by clock what is caused
/// and promised; by clock the first arrival; by rank the bytes.
Exchange::Layout Exchange::layout() const {
  Layout at{};
  at.ranks = static_cast<std::size_t>(ranks_);
  at.clocks = static_cast<std::size_t>(clocks_);
  at.all = at.clocks * at.ranks;
  at.of_clock = 1 + 2 * at.all;
  at.arrivals = Layout::kOwn + at.clocks * at.of_clock;
  at.width = at.arrivals + at.all + at.ranks;
  return at;
}

void Exchange::write_row(const Announcement& own) {
  row_.clear();
  const auto put = [this](std::int64_t number) { row_.push_back(number); };
  const auto put_times = [&put](std::span<const Time> times) {
    for (const Time t : times) {
      put(t.time_since_epoch().count());
    }
  };
  put(own.handled_before.time_since_epoch().count());
  put(own.wish);
  put(static_cast<std::int64_t>(own.events));
  put(own.handling.count());
  for (const ClockNews& clock : own.clocks) {
    put(clock.next_event.time_since_epoch().count());
    put_times(clock.caused);
    put_times(clock.promised);
  }
  put_times(first_arrivals_);
  for (const Bytes& batch : outgoing_) {
    put(static_cast<std::int64_t>(batch.size()));
  }
}

const Announcements& Exchange::announce(const Announcement& own) {
  const Layout at = layout();
  write_row(own);
  require(row_.size() == at.width, "an announcement of other clocks");
  table_.resize(at.width * at.ranks);
  if (ranks_ == 1) {
    table_ = row_;
  } else {
    MPI_Allgather(row_.data(), static_cast<int>(at.width), MPI_INT64_T, table_.data(),
                  static_cast<int>(at.width), MPI_INT64_T, communicator_);
  }
  read_table(at);
  return all_;
}

void Exchange::read_table(const Layout& at) {
  all_ = {kNever,
          kNever,
          std::move(all_.on_the_way),
          std::move(all_.caused),
          {table_.data() + Layout::kOwn + 1 + at.all, at.width, at.clocks, at.of_clock},
          kStart,
          0,
          0,
          Duration::zero()};
  all_.on_the_way.assign(at.all, kNever);
  all_.caused.assign(at.all, kNever);
  const auto next_event_of = [this](std::size_t rank) -> Time& {
    return rank == static_cast<std::size_t>(rank_) ? all_.next_event : all_.next_of_others;
  };
  for (std::size_t p = 0; p < at.ranks; ++p) {
    const std::int64_t* from = table_.data() + p * at.width;
    all_.handled_before = std::max(all_.handled_before, Time{Duration{from[0]}});
    all_.wish = std::max(all_.wish, static_cast<int>(from[1]));
    all_.events += static_cast<std::uint64_t>(from[2]);
    all_.handling += Duration{from[3]};
    for (std::size_t clock = 0; clock < at.clocks; ++clock) {
      const std::int64_t* news = from + Layout::kOwn + clock * at.of_clock;
      next_event_of(p) = std::min(next_event_of(p), Time{Duration{news[0]}});
      for (std::size_t q = 0; q < at.all; ++q) {
        all_.caused[q] = std::min(all_.caused[q], Time{Duration{news[1 + q]}});
      }
    }
    for (std::size_t q = 0; q < at.all; ++q) {
      all_.on_the_way[q] = std::min(all_.on_the_way[q], Time{Duration{from[at.arrivals + q]}});
    }
    incoming_bytes_[p] =
        static_cast<std::uint64_t>(from[at.arrivals + at.all + static_cast<std::size_t>(rank_)]);
  }
  for (std::size_t q = 0; q < at.all; ++q) {
    next_event_of(q / at.clocks) = std::min(next_event_of(q / at.clocks), all_.on_the_way[q]);
  }
  all_.next_event = std::min(all_.next_event, all_.next_of_others);
}

void Exchange::deliver(const Take& take) {
  if (ranks_ == 1) {
    return;
  }
  start_transfers();
  MPI_Waitall(static_cast<int>(requests_.size()), requests_.data(), MPI_STATUSES_IGNORE);
  if constexpr (kSelfCheck) {
    std::vector<const Bytes*> batches;
    for (const Bytes& batch : incoming_) {
      batches.push_back(&batch);
    }
    delayed_.shuffle(batches);
    for (const Bytes* batch : batches) {
      extract(*batch, [this](const EventRecord& message, Payload payload) {
        delayed_.hold(message, payload);
      });
    }
  } else {
    for (const Bytes& batch : incoming_) {
      extract(batch, take);
    }
  }
  for (Bytes& batch : outgoing_) {
    batch.clear();
  }
  std::fill(first_arrivals_.begin(), first_arrivals_.end(), kNever);
}

void Exchange::deliver_held(Time until, const Take& take) {
  if constexpr (kSelfCheck) {
    delayed_.give(until, take);
  }
}

void Exchange::start_transfers() {
  requests_.clear();
  for (std::size_t peer = 0; peer < incoming_.size(); ++peer) {
    incoming_[peer].resize(incoming_bytes_[peer]);
    for_pieces(incoming_[peer].size(), kTransferBytes, [&](std::size_t offset, int length) {
      MPI_Irecv(incoming_[peer].data() + offset, length, MPI_BYTE, static_cast<int>(peer),
                kBatchTag, communicator_, &requests_.emplace_back(MPI_REQUEST_NULL));
    });
  }
  for (std::size_t peer = 0; peer < outgoing_.size(); ++peer) {
    const Bytes& batch = outgoing_[peer];
    bytes_sent_ += batch.size();
    for_pieces(batch.size(), kTransferBytes, [&](std::size_t offset, int length) {
      MPI_Isend(batch.data() + offset, length, MPI_BYTE, static_cast<int>(peer), kBatchTag,
                communicator_, &requests_.emplace_back(MPI_REQUEST_NULL));
    });
  }
}

} // namespace urker::des

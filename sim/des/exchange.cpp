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

Exchange::Exchange(MPI_Comm communicator)
    : communicator_(communicator), rank_(rank_in(communicator)), ranks_(size_of(communicator)),
      outgoing_(static_cast<std::size_t>(ranks_)), incoming_(outgoing_.size()),
      incoming_bytes_(static_cast<std::size_t>(ranks_)), delayed_(rank_) {}

void Exchange::wait_for_all() const {
  if (ranks_ > 1) {
    MPI_Barrier(communicator_);
  }
}

void Exchange::post(int to, const EventRecord& message, Payload payload) {
  Batch& batch = outgoing_[static_cast<std::size_t>(to)];
  append(batch.bytes, message, payload);
  batch.first_arrival = std::min(batch.first_arrival, message.time());
  ++messages_sent_;
}

const Announcements& Exchange::announce(const Announcement& own) {
  // A row: of the rank itself, then by destination what is caused and promised, the first arrival,
  // and the bytes.
  constexpr std::size_t kOwn = 5;
  const auto ranks = static_cast<std::size_t>(ranks_);
  const std::size_t width = kOwn + 4 * ranks;
  row_.resize(width);
  row_[0] = own.next_event.time_since_epoch().count();
  row_[1] = own.handled_before.time_since_epoch().count();
  row_[2] = own.wish;
  row_[3] = static_cast<std::int64_t>(own.events);
  row_[4] = own.handling.count();
  for (std::size_t q = 0; q < ranks; ++q) {
    row_[kOwn + q] = own.caused[q].time_since_epoch().count();
    row_[kOwn + ranks + q] = own.promised[q].time_since_epoch().count();
    row_[kOwn + 2 * ranks + q] = outgoing_[q].first_arrival.time_since_epoch().count();
    row_[kOwn + 3 * ranks + q] = static_cast<std::int64_t>(outgoing_[q].bytes.size());
  }
  table_.resize(width * ranks);
  if (ranks_ == 1) {
    table_ = row_;
  } else {
    MPI_Allgather(row_.data(), static_cast<int>(width), MPI_INT64_T, table_.data(),
                  static_cast<int>(width), MPI_INT64_T, communicator_);
  }
  all_ = {kNever,
          kNever,
          std::move(all_.on_the_way),
          std::move(all_.caused),
          {table_.data() + kOwn + ranks, width},
          kStart,
          0,
          0,
          Duration::zero()};
  const auto is_own = [this](std::size_t rank) { return rank == static_cast<std::size_t>(rank_); };
  all_.on_the_way.assign(ranks, kNever);
  all_.caused.assign(ranks, kNever);
  for (std::size_t p = 0; p < ranks; ++p) {
    const std::int64_t* from = table_.data() + p * width;
    Time& next_event = is_own(p) ? all_.next_event : all_.next_of_others;
    next_event = std::min(next_event, Time{Duration{from[0]}});
    all_.handled_before = std::max(all_.handled_before, Time{Duration{from[1]}});
    all_.wish = std::max(all_.wish, static_cast<int>(from[2]));
    all_.events += static_cast<std::uint64_t>(from[3]);
    all_.handling += Duration{from[4]};
    from += kOwn;
    for (std::size_t q = 0; q < ranks; ++q) {
      all_.caused[q] = std::min(all_.caused[q], Time{Duration{from[q]}});
      all_.on_the_way[q] = std::min(all_.on_the_way[q], Time{Duration{from[2 * ranks + q]}});
    }
    incoming_bytes_[p] =
        static_cast<std::uint64_t>(from[3 * ranks + static_cast<std::size_t>(rank_)]);
  }
  for (std::size_t q = 0; q < ranks; ++q) {
    Time& next_event = is_own(q) ? all_.next_event : all_.next_of_others;
    next_event = std::min(next_event, all_.on_the_way[q]);
  }
  all_.next_event = std::min(all_.next_event, all_.next_of_others);
  return all_;
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
  for (Batch& batch : outgoing_) {
    batch.bytes.clear();
    batch.first_arrival = kNever;
  }
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
    const Bytes& batch = outgoing_[peer].bytes;
    bytes_sent_ += batch.size();
    for_pieces(batch.size(), kTransferBytes, [&](std::size_t offset, int length) {
      MPI_Isend(batch.data() + offset, length, MPI_BYTE, static_cast<int>(peer), kBatchTag,
                communicator_, &requests_.emplace_back(MPI_REQUEST_NULL));
    });
  }
}

} // namespace urker::des

#include "des/exchange.hpp"

#include "des/mpi.hpp"

#include <algorithm>
#include <cstring>

namespace urker::des {

namespace {

constexpr int kBatchTag = 1;

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
      incoming_bytes_(static_cast<std::size_t>(ranks_)) {}

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

const Announcements& Exchange::announce(Time next_event, std::span<const Time> promised) {
  const auto ranks = static_cast<std::size_t>(ranks_);
  if (ranks_ == 1) {
    all_.next_event.assign(1, next_event);
    all_.promised.assign(promised.begin(), promised.end());
    return all_;
  }
  // A row: next event, then by destination what is promised, the first arrival, and the bytes.
  const std::size_t width = 1 + 3 * ranks;
  row_.resize(width);
  row_[0] = next_event.time_since_epoch().count();
  for (std::size_t q = 0; q < ranks; ++q) {
    row_[1 + q] = promised[q].time_since_epoch().count();
    row_[1 + ranks + q] = outgoing_[q].first_arrival.time_since_epoch().count();
    row_[1 + 2 * ranks + q] = static_cast<std::int64_t>(outgoing_[q].bytes.size());
  }
  table_.resize(width * ranks);
  MPI_Allgather(row_.data(), static_cast<int>(width), MPI_INT64_T, table_.data(),
                static_cast<int>(width), MPI_INT64_T, communicator_);
  all_.next_event.resize(ranks);
  all_.promised.resize(ranks * ranks);
  for (std::size_t p = 0; p < ranks; ++p) {
    all_.next_event[p] = Time{Duration{table_[p * width]}};
  }
  for (std::size_t p = 0; p < ranks; ++p) {
    const std::int64_t* from = table_.data() + p * width + 1;
    for (std::size_t q = 0; q < ranks; ++q) {
      all_.promised[p * ranks + q] = Time{Duration{from[q]}};
      all_.next_event[q] = std::min(all_.next_event[q], Time{Duration{from[ranks + q]}});
    }
    incoming_bytes_[p] =
        static_cast<std::uint64_t>(from[2 * ranks + static_cast<std::size_t>(rank_)]);
  }
  return all_;
}

void Exchange::deliver(const Take& take) {
  if (ranks_ == 1) {
    return;
  }
  start_transfers();
  MPI_Waitall(static_cast<int>(requests_.size()), requests_.data(), MPI_STATUSES_IGNORE);
  for (const Bytes& batch : incoming_) {
    extract(batch, take);
  }
  for (Batch& batch : outgoing_) {
    batch.bytes.clear();
    batch.first_arrival = kNever;
  }
}

void Exchange::start_transfers() {
  requests_.clear();
  const auto pieces = [&](std::size_t length, auto&& transfer) {
    for (std::size_t offset = 0; offset < length; offset += kPieceBytes) {
      transfer(offset, static_cast<int>(std::min(length - offset, kPieceBytes)),
               &requests_.emplace_back(MPI_REQUEST_NULL));
    }
  };
  for (std::size_t peer = 0; peer < incoming_.size(); ++peer) {
    incoming_[peer].resize(incoming_bytes_[peer]);
    pieces(incoming_[peer].size(), [&](std::size_t offset, int length, MPI_Request* request) {
      MPI_Irecv(incoming_[peer].data() + offset, length, MPI_BYTE, static_cast<int>(peer),
                kBatchTag, communicator_, request);
    });
  }
  for (std::size_t peer = 0; peer < outgoing_.size(); ++peer) {
    const Bytes& batch = outgoing_[peer].bytes;
    bytes_sent_ += batch.size();
    pieces(batch.size(), [&](std::size_t offset, int length, MPI_Request* request) {
      MPI_Isend(batch.data() + offset, length, MPI_BYTE, static_cast<int>(peer), kBatchTag,
                communicator_, request);
    });
  }
}

} // namespace urker::des

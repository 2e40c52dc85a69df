#include "des/exchange.hpp"

#include "des/mpi.hpp"

#include <algorithm>
#include <cstring>

namespace urker::des {

namespace {

constexpr int kBatchTag = 1;

/// A message in a batch, followed by its payload. No padding: every byte is defined.
struct Record {
  std::int64_t time;
  std::uint64_t number;
  std::uint32_t receiver;
  std::uint32_t kind;
  std::uint32_t sender;
  std::uint32_t payload_bytes;
};
static_assert(sizeof(Record) == 32);

void append(Bytes& batch, const Event& message) {
  require(message.payload.size() <= UINT32_MAX, "a message is longer than 4 GiB");
  const EventKey& key = message.key;
  const Record record{key.time.time_since_epoch().count(),
                      key.number,
                      key.receiver,
                      key.kind,
                      key.sender,
                      static_cast<std::uint32_t>(message.payload.size())};
  const std::size_t start = batch.size();
  batch.resize(start + sizeof record);
  std::memcpy(batch.data() + start, &record, sizeof record);
  batch.insert(batch.end(), message.payload.begin(), message.payload.end());
}

void extract(const Bytes& batch, std::vector<Event>& messages) {
  std::size_t position = 0;
  while (position < batch.size()) {
    Record record{};
    require(batch.size() - position >= sizeof record, "a batch of messages ends early");
    std::memcpy(&record, batch.data() + position, sizeof record);
    position += sizeof record;
    require(batch.size() - position >= record.payload_bytes, "a batch of messages ends early");
    const std::byte* payload = batch.data() + position;
    position += record.payload_bytes;
    messages.push_back(
        {{Time{Duration{record.time}}, record.receiver, record.kind, record.sender, record.number},
         Bytes(payload, payload + record.payload_bytes)});
  }
}

} // namespace

Exchange::Exchange(MPI_Comm communicator)
    : communicator_(communicator), rank_(rank_in(communicator)), ranks_(size_of(communicator)),
      outgoing_(static_cast<std::size_t>(ranks_)),
      incoming_bytes_(static_cast<std::size_t>(ranks_)) {}

void Exchange::post(int to, const Event& message) {
  Batch& batch = outgoing_[static_cast<std::size_t>(to)];
  append(batch.bytes, message);
  batch.first_arrival = std::min(batch.first_arrival, message.key.time);
  ++messages_sent_;
}

Announcements Exchange::announce(Time next_event, std::span<const Time> promised) {
  const auto ranks = static_cast<std::size_t>(ranks_);
  if (ranks_ == 1) {
    return {{next_event}, {promised.begin(), promised.end()}};
  }
  // A row: next event, then by destination what is promised, the first arrival, and the bytes.
  const std::size_t width = 1 + 3 * ranks;
  std::vector<std::int64_t> row(width);
  row[0] = next_event.time_since_epoch().count();
  for (std::size_t q = 0; q < ranks; ++q) {
    row[1 + q] = promised[q].time_since_epoch().count();
    row[1 + ranks + q] = outgoing_[q].first_arrival.time_since_epoch().count();
    row[1 + 2 * ranks + q] = static_cast<std::int64_t>(outgoing_[q].bytes.size());
  }
  std::vector<std::int64_t> table(width * ranks);
  MPI_Allgather(row.data(), static_cast<int>(width), MPI_INT64_T, table.data(),
                static_cast<int>(width), MPI_INT64_T, communicator_);
  Announcements all{std::vector<Time>(ranks), std::vector<Time>(ranks * ranks)};
  for (std::size_t p = 0; p < ranks; ++p) {
    all.next_event[p] = Time{Duration{table[p * width]}};
  }
  for (std::size_t p = 0; p < ranks; ++p) {
    const std::int64_t* from = table.data() + p * width + 1;
    for (std::size_t q = 0; q < ranks; ++q) {
      all.promised[p * ranks + q] = Time{Duration{from[q]}};
      all.next_event[q] = std::min(all.next_event[q], Time{Duration{from[ranks + q]}});
    }
    incoming_bytes_[p] =
        static_cast<std::uint64_t>(from[2 * ranks + static_cast<std::size_t>(rank_)]);
  }
  return all;
}

std::vector<Event> Exchange::deliver() {
  std::vector<Event> messages;
  if (ranks_ == 1) {
    return messages;
  }
  std::vector<Bytes> incoming(outgoing_.size());
  std::vector<MPI_Request> requests;
  start_transfers(incoming, requests);
  MPI_Waitall(static_cast<int>(requests.size()), requests.data(), MPI_STATUSES_IGNORE);
  for (const Bytes& batch : incoming) {
    extract(batch, messages);
  }
  for (Batch& batch : outgoing_) {
    batch.bytes.clear();
    batch.first_arrival = kNever;
  }
  return messages;
}

void Exchange::start_transfers(std::vector<Bytes>& incoming, std::vector<MPI_Request>& requests) {
  const auto pieces = [&](std::size_t length, auto&& transfer) {
    for (std::size_t offset = 0; offset < length; offset += kPieceBytes) {
      transfer(offset, static_cast<int>(std::min(length - offset, kPieceBytes)),
               &requests.emplace_back(MPI_REQUEST_NULL));
    }
  };
  for (std::size_t peer = 0; peer < incoming.size(); ++peer) {
    incoming[peer].resize(incoming_bytes_[peer]);
    pieces(incoming[peer].size(), [&](std::size_t offset, int length, MPI_Request* request) {
      MPI_Irecv(incoming[peer].data() + offset, length, MPI_BYTE, static_cast<int>(peer), kBatchTag,
                communicator_, request);
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

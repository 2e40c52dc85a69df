// The model between two calls of `advance`: saved, connected, dealt to ranks.
#include "des/kernel_impl.hpp"
#include "des/model_checks.hpp"
#include "des/mpi.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace urker::des {

namespace {

/// A_pq of all pairs, of which each rank knows its own.
Lookahead shared_lookahead(MPI_Comm communicator, const ChannelSet& own,
                           std::span<const int> rank_of) {
  const int ranks = size_of(communicator);
  std::vector<ArrivalEnvelope> all;
  for (const Bytes& row : allgather_bytes(
           communicator, pack(envelopes_from(rank_in(communicator), own, rank_of, ranks)))) {
    for (ArrivalEnvelope& envelope : unpack<std::vector<ArrivalEnvelope>>(row)) {
      all.push_back(std::move(envelope));
    }
  }
  return {std::move(all), ranks};
}

} // namespace

/// The ranks up to the last that has a process.
void Kernel::Impl::choose_working() {
  const auto& ranks = processes_.ranks;
  const int count = ranks.empty() ? 1 : *std::max_element(ranks.begin(), ranks.end()) + 1;
  if (count == working_.count()) {
    return;
  }
  statistics_.messages_sent += exchange_.messages_sent();
  statistics_.bytes_sent += exchange_.bytes_sent();
  working_.set(count);
  exchange_ = Exchange(working_.works() ? working_.communicator() : MPI_COMM_SELF);
  const bool works = working_.works();
  events_of_sleepers_ = sum_of_all(communicator_, works ? 0 : events_);
  handling_of_sleepers_ = Duration{static_cast<std::int64_t>(
      sum_of_all(communicator_, works ? 0 : static_cast<std::uint64_t>(handling_.count())))};
}

/// Gives each of this rank's processes its place.
void Kernel::Impl::seat() {
  locals_.clear();
  slow_.clear();
  local_of_.assign(processes_.ranks.size(), 0);
  for (ProcessId id = 0; id < processes_.ranks.size(); ++id) {
    if (is_local(id)) {
      local_of_[id] = static_cast<std::uint32_t>(locals_.size());
      locals_.push_back({processes_.own[locals_.size()].get(), id, 0, outgoing_.of(id)});
      if (options_.slow) {
        slow_.push_back(options_.slow(id) ? 1 : 0);
      }
    }
  }
  counts_ = EventCounts(locals_.size());
  costs_s_.assign(options_.measure_costs ? locals_.size() : 0, 0.0);
}

void Kernel::Impl::connect(ChannelSet channels) {
  all_or_none(communicator_,
              [&] { channels = checked_channels(std::move(channels), processes_, rank_); });
  if (!working_.works()) {
    outgoing_ = {};
    reach_ = {};
    return;
  }
  outgoing_ = OutgoingChannels(std::move(channels), processes_.ranks, rank_, working_.count());
  lookahead_ = shared_lookahead(working_.communicator(), outgoing_.channels(), processes_.ranks);
  reach_ = OutgoingReach(outgoing_, processes_.ranks, rank_, working_.count());
}

/// The events of each of this rank's processes in key order, which stay.
std::vector<std::vector<ProcessContents::Pending>> Kernel::Impl::pending() {
  std::vector<std::vector<Pending>> all(locals_.size());
  std::vector<EventRecord> records;
  for (const EventRecord* next = queue_.front(); next != nullptr; next = queue_.front()) {
    records.push_back(*next);
    queue_.pop();
    const Payload payload = payloads_.of(records.back());
    all[local_of_[records.back().receiver()]].push_back(
        {records.back().key(), Bytes(payload.begin(), payload.end())});
  }
  queue_ = EventQueue(options_.queue); // the emptied one has moved on in time
  for (const EventRecord& record : records) {
    queue_.push(record);
  }
  return all;
}

std::vector<ProcessImage> Kernel::Impl::save() {
  std::vector<ProcessImage> images;
  auto events = pending();
  for (std::size_t i = 0; i < locals_.size(); ++i) {
    ProcessContents contents;
    contents.next_number = locals_[i].next_number;
    for (std::uint32_t kind = 0; kind < counts_.kinds(); ++kind) {
      if (counts_.of(i, kind) > 0) {
        contents.counts.emplace_back(kind, counts_.of(i, kind));
      }
    }
    contents.promises = outgoing_.promises(locals_[i].outgoing);
    contents.pending = std::move(events[i]);
    Writer state;
    locals_[i].process->save(state);
    contents.state = state.take();
    images.push_back({locals_[i].id, pack(contents)});
  }
  return images;
}

/// With the process' own state too where it is not there already.
void Kernel::Impl::load(const ProcessImage& image, bool with_state) {
  require(image.id < processes_.ranks.size() && is_local(image.id),
          "the image of a process that is not on this rank");
  const auto contents = unpack<ProcessContents>(image.bytes);
  const std::uint32_t index = local_of_[image.id];
  Local& local = locals_[index];
  local.next_number = contents.next_number;
  for (const auto& [kind, count] : contents.counts) {
    counts_.add(index, kind, count);
  }
  outgoing_.keep(local.outgoing, contents.promises);
  for (const Pending& event : contents.pending) {
    require(event.key.receiver == image.id, "an image with an event of another process");
    put(EventRecord::of(event.key), event.payload);
  }
  if (with_state) {
    Reader state(contents.state);
    local.process->restore(state);
    require(state.at_end(), "the state of a process is longer than the process reads");
  }
}

void Kernel::Impl::restore(Time at, std::span<const ProcessImage> own) {
  require(own.size() == locals_.size(), "not every process has an image");
  for (const ProcessImage& image : own) {
    load(image, true);
  }
  reached_ = handled_before_ = at;
}

void Kernel::Impl::inject(ProcessId own, std::uint32_t kind, Payload payload) {
  require(own < processes_.ranks.size() && is_local(own),
          "an event for a process that is not on this rank");
  activate(locals_[local_of_[own]], reached_);
  schedule(reached_, kind, payload);
}

void Kernel::Impl::set_channels(ChannelSet channels) {
  const OutgoingChannels old = std::move(outgoing_);
  connect(std::move(channels));
  for (Local& local : locals_) {
    const auto promises = old.promises(local.outgoing);
    local.outgoing = outgoing_.of(local.id);
    outgoing_.keep(local.outgoing, promises);
  }
}

void Kernel::Impl::repartition(std::vector<int> ranks,
                               const std::function<std::unique_ptr<Process>(ProcessId)>& make,
                               ChannelSet channels) {
  require(ranks.size() == processes_.ranks.size(), "a partition of other processes");
  std::vector<std::vector<ProcessImage>> leaving(static_cast<std::size_t>(size_of(communicator_)));
  std::vector<ProcessImage> staying;
  std::map<ProcessId, std::unique_ptr<Process>> objects;
  for (ProcessImage& image : save()) {
    if (ranks[image.id] == rank_) {
      objects[image.id] = std::move(processes_.own[local_of_[image.id]]);
      staying.push_back(std::move(image));
    } else {
      leaving.at(static_cast<std::size_t>(ranks[image.id])).push_back(std::move(image));
    }
  }
  std::vector<Bytes> packed;
  for (const auto& images : leaving) {
    packed.push_back(pack(images));
  }
  const auto arrived = alltoall_bytes(communicator_, packed);

  processes_.ranks = std::move(ranks);
  processes_.own.clear();
  all_or_none(communicator_, [&] {
    for (ProcessId id = 0; id < processes_.ranks.size(); ++id) {
      if (is_local(id)) {
        auto& object = objects[id];
        processes_.own.push_back(object ? std::move(object) : make(id));
      }
    }
    check_processes(processes_, rank_, size_of(communicator_));
  });
  choose_working();
  connect(std::move(channels));
  seat();
  queue_ = EventQueue(options_.queue);
  payloads_ = PayloadPool();
  for (const ProcessImage& image : staying) {
    load(image, false);
  }
  for (const Bytes& images : arrived) {
    for (const ProcessImage& image : unpack<std::vector<ProcessImage>>(images)) {
      load(image, true);
    }
  }
}

} // namespace urker::des

// The model between two calls of `advance`: saved, connected, dealt to ranks.
#include "des/kernel_impl.hpp"
#include "des/model_checks.hpp"
#include "des/mpi.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace urker::des {

namespace {

/// A_pq of all pairs of clocks, of which each rank knows those from its own.
Lookahead shared_lookahead(MPI_Comm communicator, const std::vector<ArrivalEnvelope>& own,
                           int clocks) {
  std::vector<ArrivalEnvelope> all;
  for (const Bytes& rows : allgather_bytes(communicator, pack(own))) {
    for (ArrivalEnvelope& envelope : unpack<std::vector<ArrivalEnvelope>>(rows)) {
      all.push_back(std::move(envelope));
    }
  }
  return {std::move(all), clocks};
}

} // namespace

/// The ranks up to the last that has a process; and how many clocks they have.
void Kernel::Impl::choose_working() {
  const auto& ranks = processes_.ranks;
  const int count = ranks.empty() ? 1 : *std::max_element(ranks.begin(), ranks.end()) + 1;
  const int clocks = options_.slow && count > 1 ? 2 : 1;
  if (count == working_.count() && clocks == clocks_) {
    return;
  }
  statistics_.messages_sent += exchange_.messages_sent();
  statistics_.bytes_sent += exchange_.bytes_sent();
  working_.set(count);
  clocks_ = clocks;
  exchange_ = Exchange(working_.works() ? working_.communicator() : MPI_COMM_SELF, clocks);
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
      locals_.push_back(
          {processes_.own[locals_.size()].get(), id, 0, clock_of(id).outgoing.of(id)});
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
  clock_numbers_.clear();
  for (ProcessId id = 0; id < processes_.ranks.size(); ++id) {
    clock_numbers_.push_back(clock_number(id));
  }
  otherwise_ = channels.otherwise;
  if (!working_.works()) {
    for (Clock& clock : own_) {
      clock.outgoing = {};
      clock.reach = {};
    }
    return;
  }
  std::array<ChannelSet, 2> by_clock;
  for (ChannelSet& of_clock : by_clock) {
    of_clock.otherwise = otherwise_;
  }
  const int first = rank_ * clocks_, in_all = working_.count() * clocks_;
  for (Channel& channel : channels.channels) {
    by_clock[static_cast<std::size_t>(clock_numbers_[channel.from] - first)].channels.push_back(
        std::move(channel));
  }
  std::vector<ArrivalEnvelope> envelopes;
  for (int i = 0; i < clocks_; ++i) {
    Clock& clock = own_[static_cast<std::size_t>(i)];
    clock.outgoing = OutgoingChannels(std::move(by_clock[static_cast<std::size_t>(i)]),
                                      clock_numbers_, first + i, in_all);
    clock.reach = OutgoingReach(clock.outgoing, clock_numbers_, first + i, in_all);
    for (auto& envelope :
         envelopes_from(first + i, clock.outgoing.channels(), clock_numbers_, in_all)) {
      envelopes.push_back(std::move(envelope));
    }
  }
  lookahead_ = shared_lookahead(working_.communicator(), envelopes, in_all);
}

/// The events of each of this rank's processes in key order, which stay.
std::vector<std::vector<ProcessContents::Pending>> Kernel::Impl::pending() {
  std::vector<std::vector<Pending>> all(locals_.size());
  for (Clock& clock : clocks()) {
    std::vector<EventRecord> records;
    for (const EventRecord* next = clock.queue.front(); next != nullptr;
         next = clock.queue.front()) {
      records.push_back(*next);
      clock.queue.pop();
      const Payload payload = payloads_.of(records.back());
      all[local_of_[records.back().receiver()]].push_back(
          {records.back().key(), Bytes(payload.begin(), payload.end())});
    }
    clock.queue = EventQueue(options_.queue); // the emptied one has moved on in time
    for (const EventRecord& record : records) {
      clock.queue.push(record);
    }
  }
  return all;
}

/// What the kernel holds of each of this rank's processes, by local: all but their own states.
std::vector<ProcessContents> Kernel::Impl::contents() {
  std::vector<ProcessContents> all;
  auto events = pending();
  for (std::size_t i = 0; i < locals_.size(); ++i) {
    ProcessContents& contents = all.emplace_back();
    contents.next_number = locals_[i].next_number;
    for (std::uint32_t kind = 0; kind < counts_.kinds(); ++kind) {
      if (counts_.of(i, kind) > 0) {
        contents.counts.emplace_back(kind, counts_.of(i, kind));
      }
    }
    contents.promises = clock_of(locals_[i].id).outgoing.promises(locals_[i].outgoing);
    contents.pending = std::move(events[i]);
  }
  return all;
}

ProcessImage Kernel::Impl::image_of(const Local& local, const ProcessContents& contents) const {
  Writer image;
  image(contents);
  local.process->save(image);
  return {local.id, image.take()};
}

std::vector<ProcessImage> Kernel::Impl::save() {
  std::vector<ProcessImage> images;
  auto all = contents();
  for (std::size_t i = 0; i < locals_.size(); ++i) {
    images.push_back(image_of(locals_[i], all[i]));
  }
  return images;
}

/// Its state is there already.
void Kernel::Impl::take_up(ProcessId id, const ProcessContents& contents) {
  const std::uint32_t index = local_of_[id];
  Local& local = locals_[index];
  local.next_number = contents.next_number;
  for (const auto& [kind, count] : contents.counts) {
    counts_.add(index, kind, count);
  }
  clock_of(id).outgoing.keep(local.outgoing, contents.promises);
  for (const Pending& event : contents.pending) {
    require(event.key.receiver == id, "an image with an event of another process");
    put(EventRecord::of(event.key), event.payload);
  }
}

void Kernel::Impl::take_up(const ProcessImage& image) {
  require(image.id < processes_.ranks.size() && is_local(image.id),
          "the image of a process that is not on this rank");
  Reader reader(image.bytes);
  ProcessContents contents;
  reader(contents);
  take_up(image.id, contents);
  locals_[local_of_[image.id]].process->restore(reader);
  require(reader.at_end(), "the state of a process is longer than the process reads");
}

void Kernel::Impl::restore(Time at, std::span<const ProcessImage> own) {
  require(own.size() == locals_.size(), "not every process has an image");
  for (const ProcessImage& image : own) {
    take_up(image);
  }
  reset_clocks(at);
}

void Kernel::Impl::inject(ProcessId own, std::uint32_t kind, Payload payload) {
  require(own < processes_.ranks.size() && is_local(own),
          "an event for a process that is not on this rank");
  activate(locals_[local_of_[own]], stands_at_);
  schedule(stands_at_, kind, payload);
}

void Kernel::Impl::set_channels(ChannelSet channels) {
  std::vector<OutgoingChannels::Promises> promises;
  for (const Local& local : locals_) {
    promises.push_back(clock_of(local.id).outgoing.promises(local.outgoing));
  }
  connect(std::move(channels));
  for (std::size_t i = 0; i < locals_.size(); ++i) {
    OutgoingChannels& outgoing = clock_of(locals_[i].id).outgoing;
    locals_[i].outgoing = outgoing.of(locals_[i].id);
    outgoing.keep(locals_[i].outgoing, promises[i]);
  }
}

void Kernel::Impl::repartition(std::vector<int> ranks,
                               const std::function<std::unique_ptr<Process>(ProcessId)>& make,
                               ChannelSet channels) {
  require(ranks.size() == processes_.ranks.size(), "a partition of other processes");
  std::vector<std::vector<ProcessImage>> leaving(static_cast<std::size_t>(size_of(communicator_)));
  std::map<ProcessId, ProcessContents> staying;
  std::map<ProcessId, std::unique_ptr<Process>> objects;
  auto all = contents();
  for (std::size_t i = 0; i < locals_.size(); ++i) {
    const ProcessId id = locals_[i].id;
    if (ranks[id] == rank_) {
      objects[id] = std::move(processes_.own[i]);
      staying[id] = std::move(all[i]);
    } else {
      leaving.at(static_cast<std::size_t>(ranks[id])).push_back(image_of(locals_[i], all[i]));
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
  for (Clock& clock : own_) {
    clock.queue = EventQueue(options_.queue);
  }
  payloads_ = PayloadPool();
  for (const auto& [id, contents] : staying) {
    take_up(id, contents);
  }
  for (const Bytes& images : arrived) {
    for (const ProcessImage& image : unpack<std::vector<ProcessImage>>(images)) {
      take_up(image);
    }
  }
}

} // namespace urker::des

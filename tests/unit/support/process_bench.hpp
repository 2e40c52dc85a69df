#pragma once

#include "base/error.hpp"
#include "des/process.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "support/row_log.hpp"

namespace urker::test {

/// A message that the process under test has sent.
struct Sent {
  des::ProcessId receiver = 0;
  Time sent_at = kStart;
  Time departure = kStart;
  Time arrival = kStart;
  std::uint32_t kind = 0;
  Bytes payload;
  template <class Packer>
  void pack(Packer& p) {
    p(receiver, sent_at, departure, arrival, kind, payload);
  }
};

/// Runs one process alone: messages to it are put in by the test, its own are kept. Broken promises
/// are errors here as in the kernel.
class ProcessBench : public des::Context {
 public:
  ProcessBench(des::Process& process, des::ProcessId self) : process_(&process), self_(self) {}

  /// Puts in a message that arrives at `at`.
  template <class M>
  void put(Time at, std::uint32_t kind, const M& message, des::ProcessId sender = 0) {
    events_.insert({{at, self_, kind, sender, number_++}, pack(message)});
  }
  /// Starts the process if it has not been, and handles everything before `end`.
  void run(Time end) {
    while (step(end)) {
    }
  }
  /// Starts the process, or handles its next event before `end`; false: there is none.
  bool step(Time end) {
    end_ = end;
    if (!std::exchange(started_, true)) {
      process_->start(*this);
      return true;
    }
    if (events_.empty() || events_.begin()->first.time >= end) {
      return false;
    }
    const auto next = events_.extract(events_.begin());
    const des::Event event{next.key(), next.mapped()};
    now_ = event.key.time;
    process_->handle(event, *this);
    return true;
  }
  /// Goes on with another process, made alike and not started: what the first one saves is all that
  /// the other knows of the past, and what it would save itself.
  void move_to(des::Process& other) {
    const Bytes saved = state_of(*process_);
    Reader reader(saved);
    other.restore(reader);
    require(reader.at_end(), "a process does not restore all that it saves");
    require(state_of(other) == saved, "a restored process has not the state that was saved");
    process_ = &other;
  }
  /// What is left over goes to `undelivered` if it is a message; then the process finishes, at the
  /// end of the last run.
  void finish() {
    now_ = std::max(now_, end_);
    for (const auto& [key, payload] : events_) {
      if (key.kind < 100) {
        process_->undelivered({key, payload}, *this);
      }
    }
    process_->finish(*this);
  }
  /// Everything that the process has let anybody know: messages in their order, promises, and rows,
  /// whose order the results do not keep.
  [[nodiscard]] Bytes told() const {
    std::multiset<std::string> rows;
    for (const auto& row : log.all()) {
      const Bytes bytes = pack(row);
      rows.emplace(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    }
    Writer writer;
    writer(sent, promises, rows);
    return writer.take();
  }

  [[nodiscard]] std::vector<Sent> sent_of(std::uint32_t kind) const {
    std::vector<Sent> result;
    std::copy_if(sent.begin(), sent.end(), std::back_inserter(result),
                 [kind](const Sent& message) { return message.kind == kind; });
    return result;
  }

  [[nodiscard]] Time now() const override { return now_; }
  [[nodiscard]] des::ProcessId self() const override { return self_; }
  std::uint64_t schedule(Time at, std::uint32_t kind, des::Payload payload) override {
    require(at >= now_, "a test's process schedules into the past");
    events_.insert({{at, self_, kind, self_, number_}, Bytes(payload.begin(), payload.end())});
    return number_++;
  }
  void send(des::ProcessId receiver, Time departure, Time arrival, std::uint32_t kind,
            des::Payload payload) override {
    require(departure >= now_ && arrival > departure, "a test's process sends into the past");
    const auto promised = promises.find(receiver);
    require(promised == promises.end() || departure >= promised->second,
            "a test's process breaks a promise");
    sent.push_back(
        {receiver, now_, departure, arrival, kind, Bytes(payload.begin(), payload.end())});
  }
  void promise(des::ProcessId receiver, Time not_before) override {
    auto& promised = promises.try_emplace(receiver, not_before).first->second;
    require(not_before >= promised, "a test's process takes a promise back");
    promised = not_before;
  }
  [[nodiscard]] RowSink& rows() override { return log; }

  RowLog log;
  std::vector<Sent> sent;
  std::map<des::ProcessId, Time> promises;

 private:
  static Bytes state_of(const des::Process& process) {
    Writer writer;
    process.save(writer);
    return writer.take();
  }

  des::Process* process_;
  des::ProcessId self_;
  Time now_ = kStart;
  Time end_ = kStart;
  bool started_ = false;
  std::uint32_t number_ = 0;
  std::map<des::EventKey, Bytes> events_;
};

/// Plays a process twice to `end`: as it is, and so that after its start and after each event a
/// new one takes over what it has saved. `make` makes one (a unique_ptr), `prepare` puts in the
/// messages. Both must tell the same bytes. The number of times that one was saved.
template <class Make, class Prepare>
int require_restartable(const Make& make, const Prepare& prepare, Time end) {
  constexpr des::ProcessId kSelf = 9;
  auto process = make();
  ProcessBench whole(*process, kSelf);
  prepare(whole);
  whole.run(end);
  whole.finish();

  auto current = make();
  ProcessBench parts(*current, kSelf);
  prepare(parts);
  int saved = 0;
  while (parts.step(end)) {
    auto next = make();
    parts.move_to(*next);
    current = std::move(next);
    ++saved;
  }
  parts.finish();
  require(parts.told() == whole.told(), "a restored process does not go on as the first would");
  return saved;
}

} // namespace urker::test

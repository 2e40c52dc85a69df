#pragma once

#include "base/pack.hpp"
#include "base/table.hpp"
#include "des/event.hpp"

namespace urker::des {

/// What a process may do while it handles an event.
class Context {
 public:
  virtual ~Context() = default;
  [[nodiscard]] virtual Time now() const = 0;
  [[nodiscard]] virtual ProcessId self() const = 0;
  /// Puts an event to the process itself at `at` >= now. Returns its number, by which a process
  /// can tell a prediction that still holds from one that does not. The payload is copied.
  virtual std::uint64_t schedule(Time at, std::uint32_t kind, Payload payload = {}) = 0;
  /// Sends a message over the channel to `receiver`. It leaves at `departure` >= now, when the
  /// channel must be open, and arrives with its last bit at `arrival`, no earlier than the
  /// channel's least delay allows. Anything else is an internal error.
  virtual void send(ProcessId receiver, Time departure, Time arrival, std::uint32_t kind,
                    Payload payload) = 0;
  /// Promises that nothing will depart over the channel to `receiver` before `not_before`,
  /// whatever arrives meanwhile. May only grow (an earlier time than before is an internal error);
  /// the kernel uses it as lookahead.
  virtual void promise(ProcessId receiver, Time not_before) = 0;
  /// Result rows of this process.
  [[nodiscard]] virtual RowSink& rows() = 0;
};

/// A logical process: owns its state, reacts to events, and shares nothing with other processes.
/// Its handlers may depend only on its state, the event and pure functions.
class Process {
 public:
  virtual ~Process() = default;
  /// At the scenario's start, before any event.
  virtual void start(Context& context) = 0;
  virtual void handle(const Event& event, Context& context) = 0;
  /// For every message on its way to this process when the run ends, in key order. Here and in
  /// `finish`, now() is the end, nothing may be sent, and what is scheduled does not happen.
  virtual void undelivered(const Event& event, Context& context) { (void)event, (void)context; }
  /// At the end, after `undelivered`: closes the books and emits the last rows.
  virtual void finish(Context& context) { (void)context; }

  /// Everything of its state that events have changed; pending events and promises are not its own.
  virtual void save(Writer& writer) const = 0;
  /// Of a process that was made alike, instead of `start`: takes the state that `save` wrote.
  virtual void restore(Reader& reader) = 0;
};

/// A process that lists what changes in its state once, for both directions (base/pack.hpp):
///
///     class Counter final : public PackedProcess<Counter> {
///      public:
///       template <class Packer> void pack(Packer& p) { p(count_, last_); }
///       ...
template <class Self>
class PackedProcess : public Process {
 public:
  void save(Writer& writer) const final { writer(static_cast<const Self&>(*this)); }
  void restore(Reader& reader) final { reader(static_cast<Self&>(*this)); }
};

} // namespace urker::des

#include "des/kernel.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <map>

using namespace urker;
using namespace urker::des;
using Catch::Matchers::Contains;

namespace {

constexpr Time kEnd{Duration{1000}};

Time at(std::int64_t nanoseconds) {
  return Time{Duration{nanoseconds}};
}

/// Keeps rows as text: "table value value ...".
class RowList final : public RowSink, private ColumnVisitor {
 public:
  std::vector<std::string> rows;
  std::vector<std::string> tables;

 private:
  void declare_table(const TableInfo& table, const Columns&) override {
    tables.emplace_back(table.name);
  }
  void emit_row(const TableInfo& table, const Columns& columns) override {
    rows.emplace_back(table.name);
    columns(*this);
  }
  void add(std::string_view value) { rows.back().append(" ").append(value); }
  void text(std::string_view, std::string_view value, std::string_view) override { add(value); }
  void real(std::string_view, double value, std::string_view, std::string_view) override {
    add(std::to_string(value));
  }
  void integer(std::string_view, std::int64_t value, std::string_view, std::string_view) override {
    add(std::to_string(value));
  }
  void instant(std::string_view, std::int64_t value, std::string_view) override {
    add(std::to_string(value));
  }
};

/// A process made of the functions that a test gives it.
struct Script {
  std::function<void(Context&)> start = [](Context&) {};
  std::function<void(const Event&, Context&)> handle = [](const Event&, Context&) {};
  std::function<void(const Event&, Context&)> undelivered = [](const Event&, Context&) {};
  std::function<void(Context&)> finish = [](Context&) {};
};

/// Its functions keep no state between events.
class ScriptedProcess final : public PackedProcess<ScriptedProcess> {
 public:
  explicit ScriptedProcess(Script script) : script_(std::move(script)) {}
  void start(Context& context) override { script_.start(context); }
  void handle(const Event& event, Context& context) override { script_.handle(event, context); }
  void undelivered(const Event& event, Context& context) override {
    script_.undelivered(event, context);
  }
  void finish(Context& context) override { script_.finish(context); }
  template <class Packer>
  void pack(Packer&) {}

 private:
  Script script_;
};

/// Processes named "a", "b", ..., none of them made.
ProcessSet lettered(std::vector<int> ranks) {
  return {std::move(ranks), {}, [](ProcessId id) {
            return std::string(1, static_cast<char>('a' + id));
          }};
}

/// The processes "a", "b", ... and the channels between them, on one rank.
struct Setup {
  std::vector<Script> scripts;
  std::vector<Channel> channels;
  RowList rows;

  RunStatistics run(Time end = kEnd) {
    ProcessSet processes = lettered(std::vector<int>(scripts.size(), 0));
    for (const Script& script : scripts) {
      processes.own.push_back(std::make_unique<ScriptedProcess>(script));
    }
    return Kernel(MPI_COMM_WORLD, std::move(processes), {channels}, rows).run(end);
  }
};

/// What the kernel says to `a`'s attempt at an act at 100 ns, with a channel to `b` that is open
/// in [50, 200] and in [300, 400] with a least delay of 10.
std::string refusal_of(const std::function<void(Context&)>& act) {
  Script a;
  a.start = [](Context& context) { context.schedule(at(100), 0); };
  a.handle = [act](const Event&, Context& context) { act(context); };
  Setup setup{{a, {}, {}},
              {{0, 1, {{at(50), at(200), Duration{10}}, {at(300), at(400), Duration{10}}}}},
              {}};
  try {
    setup.run();
  } catch (const Error& error) {
    CHECK(error.cause() == Cause::internal);
    return error.what();
  }
  return "";
}

} // namespace

TEST_CASE("events come in key order, and numbers count sends and schedules", "[des][kernel]") {
  std::vector<std::string> seen;
  Script a;
  a.start = [](Context& context) {
    CHECK(context.now() == kStart);
    CHECK(context.self() == 0);
    CHECK(context.schedule(at(30), 2) == 0);
    CHECK(context.schedule(at(30), 1) == 1);
    context.send(1, at(0), at(30), 7, {});
    CHECK(context.schedule(at(20), 5) == 3);
  };
  Script b;
  b.start = [](Context& context) {
    context.schedule(at(30), 7);
    context.schedule(at(30), 6);
  };
  const auto note = [&seen](const Event& event, Context& context) {
    CHECK(context.now() == event.key.time);
    CHECK(context.self() == event.key.receiver);
    seen.push_back(std::to_string(event.key.time.time_since_epoch().count()) + " to " +
                   std::to_string(event.key.receiver) + " kind " + std::to_string(event.key.kind) +
                   " from " + std::to_string(event.key.sender));
  };
  a.handle = b.handle = note;
  Setup setup{{a, b}, {constant_channel(0, 1, Duration{5})}, {}};
  const RunStatistics statistics = setup.run();
  CHECK(seen == std::vector<std::string>{"20 to 0 kind 5 from 0", "30 to 0 kind 1 from 0",
                                         "30 to 0 kind 2 from 0", "30 to 1 kind 6 from 1",
                                         "30 to 1 kind 7 from 0", "30 to 1 kind 7 from 1"});
  CHECK(statistics.events == 6);
  CHECK(statistics.messages_sent == 0); // none to another rank
}

TEST_CASE("an event may cause another at the same instant", "[des][kernel]") {
  std::vector<std::uint32_t> kinds;
  Script a;
  a.start = [](Context& context) { context.schedule(at(10), 5), context.schedule(at(10), 6); };
  a.handle = [&kinds](const Event& event, Context& context) {
    kinds.push_back(event.key.kind);
    if (event.key.kind == 5) {
      context.schedule(context.now(), 1);
    }
  };
  Setup setup{{a}, {}, {}};
  setup.run();
  CHECK(kinds == std::vector<std::uint32_t>{5, 1, 6});
}

TEST_CASE("payloads arrive as they were sent", "[des][kernel]") {
  std::string received;
  Script a;
  a.start = [](Context& context) {
    context.send(1, at(0), at(5), 0, pack(std::string("to whom it may concern")));
  };
  Script b;
  b.handle = [&received](const Event& event, Context&) {
    received = unpack<std::string>(event.payload);
  };
  Setup setup{{a, b}, {constant_channel(0, 1, Duration{5})}, {}};
  setup.run();
  CHECK(received == "to whom it may concern");
}

TEST_CASE("at the end messages are handed back in order, then processes finish", "[des][kernel]") {
  std::vector<std::string> seen;
  const auto note = [&seen](const std::string& what, Context& context) {
    seen.push_back(what + " " + std::to_string(context.self()));
    CHECK(context.now() == kEnd);
  };
  Script a;
  a.start = [](Context& context) {
    context.schedule(kEnd - Duration{1}, 3);
    context.schedule(kEnd, 4); // at the end: not handled, and dropped
    context.send(1, at(0), kEnd + Duration{10}, 0, {});
    context.send(1, at(0), kEnd, 1, {});
    context.send(2, at(0), kEnd, 2, {});
  };
  a.handle = [&seen](const Event& event, Context&) {
    seen.push_back("handle " + std::to_string(event.key.kind));
  };
  a.finish = [&note](Context& context) { note("finish", context); };
  Script other;
  other.handle = [](const Event&, Context&) { FAIL("handled at the end"); };
  other.undelivered = [&note](const Event& event, Context& context) {
    note("undelivered " + std::to_string(event.key.kind), context);
  };
  other.finish = a.finish;
  Setup setup{{a, other, other},
              {constant_channel(0, 1, Duration{1}), constant_channel(0, 2, Duration{1})},
              {}};
  setup.run();
  CHECK(seen == std::vector<std::string>{"handle 3", "undelivered 1 1", "undelivered 2 2",
                                         "undelivered 0 1", "finish 0", "finish 1", "finish 2"});
}

TEST_CASE("events are counted by process and kind", "[des][kernel]") {
  Script a;
  a.start = [](Context& context) {
    context.schedule(at(1), 4);
    context.schedule(at(2), 2);
    context.schedule(at(3), 4);
    context.schedule(kEnd, 9);
  };
  Setup setup{{{}, a}, {}, {}};
  setup.run();
  CHECK(setup.rows.tables == std::vector<std::string>{"events"});
  CHECK(setup.rows.rows == std::vector<std::string>{"events b 2 1", "events b 4 2"});
}

TEST_CASE("a kernel without processes runs", "[des][kernel]") {
  Setup setup;
  CHECK(setup.run().events == 0);
}

TEST_CASE("illegal sends are refused with both names and the time", "[des][kernel]") {
  const auto sends = [](std::int64_t departure, std::int64_t arrival) {
    return refusal_of(
        [=](Context& context) { context.send(1, at(departure), at(arrival), 0, {}); });
  };
  CHECK(sends(100, 110).empty());
  CHECK(sends(300, 310).empty()); // posted early for the next opening
  const std::string past = sends(99, 150);
  CHECK_THAT(past, Contains("'a'") && Contains("'b'") && Contains("at 0.000000100 s"));
  CHECK_THAT(past, Contains("departure at 0.000000099 s is past"));
  CHECK_THAT(sends(250, 500), Contains("closed at the departure, 0.000000250 s"));
  CHECK_THAT(sends(401, 500), Contains("closed"));
  CHECK_THAT(sends(120, 129), Contains("cannot arrive at 0.000000129 s"));
  CHECK_THAT(refusal_of([](Context& context) { context.send(2, at(100), at(200), 0, {}); }),
             Contains("'a'") && Contains("'c'") && Contains("no channel"));
  CHECK_THAT(refusal_of([](Context& context) { context.send(9, at(100), at(200), 0, {}); }),
             Contains("does not exist"));
  CHECK_THAT(refusal_of([](Context& context) { context.schedule(at(99), 0); }), Contains("past"));
}

TEST_CASE("a promise binds and only grows", "[des][kernel]") {
  CHECK(refusal_of([](Context& context) {
          context.promise(1, at(150));
          context.promise(1, at(160));
          context.send(1, at(160), at(170), 0, {});
        }).empty());
  CHECK_THAT(refusal_of([](Context& context) {
               context.promise(1, at(150));
               context.send(1, at(149), at(170), 0, {});
             }),
             Contains("'a'") && Contains("'b'") &&
                 Contains("breaks the promise not to send before 0.000000150 s"));
  CHECK_THAT(refusal_of([](Context& context) {
               context.promise(1, at(150));
               context.promise(1, at(149));
             }),
             Contains("takes 0.000000150 s back to 0.000000149 s"));
  CHECK_THAT(refusal_of([](Context& context) { context.promise(2, at(150)); }),
             Contains("no channel"));
}

TEST_CASE("after the end nothing may be sent", "[des][kernel]") {
  Script a;
  a.finish = [](Context& context) { context.send(1, kEnd, kEnd + Duration{10}, 0, {}); };
  Setup setup{{a, {}}, {constant_channel(0, 1, Duration{5})}, {}};
  CHECK_THROWS_WITH(setup.run(), Contains("the run has ended"));
}

TEST_CASE("channels that break the rules are refused", "[des][kernel]") {
  const auto refusal = [](std::vector<Channel> channels) {
    Setup setup{{{}, {}}, std::move(channels), {}};
    try {
      setup.run();
    } catch (const Error& error) {
      return std::to_string(error.exit_code()) + " " + error.what();
    }
    return std::string();
  };
  CHECK_THAT(refusal({constant_channel(0, 1, Duration{0})}),
             Contains("65 ") && Contains("'a' to 'b'") && Contains("no delay"));
  CHECK_THAT(refusal({constant_channel(0, 0, Duration{1})}), Contains("70 "));
  CHECK_THAT(refusal({constant_channel(0, 2, Duration{1})}), Contains("70 "));
  CHECK_THAT(refusal({constant_channel(0, 1, Duration{1}), constant_channel(0, 1, Duration{2})}),
             Contains("two channels"));
  CHECK_THAT(refusal({{0, 1, {{at(5), at(9), Duration{1}}, {at(9), at(12), Duration{1}}}}}),
             Contains("disjoint"));
  CHECK_THAT(refusal({{0, 1, {{at(5), at(4), Duration{1}}}}}), Contains("disjoint"));
}

TEST_CASE("processes that break the rules are refused", "[des][kernel]") {
  RowList rows;
  const auto refuses = [&rows](std::vector<int> ranks, std::size_t own) {
    ProcessSet processes = lettered(std::move(ranks));
    for (std::size_t i = 0; i < own; ++i) {
      processes.own.push_back(std::make_unique<ScriptedProcess>(Script{}));
    }
    CHECK_THROWS_AS(Kernel(MPI_COMM_WORLD, std::move(processes), {}, rows), Error);
  };
  refuses({0, 1}, 2);
  refuses({0, 0}, 1);
  refuses({0}, 2);
}

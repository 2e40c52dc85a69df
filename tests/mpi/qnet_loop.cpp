#include "qnet_loop.hpp"

#include <queue>
#include <tuple>

#include "bench/draws.hpp"

using namespace urker::bench;
using namespace urker::bench::qnet;

namespace {

constexpr std::int64_t kMicrosecond = 1000;

struct Happening {
  std::int64_t time;
  std::uint64_t station;
  std::uint64_t is_arrival;
  std::uint64_t source;
  std::uint64_t number;
  std::uint64_t job;
  [[nodiscard]] auto order() const { return std::tie(time, station, is_arrival, source, number); }
  friend bool operator>(const Happening& a, const Happening& b) { return a.order() > b.order(); }
};

struct Server {
  std::queue<std::uint64_t> queue;
  bool busy = false;
  std::uint64_t sent = 0;
  std::uint64_t services = 0;
  std::uint64_t departures = 0;
  std::uint64_t handled = 0;
  std::uint64_t digest = 0;
};

class Loop {
 public:
  explicit Loop(const Parameters& net)
      : net_(net), period_(net.period.count()), servers_(net.stations) {}

  Outcome run() {
    for (std::uint64_t i = 0; i < net_.stations; ++i) {
      for (std::uint64_t j = 0; j < net_.jobs; ++j) {
        future_.push({0, i, 1, i, servers_[i].sent++, i * net_.jobs + j});
      }
    }
    const std::int64_t end = net_.end.time_since_epoch().count();
    while (!future_.empty() && future_.top().time < end) {
      const Happening now = future_.top();
      future_.pop();
      handle(now);
    }
    return result();
  }

 private:
  void handle(const Happening& now) {
    Server& server = servers_[now.station];
    server.digest = mix(server.digest ^ mix(static_cast<std::uint64_t>(now.time)) ^
                        mix(2 * now.job + now.is_arrival));
    ++server.handled;
    if (now.is_arrival == 1) {
      server.queue.push(now.job);
    } else {
      server.busy = false;
      depart(now, server);
    }
    if (!server.busy && !server.queue.empty()) {
      const std::uint64_t v = draw(net_.seed, 3, now.station, server.services++);
      const auto duration =
          v % 16 == 0 ? 0 : 100 * kMicrosecond * static_cast<std::int64_t>(1 + (v >> 8) % 20);
      future_.push(
          {now.time + duration, now.station, 0, now.station, server.sent++, server.queue.front()});
      server.queue.pop();
      server.busy = true;
    }
  }

  void depart(const Happening& now, Server& server) {
    const std::uint64_t n = net_.stations;
    const std::uint64_t far = n / 7 + 2;
    std::uint64_t to = now.station;
    switch (draw(net_.seed, 4, now.station, server.departures++) % 4) {
    case 0:
      to += 1;
      break;
    case 1:
      to += n - 1;
      break;
    case 2:
      to += far;
      break;
    default:
      to += n - far;
      break;
    }
    to %= n;
    const std::uint64_t link = std::min(now.station, to) << 32 | std::max(now.station, to);
    const std::int64_t delay =
        1000 * kMicrosecond +
        250 * kMicrosecond * static_cast<std::int64_t>(draw(net_.seed, 1, link, 0) % 32);
    const auto phases = static_cast<std::uint64_t>(period_ / (100 * kMicrosecond));
    const std::int64_t phase =
        100 * kMicrosecond * static_cast<std::int64_t>(draw(net_.seed, 2, link, 0) % phases);
    const std::int64_t into = (now.time + phase) % period_;
    const std::int64_t leaves = into < period_ / 4 ? now.time : now.time + period_ - into;
    future_.push({leaves + delay, to, 1, now.station, server.sent++, now.job});
  }

  Outcome result() {
    Outcome outcome;
    for (std::uint64_t i = 0; i < net_.stations; ++i) {
      const Server& server = servers_[i];
      outcome.events += server.handled;
      outcome.departures += server.departures;
      outcome.waiting += server.queue.size();
      outcome.in_service += server.busy ? 1 : 0;
      outcome.digest +=
          mix(server.digest ^ mix(i) ^ mix(server.handled) ^ mix(server.queue.size()));
    }
    for (; !future_.empty(); future_.pop()) {
      outcome.under_way += future_.top().is_arrival;
    }
    return outcome;
  }

  const Parameters& net_;
  std::int64_t period_;
  std::vector<Server> servers_;
  std::priority_queue<Happening, std::vector<Happening>, std::greater<>> future_;
};

} // namespace

Outcome run_in_a_loop(const Parameters& net) {
  return Loop(net).run();
}

#include "des/exchange.hpp"
#include "des/kernel.hpp"
#include "des/mpi.hpp"

#include <array>
#include <chrono>
#include <cstdio>
#include <string_view>
#include <thread>
#include <vector>

#include "bench/no_rows.hpp"

using namespace urker;
using namespace urker::bench;
using namespace urker::des;

namespace {

/// The process on rank 1 works all the time and, if asked to, fails at 5 s.
class Worker final : public PackedProcess<Worker> {
 public:
  Worker(bool sends, bool fails) : sends_(sends), fails_(fails) {}
  void start(Context& context) override { context.schedule(kStart, 0); }
  void handle(const Event& event, Context& context) override {
    if (event.key.sender != context.self()) {
      return;
    }
    if (fails_ && context.now() >= kStart + std::chrono::seconds(5)) {
      throw Error(Cause::unavailable, "the worker fails");
    }
    if (sends_) {
      context.send(0, context.now(), context.now() + std::chrono::milliseconds(1), 1, {});
    }
    context.schedule(context.now() + std::chrono::milliseconds(100), 0);
  }
  template <class Packer>
  void pack(Packer& p) {
    p(); // nothing changes but the pending event
  }

 private:
  bool sends_;
  bool fails_;
};

/// In place of a kernel's rounds: breaks what the rank has told of its channels, which a kernel
/// would not let a process do.
void deceive() {
  Exchange exchange(MPI_COMM_WORLD);
  const auto ranks = static_cast<std::size_t>(exchange.ranks());
  const std::vector<Time> caused(ranks, kStart + std::chrono::seconds(1)), promised(ranks, kStart);
  const ClockNews news{kStart, caused, promised};
  Announcement own;
  own.clocks = {&news, 1};
  const auto round = [&] {
    static_cast<void>(exchange.announce(own));
    exchange.deliver([](const EventRecord& /*message*/, Payload /*payload*/) {});
  };
  exchange.wait_for_all();
  round();
  exchange.post(0, EventRecord::of({kStart + std::chrono::milliseconds(1), 0, 1, 1, 0}), {});
  round();
}

void run(bool fails, bool deceives) {
  const int rank = rank_in(MPI_COMM_WORLD);
  int ranks = 0;
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  std::vector<int> rank_of{0, 1};
  if (deceives && ranks > 2) {
    rank_of.push_back(2); // `deceive` takes part in rounds of all ranks: none may sleep
  }
  ProcessSet processes{rank_of, {}, [](ProcessId id) {
                         return std::array{"receiver", "sender", "idler"}.at(id);
                       }};
  if (static_cast<std::size_t>(rank) < rank_of.size()) {
    processes.own.push_back(std::make_unique<Worker>(rank == 1, fails && rank == 1));
  }
  NoRows rows;
  const Duration least_delay = std::chrono::milliseconds(deceives ? 1000 : 1);
  Kernel kernel(MPI_COMM_WORLD, std::move(processes),
                {{constant_channel(1, 0, least_delay)}, Duration{0}}, rows);
  if (deceives && rank == 1) {
    deceive();
    // The launcher of Open MPI 4.1 may hang where one rank finalises while another aborts.
    std::this_thread::sleep_for(std::chrono::seconds(20));
  } else {
    kernel.run(kStart + std::chrono::seconds(10));
  }
}

} // namespace

/// test_failures throw | unwind | late: one rank fails in the middle of a run; the job must end.
int main(int argc, char** argv) {
  const std::string_view how = argc > 1 ? argv[1] : "";
  try {
    MpiSession mpi(argc, argv);
    try {
      run(how != "late", how == "late");
    } catch (const Error& error) {
      std::fprintf(stderr, "%s\n", error.what());
      if (how != "unwind") {
        mpi.abort(error.exit_code());
      }
      throw; // through the session's destructor
    }
  } catch (const Error&) {
    std::fprintf(stderr, "the session let an error pass\n");
  }
  return 0;
}

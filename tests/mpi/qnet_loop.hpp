#pragma once

#include "bench/qnet.hpp"

/// The network again, as one priority queue and a loop: it shares nothing with the processes of the
/// kernel but the random numbers.
[[nodiscard]] urker::bench::qnet::Outcome run_in_a_loop(const urker::bench::qnet::Parameters& net);

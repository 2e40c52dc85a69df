#pragma once

#include "base/pack.hpp"
#include "des/event_record.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <random>
#include <vector>

namespace urker::des {

/// The self-check build delays and shuffles what ranks receive, as a network might: results must
/// not change. Its draws come from here alone, never from a model's generators.
#ifdef URKER_SELF_CHECK
inline constexpr bool kSelfCheck = true;
#else
inline constexpr bool kSelfCheck = false;
#endif

/// Holds received messages back for up to three rounds, as far as they are not needed.
class DelayedMessages {
 public:
  using Take = std::function<void(const EventRecord& message, Payload payload)>;
  explicit DelayedMessages(int rank) : random_(static_cast<std::uint64_t>(rank) + 1) {}
  void hold(const EventRecord& message, Payload payload) {
    held_.push_back({message, Bytes(payload.begin(), payload.end()), random_() % 4});
  }
  /// Of those that are held; kNever if none is.
  [[nodiscard]] Time first_arrival() const {
    Time first = kNever;
    for (const Held& held : held_) {
      first = std::min(first, held.message.time());
    }
    return first;
  }
  /// Gives, in random order, what arrives before `until` and what was held long enough.
  void give(Time until, const Take& take) {
    shuffle(held_);
    std::vector<Held> later;
    for (Held& held : held_) {
      if (held.message.time() < until || held.rounds == 0) {
        take(held.message, held.payload);
      } else {
        --held.rounds;
        later.push_back(std::move(held));
      }
    }
    held_ = std::move(later);
  }
  template <class Items>
  void shuffle(Items& items) {
    std::shuffle(items.begin(), items.end(), random_);
  }

 private:
  struct Held {
    EventRecord message;
    Bytes payload;
    std::uint64_t rounds; ///< for which it stays
  };
  std::mt19937_64 random_;
  std::vector<Held> held_;
};

} // namespace urker::des

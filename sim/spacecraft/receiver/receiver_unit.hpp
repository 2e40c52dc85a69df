#pragma once

#include "spacecraft/imaging_unit.hpp"
#include "spacecraft/receiver/listening.hpp"
#include "spacecraft/receiver/receiver_config.hpp"
#include "spacecraft/subsystem.hpp"

#include <cstdint>
#include <vector>

namespace urker::spacecraft {

struct ReceiverSetup {
  Identity identity;
  ReceiverConfig config;
  std::vector<EmitterGroup> groups;
  Listening::Place place;
  access::Window orbit; ///< in which there is one
  std::uint64_t seed = 0;
};

/// Listens while the payload works and the duty lets it, and makes a product of the messages of
/// each area when its emitters go out of view. How many emitters are there is a Poisson number,
/// drawn anew for each stretch: it does not know one that it has heard before.
class ReceiverUnit final : public Subsystem {
 public:
  explicit ReceiverUnit(ReceiverSetup setup);

  void start(const BusView& bus) override;
  [[nodiscard]] Time next_event() const override;
  void handle(const BusView& bus) override;
  void refresh(const BusView& bus) override;
  [[nodiscard]] UnitKind unit() const override { return UnitKind::payload; }
  [[nodiscard]] double load_w() const override { return on_duty_ ? setup_.config.power_w : 0.0; }
  [[nodiscard]] std::vector<protocol::Product> take_products() override {
    return std::exchange(products_, {});
  }
  void finish(const BusView& bus) override;
  void save(Writer& writer) const override { writer(*this); }
  void restore(Reader& reader) override { reader(*this); }

  template <class Packer>
  void pack(Packer& p) {
    p(on_duty_, switch_, since_, stretch_, heard_, listened_, count_, in_view_, detected_,
      messages_, bits_);
  }

 private:
  /// Ends what has been listened to so far at `now`.
  void cut(Time now);
  void close_stretch(const BusView& bus);
  void receive(std::size_t group, const Expected& expected, Time end, const BusView& bus);
  void switch_duty(Time now);

  ReceiverSetup setup_;
  Listening listening_;
  bool on_duty_ = true;
  Time switch_ = kNever;                    ///< next of the duty
  Time since_ = kNotYet;                    ///< since when it has listened
  access::Window stretch_;                  ///< running, or else next
  std::vector<access::Window> heard_;       ///< in the stretch
  std::vector<protocol::Product> products_; ///< empty between events
  Duration listened_{0};                    ///< with emitters in view
  std::int64_t count_ = 0;                  ///< of rows
  std::int64_t in_view_ = 0;
  std::int64_t detected_ = 0;
  std::int64_t messages_ = 0;
  std::int64_t bits_ = 0;
};

} // namespace urker::spacecraft

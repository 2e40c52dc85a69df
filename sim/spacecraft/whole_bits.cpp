#include "spacecraft/whole_bits.hpp"

namespace urker::spacecraft {

namespace {

__extension__ using Wide = __int128; // rates to 1 Tbit/s for 292 years overflow 64 bits

constexpr Wide kBit_nbit = 1'000'000'000;

} // namespace

BegunBit BegunBit::at(Time now) const {
  if (now == until_) {
    return *this;
  }
  BegunBit fresh;
  fresh.until_ = now;
  return fresh;
}

std::int64_t BegunBit::room(std::int64_t rate_bit_s, Duration time) const {
  return static_cast<std::int64_t>((Wide{rate_bit_s} * time.count() + sent_nbit_) / kBit_nbit);
}

Time BegunBit::send(std::int64_t bits, std::int64_t rate_bit_s) {
  const Wide needed_nbit = bits * kBit_nbit - sent_nbit_;
  const Wide took_ns = (needed_nbit + rate_bit_s - 1) / rate_bit_s;
  until_ += Duration(static_cast<Duration::rep>(took_ns));
  sent_nbit_ = static_cast<std::int64_t>(took_ns * rate_bit_s - needed_nbit);
  return until_;
}

void BegunBit::fill(std::int64_t rate_bit_s, Duration time) {
  until_ += time;
  sent_nbit_ += static_cast<std::int64_t>(Wide{rate_bit_s} * time.count());
}

} // namespace urker::spacecraft

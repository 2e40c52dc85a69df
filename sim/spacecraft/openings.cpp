#include "spacecraft/openings.hpp"

#include "spacecraft/whole_bits.hpp"

#include <algorithm>

namespace urker::spacecraft {

Time last_bit(const std::vector<Opening>& openings, Time from, std::int64_t bits) {
  for (const Opening& opening : openings) {
    const Time begin = std::max(from, opening.begin);
    if (begin >= opening.end || opening.rate_bit_s <= 0) {
      continue;
    }
    BegunBit begun = BegunBit().at(begin);
    const std::int64_t room = begun.room(opening.rate_bit_s, opening.end - begin);
    if (bits <= room) {
      return begun.send(bits, opening.rate_bit_s);
    }
    bits -= room;
  }
  return kNever;
}

} // namespace urker::spacecraft

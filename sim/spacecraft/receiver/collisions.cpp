#include "spacecraft/receiver/collisions.hpp"

#include <cmath>

namespace urker::spacecraft {

double SlotChannel::success(double messages_per_s) const {
  return decoded_part * std::exp(-(1.0 + overlap) * messages_per_s / slots_per_s);
}

double log_missed(double success, double messages) {
  return messages > 0.0 ? messages * std::log1p(-success) : 0.0;
}

} // namespace urker::spacecraft

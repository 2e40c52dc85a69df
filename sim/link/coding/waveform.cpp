#include "link/coding/waveform.hpp"

#include <cmath>

namespace urker::link {

double Waveform::least_ebn0_db() const {
  return least_esn0_db - 10.0 * std::log10(bits_per_symbol);
}

} // namespace urker::link

#include "network/fibre.hpp"

#include "base/error.hpp"
#include "des/channel.hpp"
#include "link/budget/terms.hpp"

#include <algorithm>

namespace urker::network {

Duration fibre_delay(const FibreConfig& fibre, const orbit::Geodetic& from,
                     const orbit::Geodetic& to) {
  const double route_m = orbit::great_circle_m(from, to) * fibre.route_factor;
  return ceil_seconds(route_m * fibre.refractive_index / link::kSpeedOfLight_m_s +
                      fibre.equipment_delay_s);
}

std::int64_t message_bits(const Bytes& payload) {
  return static_cast<std::int64_t>(payload.size()) * 8;
}

FibreSender::FibreSender(const FibreConfig& fibre, const orbit::Geodetic& own_place)
    : fibre_(fibre), own_place_(own_place) {}

void FibreSender::connect(des::ProcessId destination, const orbit::Geodetic& place) {
  const Line line{fibre_delay(fibre_, own_place_, place), kStart};
  require(lines_.emplace(destination, line).second, "a fibre is laid twice");
}

Transfer FibreSender::send(des::ProcessId destination, Time now, std::int64_t bits) {
  const auto found = lines_.find(destination);
  require(found != lines_.end(), "a message for which there is no fibre");
  require(bits >= 0, "a message of negative length");
  Line& line = found->second;
  Transfer transfer;
  transfer.departure = std::max(now, line.free);
  line.free = des::saturated_sum(transfer.departure,
                                 ceil_seconds(static_cast<double>(bits) / fibre_.rate_bit_s));
  transfer.arrival = des::saturated_sum(line.free, line.delay);
  return transfer;
}

Duration FibreSender::least_delay(des::ProcessId destination) const {
  const auto found = lines_.find(destination);
  require(found != lines_.end(), "a delay is asked for which there is no fibre");
  return found->second.delay;
}

} // namespace urker::network

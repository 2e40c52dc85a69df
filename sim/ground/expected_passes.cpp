#include "ground/expected_passes.hpp"

#include "base/error.hpp"

namespace urker::ground {

void ExpectedPasses::add(Time aos, Time los) {
  require(passes_.empty() || passes_.rbegin()->first < aos,
          "a station is told of a pass before one that it knows");
  passes_.emplace_hint(passes_.end(), aos, Pass{los, false, false, false});
}

std::optional<Time> ExpectedPasses::los(Time aos) const {
  const auto found = passes_.find(aos);
  return found == passes_.end() ? std::nullopt : std::optional(found->second.los);
}

void ExpectedPasses::close(Time aos) {
  passes_.at(aos).closed = true;
}

void ExpectedPasses::end_uplink(Time aos) {
  passes_.at(aos).uplink_over = true;
}

void ExpectedPasses::end_receipt(Time aos) {
  passes_.at(aos).receipt_over = true;
}

std::optional<Time> ExpectedPasses::next_to_close() const {
  return first([](const Pass& pass) { return !pass.closed; });
}

std::optional<Time> ExpectedPasses::next_uplink(Time after) const {
  return first([after](const Pass& pass) { return !pass.uplink_over && pass.los > after; });
}

std::optional<Time> ExpectedPasses::next_receipt() const {
  return first([](const Pass& pass) { return !pass.receipt_over; });
}

void ExpectedPasses::forget(Time before) {
  std::erase_if(passes_, [before](const auto& entry) {
    const Pass& pass = entry.second;
    return pass.los < before && pass.closed && pass.uplink_over && pass.receipt_over;
  });
}

} // namespace urker::ground

#include "spacecraft/units.hpp"

#include <algorithm>
#include <utility>

namespace urker::spacecraft {

namespace {

std::size_t index(UnitKind unit) {
  return static_cast<std::size_t>(unit);
}
std::size_t index(Hindrance cause) {
  return static_cast<std::size_t>(cause);
}

} // namespace

std::string_view unit_name(UnitKind unit) {
  return EnumNames<UnitKind>::names[index(unit)];
}

std::string_view hindrance_name(Hindrance hindrance) {
  constexpr std::array<std::string_view, kHindrances> kNames{"energy", "heat", "fault", "command"};
  return kNames[index(hindrance)];
}

UnitStates::UnitStates() {
  for (auto& of_unit : pace_) {
    of_unit.fill(1.0);
  }
}

void UnitStates::hinder(UnitKind unit, Hindrance cause, bool hindered) {
  hindered_[index(unit)][index(cause)] = hindered;
}

void UnitStates::set_pace(UnitKind unit, Hindrance cause, double pace) {
  pace_[index(unit)][index(cause)] = pace;
}

std::optional<Hindrance> UnitStates::hindrance(UnitKind unit) const {
  const auto& of_unit = hindered_[index(unit)];
  const auto* found = std::find(of_unit.begin(), of_unit.end(), true);
  return found == of_unit.end() ? std::nullopt
                                : std::optional(static_cast<Hindrance>(found - of_unit.begin()));
}

void UnitStates::lose(UnitKind unit, std::int64_t bits, std::int64_t events) {
  UnitLoss& loss = losses_[index(unit)];
  loss.events += events;
  loss.bits += bits;
}

const UnitLoss& UnitStates::loss(UnitKind unit) const {
  return losses_[index(unit)];
}

std::vector<Strike> UnitStates::take_strikes() {
  return std::exchange(strikes_, {});
}

double UnitStates::pace(UnitKind unit) const {
  const auto& of_unit = pace_[index(unit)];
  return *std::min_element(of_unit.begin(), of_unit.end());
}

} // namespace urker::spacecraft

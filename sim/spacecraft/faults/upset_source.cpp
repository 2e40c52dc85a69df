#include "spacecraft/faults/upset_source.hpp"

#include "spacecraft/content/content_field.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <tuple>
#include <utility>

namespace urker::spacecraft {

namespace {

constexpr double kStep_s = 30.0;

double functional_part(const RadiationDeviceConfig& d) {
  return d.hang_part + d.reset_part + d.latch_up_part;
}

UpsetEffect functional_effect(const RadiationDeviceConfig& d, double draw) {
  const double at = draw * functional_part(d);
  if (at < d.hang_part) {
    return UpsetEffect::hang;
  }
  return at < d.hang_part + d.reset_part ? UpsetEffect::reset : UpsetEffect::latch_up;
}

} // namespace

std::string_view effect_name(UpsetEffect effect) {
  constexpr std::array<std::string_view, 4> kNames{"flip", "hang", "reset", "latch_up"};
  return kNames[static_cast<std::size_t>(effect)];
}

double felt_part(const RadiationDeviceConfig& device, double rate_per_s) {
  if (device.voting) {
    return 0.0;
  }
  double uncorrected = 1.0;
  if (device.scrubbing) {
    const double second =
        rate_per_s * device.scrubbing->word_bits * 0.5 * device.scrubbing->interval_s;
    uncorrected = device.multiple_part + (1.0 - device.multiple_part) * std::min(1.0, second);
  }
  return uncorrected * device.used_part;
}

void UpsetMap::add(const orbit::Vector3& itrf_m, double expected, double time_s) {
  constexpr double kCell_rad = kCell_deg * std::numbers::pi / 180.0;
  constexpr std::int64_t kColumns = 72;
  constexpr std::int64_t kRows = 36;
  const double latitude_rad = std::asin(itrf_m.z() / itrf_m.norm());
  const double longitude_rad = std::atan2(itrf_m.y(), itrf_m.x());
  const auto place = [](double angle_rad, double from_rad, std::int64_t count) {
    const auto whole = static_cast<std::int64_t>(std::floor((angle_rad - from_rad) / kCell_rad));
    return std::clamp<std::int64_t>(whole, 0, count - 1);
  };
  Cell& cell = cells_[place(latitude_rad, -0.5 * std::numbers::pi, kRows) * kColumns +
                      place(longitude_rad, -std::numbers::pi, kColumns)];
  cell.expected += expected;
  cell.time_s += time_s;
}

UpsetSource::UpsetSource(const RadiationConfig& config, RadiationAlong along, std::string satellite,
                         std::uint64_t seed)
    : along_(std::move(along)), satellite_(std::move(satellite)), seed_(seed) {
  for (const auto& [name, device] : config.devices) {
    names_.push_back(name);
    devices_.push_back(device);
  }
}

UpsetsOfBlock UpsetSource::block(std::int64_t number, const access::Window& orbit,
                                 UpsetMap& map) const {
  const Time begin = UpsetBlock::begin(number);
  std::vector<UpsetBlock::Rates> all(devices_.size());
  std::vector<UpsetBlock::Rates> functional(devices_.size());
  std::vector<UpsetBlock::Rates> spoiling(devices_.size());
  for (std::size_t i = 0; i < UpsetBlock::kKnots; ++i) {
    const Time t = begin + static_cast<std::int64_t>(i) * UpsetBlock::kStep;
    if (t < orbit.begin || t > orbit.end) {
      continue;
    }
    const Radiation here = along_.at(t);
    double sum = 0.0;
    for (std::size_t d = 0; d < devices_.size(); ++d) {
      const RadiationDeviceConfig& device = devices_[d];
      const double bit_per_s = upset_rate_per_s(device.sensitivity, here);
      const double part = functional_part(device);
      all[d][i] = device.bits * bit_per_s;
      functional[d][i] = part * all[d][i];
      spoiling[d][i] = (1.0 - part) * all[d][i] * felt_part(device, bit_per_s);
      sum += all[d][i];
    }
    const bool at_begin = i == 0 || t - UpsetBlock::kStep < orbit.begin;
    const bool at_end = i + 1 == UpsetBlock::kKnots || t + UpsetBlock::kStep > orbit.end;
    const double weight_s = 0.5 * kStep_s * ((at_begin ? 0.0 : 1.0) + (at_end ? 0.0 : 1.0));
    map.add(along_.place_m(t), sum * weight_s, weight_s);
  }
  UpsetsOfBlock result;
  for (std::size_t d = 0; d < devices_.size(); ++d) {
    const auto key = [&](std::string_view purpose) {
      return RandomKey{seed_, key_of("satellites." + satellite_ + ".radiation." + names_[d]),
                       key_of(purpose)};
    };
    const auto add = [&](const UpsetBlock::Rates& rates, std::string_view purpose, bool flips) {
      const RandomKey of_effects = key(std::string(purpose) + ".effect");
      std::uint64_t counter = static_cast<std::uint64_t>(number) << 32U;
      for (const Time t : events_in_block(rates, number, key(purpose))) {
        const double which = random_uniform(of_effects, counter++);
        const double where = random_uniform(of_effects, counter++);
        result.felt.push_back({t, static_cast<std::int64_t>(d),
                               flips ? UpsetEffect::flip : functional_effect(devices_[d], which),
                               where});
      }
    };
    add(functional[d], "functional", false);
    add(spoiling[d], "spoiling", true);
    const double harmless =
        expected_events(all[d]) - expected_events(functional[d]) - expected_events(spoiling[d]);
    result.harmless.push_back(poisson_number(
        key("harmless"), static_cast<std::uint64_t>(number) << 32U, std::max(0.0, harmless)));
  }
  std::sort(result.felt.begin(), result.felt.end(), [](const Upset& a, const Upset& b) {
    return std::tie(a.time, a.device, a.effect) < std::tie(b.time, b.device, b.effect);
  });
  return result;
}

} // namespace urker::spacecraft

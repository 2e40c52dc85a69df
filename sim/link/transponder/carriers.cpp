#include "link/transponder/carriers.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace urker::link {

namespace {

constexpr double kMegahertz = 1e6;
constexpr double kRounding = 1e-9; // of sums of decimal fractions

/// "news (30 MHz), films (12 MHz)"
std::string listed(const std::vector<CarrierWish>& wishes,
                   const std::function<std::string(const CarrierWish&)>& what) {
  std::string text;
  for (const CarrierWish& wish : wishes) {
    text += fmt::format("{}{} ({})", text.empty() ? "" : ", ", wish.name, what(wish));
  }
  return text;
}

std::string width_of(const CarrierWish& wish) {
  return fmt::format("{:.7g} MHz", wish.width_hz / kMegahertz);
}

[[noreturn]] void refuse(const std::string& why) {
  throw Error(Cause::invalid_input, why);
}

double width_of_all(const std::vector<CarrierWish>& wishes) {
  return std::accumulate(wishes.begin(), wishes.end(), 0.0,
                         [](double sum, const CarrierWish& w) { return sum + w.width_hz; });
}

void place_in_band(const Band& band, const std::vector<CarrierWish>& wishes,
                   std::vector<CarrierPart>& parts) {
  const double all_hz = width_of_all(wishes);
  if (all_hz > band.width_hz * (1.0 + kRounding)) {
    refuse(fmt::format("its carriers {} take {:.7g} MHz of its {:.7g} MHz",
                       listed(wishes, width_of), all_hz / kMegahertz, band.width_hz / kMegahertz));
  }
  const auto placed = std::count_if(wishes.begin(), wishes.end(),
                                    [](const CarrierWish& w) { return w.centre_hz.has_value(); });
  if (placed != 0 && placed != static_cast<std::ptrdiff_t>(wishes.size())) {
    refuse(fmt::format("of its carriers {} some have a centre and some have none; expected all or "
                       "none",
                       listed(wishes, [](const CarrierWish& w) {
                         return w.centre_hz ? fmt::format("{:.9g} MHz", *w.centre_hz / kMegahertz)
                                            : std::string("none");
                       })));
  }
  double next_hz = band.centre_hz - all_hz / 2.0;
  for (std::size_t i = 0; i < wishes.size(); ++i) {
    parts[i].centre_hz = wishes[i].centre_hz.value_or(next_hz + wishes[i].width_hz / 2.0);
    next_hz += wishes[i].width_hz;
  }
}

void check_places(const Band& band, const std::vector<CarrierWish>& wishes,
                  const std::vector<CarrierPart>& parts) {
  // To a hertz: sums of decimal fractions again.
  constexpr double kNext_hz = 1.0;
  for (std::size_t i = 0; i < wishes.size(); ++i) {
    const double off_hz = std::abs(parts[i].centre_hz - band.centre_hz) + wishes[i].width_hz / 2.0;
    if (off_hz > band.width_hz / 2.0 + kNext_hz) {
      refuse(fmt::format("its carrier {} of {} around {:.9g} MHz leaves its band, {:.9g} to {:.9g} "
                         "MHz",
                         wishes[i].name, width_of(wishes[i]), parts[i].centre_hz / kMegahertz,
                         (band.centre_hz - band.width_hz / 2.0) / kMegahertz,
                         (band.centre_hz + band.width_hz / 2.0) / kMegahertz));
    }
    for (std::size_t k = 0; k < i; ++k) {
      const double apart_hz = std::abs(parts[i].centre_hz - parts[k].centre_hz);
      const double needed_hz = (wishes[i].width_hz + wishes[k].width_hz) / 2.0;
      if (apart_hz < needed_hz - kNext_hz) {
        refuse(fmt::format("its carriers {} and {} are {:.7g} MHz apart and need {:.7g} MHz",
                           wishes[k].name, wishes[i].name, apart_hz / kMegahertz,
                           needed_hz / kMegahertz));
      }
    }
  }
}

void share_power(const std::vector<CarrierWish>& wishes, std::vector<CarrierPart>& parts) {
  double given = 0.0, open_hz = 0.0;
  for (const CarrierWish& wish : wishes) {
    given += wish.power_share.value_or(0.0);
    open_hz += wish.power_share ? 0.0 : wish.width_hz;
  }
  const double left = 1.0 - given;
  if (left < -kRounding || (open_hz > 0.0 && left <= kRounding)) {
    refuse(fmt::format("its carriers {} take {:.6g} % of its power{}",
                       listed(wishes,
                              [](const CarrierWish& w) {
                                return w.power_share
                                           ? fmt::format("{:.6g} %", 100.0 * *w.power_share)
                                           : std::string("what is left");
                              }),
                       100.0 * given,
                       left < -kRounding ? "" : " and leave nothing for those without a share"));
  }
  for (std::size_t i = 0; i < wishes.size(); ++i) {
    parts[i].power_share =
        wishes[i].power_share ? *wishes[i].power_share : left * wishes[i].width_hz / open_hz;
  }
}

} // namespace

std::vector<CarrierPart> share_transponder(const Band& transponder,
                                           const std::vector<CarrierWish>& wishes) {
  std::vector<CarrierPart> parts(wishes.size());
  place_in_band(transponder, wishes, parts);
  check_places(transponder, wishes, parts);
  share_power(wishes, parts);
  return parts;
}

} // namespace urker::link

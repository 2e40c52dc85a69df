#pragma once

#include "orbit/atmosphere/atmosphere.hpp"
#include "orbit/atmosphere/nrlmsise00.hpp"

namespace urker::orbit {

/// NRLMSISE-00 by time: day of the year and time of day are those of UT1, solar time is 12 h plus
/// the point's hour angle, indices are by UTC day.
class Nrlmsise00Atmosphere final : public Atmosphere {
 public:
  /// `earth` must outlive the object; the file of space weather, if one is named, has been read.
  Nrlmsise00Atmosphere(const Nrlmsise00Config& config, const Epoch& epoch, const Earth& earth);
  [[nodiscard]] double density_kg_m3(const DensityPoint& point) const override;
  /// By the kernel for eight places; equal to the former up to rounding.
  void densities_kg_m3(std::span<const DensityPoint> points, std::span<double> out) const override;

 private:
  [[nodiscard]] Nrlmsise00Input input(const DensityPoint& point) const;

  Nrlmsise00Config config_;
  Epoch epoch_;
  const Earth* earth_;          ///< for UT1
  const SpaceWeather* weather_; ///< kept by `config_`, or the shipped one
};

} // namespace urker::orbit

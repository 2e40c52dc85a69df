#pragma once

#include <cmath>

namespace urker::spacecraft {

/// A sum whose rounding error does not grow with the number of terms (Neumaier 1974).
class CompensatedSum {
 public:
  void add(double term) {
    const double sum = sum_ + term;
    correction_ += std::abs(sum_) >= std::abs(term) ? (sum_ - sum) + term : (term - sum) + sum_;
    sum_ = sum;
  }
  [[nodiscard]] double value() const { return sum_ + correction_; }
  template <class Packer>
  void pack(Packer& p) {
    p(sum_, correction_);
  }

 private:
  double sum_ = 0.0;
  double correction_ = 0.0;
};

/// Where the energy went. At any time, to rounding:
/// generated - shed - (demanded - unserved) - lost = charge - charge at the start.
struct EnergyBook {
  CompensatedSum generated; ///< by the array
  CompensatedSum demanded;  ///< by the loads
  CompensatedSum shed;      ///< generated while the battery was full and nobody needed it
  CompensatedSum unserved;  ///< demanded while the battery was empty
  CompensatedSum lost;      ///< in charging and discharging
  template <class Packer>
  void pack(Packer& p) {
    p(generated, demanded, shed, unserved, lost);
  }
};

/// Power that changes linearly: start + slope * t.
struct LinearPower {
  double start_w = 0.0;
  double slope_w_s = 0.0;
  [[nodiscard]] double at(double t_s) const { return start_w + slope_w_s * t_s; }
  [[nodiscard]] double energy_j(double t_s) const {
    return (start_w + 0.5 * slope_w_s * t_s) * t_s;
  }
};

} // namespace urker::spacecraft

#include "base/simd/math.hpp"
#include "orbit/atmosphere/nrlmsise00_composition.hpp"
#include "orbit/atmosphere/nrlmsise00_points.hpp"

namespace urker::orbit::URKER_SIMD {

namespace {

using simd::URKER_SIMD::kLanes;
using simd::URKER_SIMD::Mask;
using simd::URKER_SIMD::Pack;

/// Arithmetic of the kernels on packs.
struct Packs {
  using Number = Pack;
  static Pack exp(Pack x) { return simd::URKER_SIMD::exp(x); }
  static Pack log(Pack x) { return simd::URKER_SIMD::log(x); }
  static Pack sqrt(Pack x) { return simd::URKER_SIMD::sqrt(x); }
  static Pack min(Pack a, Pack b) { return simd::URKER_SIMD::min(a, b); }
  static Pack max(Pack a, Pack b) { return simd::URKER_SIMD::max(a, b); }
  static Pack select(Mask c, Pack a, Pack b) { return simd::URKER_SIMD::select(c, a, b); }
  static bool any(Mask c) { return simd::URKER_SIMD::any(c); }
  static msis::Turn<Pack> turn(Pack x) {
    const simd::URKER_SIMD::SinCos turn = simd::URKER_SIMD::sincos(x);
    return {turn.cos, turn.sin};
  }
};

} // namespace

void nrlmsise00_upper(const msis::Model& model, Nrlmsise00Points& points) {
  for (std::size_t i = 0; i < Nrlmsise00Points::kCount; i += kLanes) {
    msis::Place<Pack> at;
    at.day = Pack::load(points.day_of_year + i);
    at.second = Pack::load(points.ut_s + i);
    at.height = Packs::max(Pack::load(points.height_km + i), msis::kLowest_km);
    at.latitude = Pack::load(points.latitude_deg + i);
    at.longitude = Pack::load(points.longitude_deg + i);
    at.solar_hour = Pack::load(points.solar_hour + i);
    at.f107a = Pack::load(points.f107a + i);
    at.f107 = Pack::load(points.f107 + i);
    at.by_history = points.by_history;
    for (std::size_t k = 0; k < 6; ++k) {
      at.ap[k] = Pack::load(points.ap[k] + i);
    }
    const msis::Surroundings<Packs> x = msis::surroundings<Packs>(model, at);
    msis::composition<Packs>(model, at, x).mass_kg_m3().store(points.density_kg_m3 + i);
  }
}

} // namespace urker::orbit::URKER_SIMD

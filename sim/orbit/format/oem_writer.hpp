#pragma once

#include "orbit/trajectory.hpp"
#include "time/epoch.hpp"

#include <cstddef>
#include <string>

/// Orbit Ephemeris Messages as text: CCSDS 502.0-B (Orbit Data Messages), section 5 in keywords
/// (KVN) and section 8 in XML, version 2.0. One segment, UTC, states only: no accelerations, no
/// covariances. Positions in km to the micrometre, velocities in km/s to the nanometre a second.
namespace urker::orbit {

/// What stands before the states of a satellite.
struct OemHead {
  std::string created_utc; ///< ISO 8601
  std::string originator = "URKER";
  std::string object_name;
  std::string object_id;
  Frame frame = Frame::gcrf;
  Time begin, end;        ///< of the first and the last state
  std::size_t states = 0; ///< how many will follow; fixes the degree of interpolation
};

enum class OemForm { kvn, xml };

/// Writes the parts in their order: `head`, each `state`, `tail`. Texts have line ends. Characters
/// that KVN cannot carry (control characters, beyond ASCII) become `_`.
class OemWriter {
 public:
  OemWriter(OemForm form, const Epoch& epoch) : form_(form), epoch_(epoch) {}
  [[nodiscard]] std::string head(const OemHead& head) const;
  [[nodiscard]] std::string state(Time t, const State& state) const;
  [[nodiscard]] std::string tail() const;

 private:
  [[nodiscard]] std::string utc(Time t) const;
  OemForm form_;
  Epoch epoch_;
};

} // namespace urker::orbit

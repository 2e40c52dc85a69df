#pragma once

#include "orbit/earth/earth.hpp"
#include "orbit/format/oem_reader.hpp"
#include "orbit/tabulated/tabulated_trajectory.hpp"

#include <memory>
#include <string_view>
#include <utility>

namespace urker::orbit {

/// Whether the file has the object, by its name or its identifier.
[[nodiscard]] bool holds_object(const Oem& oem, std::string_view object);

/// The instants of the states that are needed to know an object's orbit from `begin` to `end`; the
/// span itself if there are none.
[[nodiscard]] std::pair<Time, Time> needed_span(const Oem& oem, std::string_view object, Time begin,
                                                Time end);

/// The orbit of an object of an ephemeris message, at least from `begin` to `end` where the file
/// has it. In TEME if all its segments are, else in GCRF: states in other frames are turned first
/// and then interpolated, and `earth` covers their `needed_span`. Throws as TabulatedTrajectory.
[[nodiscard]] std::unique_ptr<Trajectory>
make_oem_trajectory(const Oem& oem, std::string_view object, const Epoch& epoch, const Earth& earth,
                    Time begin, Time end);

} // namespace urker::orbit

#pragma once

#include "base/fields.hpp"
#include "orbit/earth/earth.hpp"
#include "orbit/format/element_set.hpp"
#include "orbit/format/oem_reader.hpp"
#include "orbit/trajectory.hpp"
#include "time/epoch.hpp"

#include <memory>
#include <optional>
#include <string>
#include <utility>

/// Forms in which a scenario states an orbit by a file and an object in it. Whoever reads the
/// scenario reads the file, too, and puts here what it holds.
namespace urker::orbit {

/// Mean elements of a file of element sets.
struct ElementFileConfig {
  std::string file;   ///< below the scenario's folder
  std::string object; ///< name or catalogue number; empty: the only one of the file
  std::optional<MeanElements> elements;
};
void describe(FieldVisitor& v, ElementFileConfig& c);

/// An ephemeris.
struct EphemerisFileConfig {
  std::string file;
  std::string object; ///< name or identifier; empty: the only one of the file
  std::shared_ptr<const Oem> ephemeris;
};
void describe(FieldVisitor& v, EphemerisFileConfig& c);

/// The only element set of that object, or of the file if `object` is empty. Throws
/// `Error{invalid_input}` that says what is expected.
[[nodiscard]] const ElementSet& element_set_of(const ElementSets& sets, const std::string& object);

/// The object's name in the ephemeris; throws likewise.
[[nodiscard]] std::string object_of(const Oem& oem, const std::string& object);

/// Of a file that was read; see oem_trajectory.hpp.
[[nodiscard]] std::pair<Time, Time> needed_span(const EphemerisFileConfig& c, Time begin, Time end);
[[nodiscard]] std::unique_ptr<Trajectory> make(const EphemerisFileConfig& c, const Epoch& epoch,
                                               const Earth& earth, Time begin, Time end);

} // namespace urker::orbit

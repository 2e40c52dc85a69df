#include "orbit/orbit_files.hpp"

#include "base/error.hpp"
#include "base/wording.hpp"
#include "orbit/tabulated/oem_trajectory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

namespace urker::orbit {
namespace {

bool is_of(const ElementSet& set, const std::string& object) {
  return set.name == object || std::to_string(set.catalogue_number) == object;
}

[[noreturn]] void refuse_object(const std::string& object, const std::set<std::string>& known) {
  const std::vector<std::string> names(known.begin(), known.end());
  const std::string nearest = did_you_mean(object, names);
  throw Error(Cause::invalid_input,
              fmt::format("{} is no object of the file{}", in_quotes(object),
                          nearest.empty() ? "; expected " + one_of(names) : nearest));
}

} // namespace

void describe(FieldVisitor& v, ElementFileConfig& c) {
  v.required("file", c.file, "File of element sets, below the scenario's folder");
  v.optional("object", c.object, "Name or catalogue number in quotes; empty: the file's only one");
}

void describe(FieldVisitor& v, EphemerisFileConfig& c) {
  v.required("file", c.file, "Orbit Ephemeris Message, below the scenario's folder");
  v.optional("object", c.object, "Name or identifier in quotes; empty: the file's only one");
}

const ElementSet& element_set_of(const ElementSets& all, const std::string& object) {
  const ElementSet* found = nullptr;
  std::size_t count = 0;
  std::set<std::string> names;
  for (const ElementSet& set : all.sets) {
    if (object.empty() || is_of(set, object)) {
      found = &set;
      ++count;
    }
    names.insert(set.name);
  }
  if (count > 1 || (count == 0 && object.empty())) {
    throw Error(Cause::invalid_input,
                fmt::format("the file has {} element sets{}; expected one", count,
                            object.empty() ? "" : " of " + in_quotes(object)));
  }
  if (found == nullptr) {
    refuse_object(object, names);
  }
  return *found;
}

std::string object_of(const Oem& oem, const std::string& object) {
  std::set<std::string> names;
  for (const OemSegment& segment : oem.segments) {
    names.insert(segment.object_name);
  }
  if (!object.empty()) {
    if (!holds_object(oem, object)) {
      refuse_object(object, names);
    }
    return object;
  }
  if (names.size() != 1) {
    throw Error(Cause::invalid_input,
                fmt::format("the file has {} objects; expected one, or which: {}", names.size(),
                            one_of(std::vector<std::string>(names.begin(), names.end()))));
  }
  return *names.begin();
}

std::pair<Time, Time> needed_span(const EphemerisFileConfig& c, Time begin, Time end) {
  require(c.ephemeris != nullptr, "the file of an ephemeris was not read");
  return needed_span(*c.ephemeris, object_of(*c.ephemeris, c.object), begin, end);
}

std::unique_ptr<Trajectory> make(const EphemerisFileConfig& c, const Epoch& epoch,
                                 const Earth& earth, Time begin, Time end) {
  require(c.ephemeris != nullptr, "the file of an ephemeris was not read");
  return make_oem_trajectory(*c.ephemeris, object_of(*c.ephemeris, c.object), epoch, earth, begin,
                             end);
}

} // namespace urker::orbit

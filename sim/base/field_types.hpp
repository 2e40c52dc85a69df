#pragma once

#include "base/units.hpp"

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace urker {

class FieldVisitor;

/// One key of a configuration struct.
struct Field {
  std::string_view name;
  std::string_view doc; ///< one phrase: what it is, model and limits where they matter
  bool required = false;
};

/// Unit and range of a number. The stored double is in SI; `unit` is how it is shown.
struct Range {
  Unit unit = unit::one;
  double least = -std::numeric_limits<double>::infinity(); ///< SI, allowed unless `open`
  double most = std::numeric_limits<double>::infinity();   ///< SI, allowed
  bool open = false;                                       ///< least itself is not allowed
};
/// Any value; at least zero; above zero; between two values given in `unit`.
constexpr Range any(Unit u) {
  return {.unit = u};
}
constexpr Range not_negative(Unit u) {
  return {.unit = u, .least = 0.0};
}
constexpr Range positive(Unit u) {
  return {.unit = u, .least = 0.0, .open = true};
}
constexpr Range between(double least, double most, Unit u) {
  return {.unit = u, .least = least * u.scale + u.offset, .most = most * u.scale + u.offset};
}

/// A text that must be the name of an entry of a top-level section, e.g. "stations".
struct Reference {
  std::string_view section;
};

/// How entries of a map or a group may start from a named description elsewhere:
/// `type: x_320mbit` under `radio:` starts from `radios.x_320mbit`. That makes `radios` a section
/// of mere descriptions: they may leave required keys out, may start from each other by the same
/// keyword, and are not kept in the struct.
struct Template {
  std::string_view keyword; ///< "type" or "from"; empty: none
  std::string_view section; ///< dotted path of the section that holds the descriptions
};

/// Names of an enumeration, in the order of its values: specialise with
/// `static constexpr std::array<std::string_view, N> names`.
template <class E>
struct EnumNames;

/// A map of named things, seen without its type.
class MapAccess {
 public:
  virtual ~MapAccess() = default;
  /// Visits the entry of that name, made from defaults if it is new.
  virtual void visit(const std::string& name, FieldVisitor& visitor) = 0;
  [[nodiscard]] virtual std::vector<std::string> names() const = 0;
  /// Visits a fresh entry that is thrown away: for the schema.
  virtual void visit_prototype(FieldVisitor& visitor) const = 0;
};

/// A list, seen without its type. Elements are groups, texts or numbers.
class ListAccess {
 public:
  virtual ~ListAccess() = default;
  virtual void resize(std::size_t size) = 0;
  [[nodiscard]] virtual std::size_t size() const = 0;
  /// Visits one element as the field `element`.
  virtual void visit(std::size_t index, const Field& element, FieldVisitor& visitor) = 0;
  virtual void visit_prototype(const Field& element, FieldVisitor& visitor) const = 0;
};

} // namespace urker

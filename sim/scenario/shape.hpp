#pragma once

#include "base/fields.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace urker::scenario {

struct NamedShape;
struct Node;
struct Budget;
struct Language;
class Diagnostics;

/// What may stand at a key, as learnt from a struct's list of fields.
struct Shape {
  enum class Kind {
    number,
    integer,
    boolean,
    text,
    reference,
    calendar,
    choice,
    group,
    map,
    list,
  };
  Kind kind = Kind::group;
  std::string doc;
  std::string preset; ///< the default as text, of an optional value; empty: none
  bool is_required = false;
  bool may_be_absent = false; ///< a std::optional: without the key there is no such thing
  Range range;                ///< of a number
  std::int64_t least = 0;     ///< of an integer
  std::int64_t most = 0;      ///< of an integer
  std::vector<std::string> choices;
  std::string section;            ///< that a reference names an entry of
  std::string keyword;            ///< of a group that may start from a named description: "type"
  std::string template_section;   ///< dotted path of the section of those descriptions
  std::vector<NamedShape> fields; ///< of a group
  std::vector<std::vector<std::string>> exactly_one_of; ///< of a group
  std::vector<Shape> element;                           ///< one, of a map or a list

  /// The field of that name, or null.
  [[nodiscard]] const Shape* find(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> field_names() const;
};

/// A field of a group.
struct NamedShape {
  std::string name;
  Shape shape;
};

/// A section of patterns, each of which stands for many entries of another section.
struct Patterns {
  std::string section; ///< gone from the tree in the end
  std::string entries; ///< the section of the entries
  /// Adds the entries to a tree that has its overrides but not yet what `type:` and `from:` name.
  void (*expand)(Node& tree, const Language& language, Budget& budget, Diagnostics& diagnostics);
};

/// The language of a kind of scenario.
struct Language {
  Shape root;
  /// Sections whose entries are only descriptions to start from, with the keyword that does it.
  /// Their entries may leave required keys out, may start from each other, and are not kept.
  std::map<std::string, std::string> type_sections;
  std::optional<Patterns> patterns;
};

/// Learns a language from the fields of a scenario's root struct, which it may change. Throws an
/// internal error where the lists of fields contradict what the reader promises: a field named
/// `value` or like the keyword of its group, or an optional group that has required keys but is no
/// std::optional.
[[nodiscard]] Language learn_language(const GroupVisit& describe_root);

} // namespace urker::scenario

#pragma once

#include "scenario/diagnostics.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace urker::scenario {

/// Where a value comes from, as its author says: `{value: 90 Wh, grade: E, source: "..."}`.
struct Pedigree {
  std::string grade; ///< S, T, R or E; may be empty
  std::string source;
  std::string note;
};

struct Member;

/// A value of a YAML document with its place: our own tree, since yaml-cpp's loses duplicate keys,
/// expands aliases without limit and may be cyclic.
struct Node {
  enum class Kind { null, scalar, map, list };
  Kind kind = Kind::null;
  bool is_quoted = false; ///< a scalar in quotes or a block text: never a number
  bool replaces = false;  ///< a map that, laid over another, stands in its place
  bool is_broken = false; ///< an error about it was reported; what it lacks is no further one
  Mark mark;
  std::string text;            ///< of a scalar, as written
  std::vector<Member> members; ///< of a map in the order of the file, or of a list
  std::shared_ptr<const Pedigree> pedigree;

  Node() = default;
  Node(Kind node_kind, Mark place);
  [[nodiscard]] bool is_map() const { return kind == Kind::map; }
  [[nodiscard]] bool is_list() const { return kind == Kind::list; }
  [[nodiscard]] bool is_scalar() const { return kind == Kind::scalar; }
  [[nodiscard]] bool is_null() const { return kind == Kind::null; }
  /// The member of that key, or null.
  [[nodiscard]] const Member* find(std::string_view key) const;
  [[nodiscard]] Member* find(std::string_view key);
  [[nodiscard]] std::vector<std::string> keys() const;
};

/// An entry of a map or an element of a list, which has no key.
struct Member {
  std::string key;
  Mark key_mark;
  Node value;
};

/// What a scenario may cost, over all of its files and uses of types.
struct Budget {
  static constexpr std::size_t kMostBytes = 16'000'000; ///< a file
  static constexpr std::size_t kMostDepth = 64;
  static constexpr std::size_t kMostNodes = 1'000'000;
  std::size_t nodes = 0; ///< used so far, aliases expanded
};

/// Reads one YAML document in UTF-8. Beyond YAML's own rules it refuses duplicate keys, keys that
/// are no plain texts, merge keys (`<<`), explicit tags, and several documents. Aliases are
/// expanded. Nothing if there is no tree to go on with; what is wrong goes to `diagnostics`.
[[nodiscard]] std::optional<Node> parse_document(std::string_view text, const std::string& file,
                                                 Budget& budget, Diagnostics& diagnostics);

/// The value of an override: a document whose places are all `mark`, of line 0.
[[nodiscard]] std::optional<Node> parse_value(std::string_view text, const Mark& mark,
                                              Budget& budget, Diagnostics& diagnostics);

/// "satellites.imece": `name` below `path`, which may be empty.
[[nodiscard]] std::string join_path(std::string_view path, std::string_view name);

/// The value at a dotted path below `root`, or null.
[[nodiscard]] const Node* find_below(const Node& root, std::string_view path);

/// Number of values in a tree.
[[nodiscard]] std::size_t count_nodes(const Node& node);

/// `own` laid over `base`: maps merge, anything else replaces (and maps that say so); a key that
/// `own` sets to null takes that key of `base` away.
[[nodiscard]] Node overlay(Node base, Node own);

} // namespace urker::scenario

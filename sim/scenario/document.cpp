#include "scenario/document.hpp"

#include "scenario/pedigree.hpp"
#include "scenario/text_checks.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <sstream>
#include <tuple>
#include <utility>

namespace urker::scenario {
namespace {

constexpr std::size_t kLongestKey = 256;

/// Thrown to leave yaml-cpp's parser after an error that leaves no tree to go on with.
struct Abandoned {};

std::size_t height_of(const Node& node) {
  std::size_t height = 0;
  for (const Member& member : node.members) {
    height = std::max(height, height_of(member.value));
  }
  return height + 1;
}

/// Leaves the first of several members with the same key.
void drop_duplicate_keys(Node& map, const PathOf& path, Diagnostics& diagnostics) {
  std::vector<std::size_t> order(map.members.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto key = [&map](std::size_t i) -> const std::string& { return map.members[i].key; };
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::tie(key(a), a) < std::tie(key(b), b);
  });
  std::vector<bool> dropped(map.members.size(), false);
  for (std::size_t i = 1, first = 0; i < order.size(); ++i) {
    if (key(order[i]) != key(order[first])) {
      first = i;
      continue;
    }
    dropped[order[i]] = true;
    const Member& again = map.members[order[i]];
    diagnostics.add(again.key_mark, join_path(path(), again.key),
                    fmt::format("is given twice, first at {}; expected it once",
                                map.members[order[first]].key_mark.text()));
  }
  std::size_t next = 0;
  for (std::size_t i = 0; i < dropped.size(); ++i) {
    if (!dropped[i]) {
      if (next != i) {
        map.members[next] = std::move(map.members[i]);
      }
      ++next;
    }
  }
  map.members.resize(next);
}

/// Builds our tree from the events of yaml-cpp.
class TreeBuilder final : public YAML::EventHandler {
 public:
  /// Places are those in the file `start.file`; with `start.line` 0 all are `start` itself.
  TreeBuilder(std::string_view text, Mark start, Budget& budget, Diagnostics& diagnostics)
      : text_(text), start_(std::move(start)), budget_(budget), diagnostics_(diagnostics) {}

  [[nodiscard]] Node take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& at) override {
    if (++documents_ > 1) {
      fail(at, "a second document begins here; expected one document in a file");
    }
  }
  void OnDocumentEnd() override {
    // yaml-cpp takes a text without closing quote that reaches to the last line for a closed one.
    if (!is_closed_quotation(text_, last_quoted_.pos)) {
      fail(last_quoted_, "a quoted text begins here and has no end; expected a closing quote");
    }
  }

  void OnNull(const YAML::Mark& at, YAML::anchor_t anchor) override {
    if (expects_key()) {
      refuse_key(at, "a key is empty; expected a name");
      return;
    }
    count(at, 1);
    finish(Node(Node::Kind::null, mark(at)), anchor);
  }

  void OnScalar(const YAML::Mark& at, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    check_tag(at, tag);
    const bool is_quoted = tag == "!";
    if (is_quoted) {
      last_quoted_ = at;
    }
    Node node(Node::Kind::scalar, mark(at));
    node.is_quoted = is_quoted;
    node.text = value;
    if (!expects_key()) {
      count(at, 1);
      finish(std::move(node), anchor);
    } else if (value == "<<" && !is_quoted) {
      refuse_key(at, "merge keys are no part of the language; expected `type:` or `from:`, which "
                     "start from a named description");
    } else if (value.size() > kLongestKey) {
      refuse_key(at, fmt::format("a key is too long; expected at most {} bytes", kLongestKey));
    } else {
      remember(anchor, node, 1);
      frames_.back().key = Key{value, mark(at), true};
    }
  }

  void OnAlias(const YAML::Mark& at, YAML::anchor_t anchor) override {
    if (expects_key()) {
      refuse_key(at, "an alias stands as a key; expected a name");
      return;
    }
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) {
      fail(at, "an alias stands inside of what it repeats");
    }
    count(at, found->second.nodes);
    check_depth(at, frames_.size() + found->second.height);
    finish(Node(found->second.node), 0);
  }

  void OnSequenceStart(const YAML::Mark& at, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(at, tag, anchor, Node::Kind::list);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& at, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(at, tag, anchor, Node::Kind::map);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Key {
    std::string text;
    Mark mark;
    bool keep = true; ///< false: reported, its value is read and dropped
  };
  struct Frame {
    Node node;
    YAML::anchor_t anchor = 0;
    std::size_t nodes_before = 0;
    std::optional<Key> key;
  };
  struct Anchored {
    Node node;
    std::size_t nodes = 1;
    std::size_t height = 1;
  };

  [[nodiscard]] Mark mark(const YAML::Mark& at) const {
    return start_.line == 0 ? start_ : Mark{start_.file, at.line + 1, at.column + 1};
  }
  void report(const YAML::Mark& at, std::string message) {
    diagnostics_.add(mark(at), here(), std::move(message));
  }
  [[noreturn]] void fail(const YAML::Mark& at, std::string message) {
    diagnostics_.add(mark(at), "", std::move(message));
    throw Abandoned{};
  }
  /// Path of the value that is being read.
  [[nodiscard]] std::string here() const {
    std::string path;
    for (const Frame& frame : frames_) {
      if (frame.node.is_list()) {
        path += fmt::format("[{}]", frame.node.members.size());
      } else if (frame.key) {
        path = join_path(path, frame.key->text);
      }
    }
    return path;
  }
  [[nodiscard]] bool expects_key() const {
    return !frames_.empty() && frames_.back().node.is_map() && !frames_.back().key;
  }
  void refuse_key(const YAML::Mark& at, std::string message) {
    report(at, std::move(message));
    frames_.back().key = Key{"", mark(at), false};
  }
  void check_tag(const YAML::Mark& at, const std::string& tag) {
    if (!tag.empty() && tag != "?" && tag != "!") {
      constexpr std::string_view kCommon = "tag:yaml.org,2002:";
      const std::string written =
          tag.starts_with(kCommon) ? "!!" + tag.substr(kCommon.size()) : tag;
      report(at, fmt::format("the tag {} is no part of the language; expected a value without tag",
                             in_quotes(written)));
    }
  }
  void check_depth(const YAML::Mark& at, std::size_t depth) {
    if (depth > Budget::kMostDepth) {
      fail(at, fmt::format("values are nested too deep; expected at most {} levels",
                           Budget::kMostDepth));
    }
  }
  void count(const YAML::Mark& at, std::size_t nodes) {
    budget_.nodes += nodes;
    if (budget_.nodes > Budget::kMostNodes) {
      fail(at,
           fmt::format("the scenario has too many values, aliases expanded; expected at most {}",
                       Budget::kMostNodes));
    }
  }
  void remember(YAML::anchor_t anchor, const Node& node, std::size_t nodes) {
    if (anchor != 0) {
      anchors_[anchor] = {node, nodes, height_of(node)};
    }
  }

  void open(const YAML::Mark& at, const std::string& tag, YAML::anchor_t anchor, Node::Kind kind) {
    check_tag(at, tag);
    if (expects_key()) {
      fail(at, "a list or map stands as a key, or lacks its end; expected a name");
    }
    count(at, 1);
    check_depth(at, frames_.size() + 1);
    frames_.push_back({Node(kind, mark(at)), anchor, budget_.nodes - 1, {}});
  }

  void close() {
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    if (frame.node.is_map()) {
      const auto path = [this] { return here(); };
      drop_duplicate_keys(frame.node, path, diagnostics_);
      take_pedigree(frame.node, path, diagnostics_);
    }
    remember(frame.anchor, frame.node, budget_.nodes - frame.nodes_before);
    put(std::move(frame.node));
  }

  void finish(Node node, YAML::anchor_t anchor) {
    remember(anchor, node, 1);
    put(std::move(node));
  }

  void put(Node node) {
    if (frames_.empty()) {
      root_ = std::move(node);
      return;
    }
    Frame& frame = frames_.back();
    if (frame.node.is_list()) {
      Mark place = node.mark;
      frame.node.members.push_back({"", std::move(place), std::move(node)});
    } else if (const Key key = *std::exchange(frame.key, std::nullopt); key.keep) {
      frame.node.members.push_back({key.text, key.mark, std::move(node)});
    }
  }

  std::string_view text_;
  Mark start_;
  Budget& budget_;
  Diagnostics& diagnostics_;
  int documents_ = 0;
  YAML::Mark last_quoted_;
  Node root_;
  std::vector<Frame> frames_;
  std::map<YAML::anchor_t, Anchored> anchors_;
};

void report_syntax_error(const YAML::Exception& error, std::string_view text, const Mark& start,
                         Diagnostics& diagnostics) {
  Mark place = start;
  if (start.line != 0 && !error.mark.is_null()) {
    place.line = error.mark.line + 1;
    place.column = error.mark.column + 1;
  }
  // yaml-cpp notices a tab in the indentation late and tells of its consequence.
  if (const auto tab = find_tab_in_indentation(text, place.line - 1, place.line)) {
    diagnostics.add({start.file, tab->line, tab->column}, "",
                    "a tab stands in the indentation; expected blanks");
    return;
  }
  diagnostics.add(std::move(place), "", "this is no YAML: " + plain_syntax_message(error.msg));
}

/// The tree of the only document in `text`; nothing after an error or if there is no document.
std::optional<Node> build(std::string_view text, const Mark& start, Budget& budget,
                          Diagnostics& diagnostics, bool& is_empty) {
  std::istringstream stream{std::string(text)};
  TreeBuilder builder(text, start, budget, diagnostics);
  try {
    YAML::Parser parser(stream);
    is_empty = !parser.HandleNextDocument(builder);
    if (is_empty) {
      return std::nullopt;
    }
    parser.HandleNextDocument(builder);
    return builder.take();
  } catch (const YAML::Exception& error) {
    report_syntax_error(error, text, start, diagnostics);
  } catch (const Abandoned&) {
    // reported where it was thrown
  }
  return std::nullopt;
}

} // namespace

Node::Node(Kind node_kind, Mark place) : kind(node_kind), mark(std::move(place)) {}

const Member* Node::find(std::string_view key) const {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [key](const Member& member) { return member.key == key; });
  return found == members.end() ? nullptr : &*found;
}

Member* Node::find(std::string_view key) {
  return const_cast<Member*>(std::as_const(*this).find(key));
}

std::vector<std::string> Node::keys() const {
  std::vector<std::string> result;
  for (const Member& member : members) {
    result.push_back(member.key);
  }
  return result;
}

std::string join_path(std::string_view path, std::string_view name) {
  std::string result(path);
  result += path.empty() ? "" : ".";
  result += name;
  return result;
}

const Node* find_below(const Node& root, std::string_view path) {
  const Node* node = &root;
  while (node != nullptr && !path.empty()) {
    const std::string_view key = path.substr(0, path.find('.'));
    const Member* member = node->find(key);
    node = member != nullptr ? &member->value : nullptr;
    path.remove_prefix(std::min(key.size() + 1, path.size()));
  }
  return node;
}

std::optional<Node> parse_document(std::string_view text, const std::string& file, Budget& budget,
                                   Diagnostics& diagnostics) {
  Mark start{std::make_shared<const std::string>(file), 1, 1};
  if (text.starts_with("\xEF\xBB\xBF")) {
    text.remove_prefix(3);
  }
  if (const auto fault = find_encoding_fault(text)) {
    diagnostics.add({start.file, fault->line, fault->column}, "", fault->message);
    return std::nullopt;
  }
  bool is_empty = false;
  auto tree = build(text, start, budget, diagnostics, is_empty);
  if (is_empty) {
    diagnostics.add(start, "", "the file is empty; expected keys such as `urker: 1`");
  }
  return tree;
}

std::optional<Node> parse_value(std::string_view text, const Mark& mark, Budget& budget,
                                Diagnostics& diagnostics) {
  if (const auto fault = find_encoding_fault(text)) {
    diagnostics.add(mark, "", fault->message);
    return std::nullopt;
  }
  bool is_empty = false;
  auto tree = build(text, mark, budget, diagnostics, is_empty);
  if (is_empty) {
    diagnostics.add(mark, "", "there is no value after `=`; expected one, as in a file");
  }
  return tree;
}

std::size_t count_nodes(const Node& node) {
  std::size_t count = 1;
  for (const Member& member : node.members) {
    count += count_nodes(member.value);
  }
  return count;
}

Node overlay(Node base, Node own) {
  if (!base.is_map() || !own.is_map() || own.replaces) {
    return own;
  }
  std::map<std::string, std::size_t, std::less<>> places;
  for (std::size_t i = 0; i < base.members.size(); ++i) {
    places.emplace(base.members[i].key, i);
  }
  std::vector<bool> taken_away(base.members.size(), false);
  for (Member& member : own.members) {
    const auto place = places.find(member.key);
    if (place == places.end()) {
      base.members.push_back(std::move(member));
      continue;
    }
    taken_away[place->second] = member.value.is_null();
    Member& below = base.members[place->second];
    below.key_mark = std::move(member.key_mark);
    below.value = overlay(std::move(below.value), std::move(member.value));
  }
  std::size_t i = 0;
  std::erase_if(base.members, [&](const Member&) {
    const bool erase = i < taken_away.size() && taken_away[i];
    ++i;
    return erase;
  });
  base.mark = std::move(own.mark);
  base.is_broken = base.is_broken || own.is_broken;
  return base;
}

} // namespace urker::scenario

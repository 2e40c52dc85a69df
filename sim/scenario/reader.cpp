#include "scenario/reader.hpp"

#include "scenario/expected.hpp"
#include "scenario/text_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>
#include <set>
#include <utility>

namespace urker::scenario {
namespace {

/// The group, map or list that is being read.
struct Frame {
  const Node* node = nullptr; ///< null: not given, all is default
  Mark place;                 ///< its key, where something that it lacks is reported
  std::string path;
  bool may_lack_keys = false; ///< a description to start from, or an error about it was reported
  std::string_view keyword;   ///< a key that was dealt with before and is gone
  std::set<std::string, std::less<>> asked;
  std::size_t errors_before = 0;
  std::size_t rules_broken = 0; ///< of those since then, all values being right
};

class TreeReader final : public FieldVisitor {
 public:
  TreeReader(const Node& root, const Language& language, Diagnostics& diagnostics)
      : root_(root), language_(language), diagnostics_(diagnostics) {}

  void run(const GroupVisit& describe_root) {
    Frame root;
    root.node = &root_;
    root.place = root_.mark;
    root.keyword = "include"; // done with, too
    read_group(std::move(root), describe_root);
  }

  void exactly_one_of(std::span<const std::string_view> names) override;
  void check(bool holds, std::string_view name, std::string_view message) override;
  void visit_number(const Field& field, double& value, const Range& range) override;
  void visit_integer(const Field& field, std::int64_t& value, std::int64_t least,
                     std::int64_t most) override;
  void visit_boolean(const Field& field, bool& value) override;
  void visit_text(const Field& field, std::string& value) override;
  void visit_reference(const Field& field, std::string& value, Reference to) override;
  void visit_calendar(const Field& field, CalendarTime& value) override;
  void visit_choice(const Field& field, std::size_t& index,
                    std::span<const std::string_view> names) override;
  void visit_group(const Field& field, const Template& from, const GroupVisit& group) override;
  void visit_map(const Field& field, const Template& from, MapAccess& map) override;
  void visit_list(const Field& field, ListAccess& list) override;
  bool visit_presence(const Field& field, bool present) override;

 private:
  [[nodiscard]] Frame& frame() { return frames_.back(); }
  [[nodiscard]] std::string path_of(std::string_view name) {
    return name.starts_with('[') ? frame().path + std::string(name) : join_path(frame().path, name);
  }
  void fail(const Mark& mark, std::string_view name, const std::string& what,
            const std::string& expected) {
    diagnostics_.add(mark, path_of(name),
                     what + (expected.empty() ? "" : "; expected " + expected));
  }
  /// What was expected: needed only in errors, and slow to tell of numbers with their units.
  using Words = std::function<std::string()>;
  const Member* ask(const Field& field, const Words& expected);
  const Member* ask(const Field& field, const std::string& expected) {
    return ask(field, [&expected] { return expected; });
  }
  const Node* scalar(const Field& field, const Words& expected);
  const Node* scalar(const Field& field, const std::string& expected) {
    return scalar(field, [&expected] { return expected; });
  }
  [[nodiscard]] Frame frame_below(const Node* node, const Mark& place, std::string path);
  void read_group(Frame group, const GroupVisit& visit);
  void report_unknown_keys();
  const std::vector<std::string>& names_of_section(std::string_view path);

  const Node& root_;
  const Language& language_;
  Diagnostics& diagnostics_;
  std::vector<Frame> frames_;
  const Member* element_ = nullptr;                                    ///< of the list being read
  std::map<std::string, std::vector<std::string>, std::less<>> names_; ///< of sections, as asked
};

/// The member of the current group for a field; null, with an error if it had to be there.
const Member* TreeReader::ask(const Field& field, const Words& expected) {
  if (element_ != nullptr) {
    return element_;
  }
  frame().asked.emplace(field.name);
  const Node* node = frame().node;
  const Member* member = node != nullptr ? node->find(field.name) : nullptr;
  if (member == nullptr) {
    if (field.required && node != nullptr && !frame().may_lack_keys) {
      fail(frame().place, field.name, "is missing", expected());
    }
    return nullptr;
  }
  if (member->value.is_null()) {
    fail(member->key_mark, field.name, "has no value", expected());
    return nullptr;
  }
  return member;
}

const Node* TreeReader::scalar(const Field& field, const Words& expected) {
  const Member* member = ask(field, expected);
  if (member != nullptr && !member->value.is_scalar() && member->value.is_broken) {
    return nullptr;
  }
  if (member != nullptr && !member->value.is_scalar()) {
    fail(member->value.mark, field.name, "is " + kind_name(member->value), expected());
    return nullptr;
  }
  return member != nullptr ? &member->value : nullptr;
}

Frame TreeReader::frame_below(const Node* node, const Mark& place, std::string path) {
  Frame below;
  below.node = node;
  below.place = place;
  below.path = std::move(path);
  below.may_lack_keys = frame().may_lack_keys || (node != nullptr && node->is_broken);
  below.errors_before = diagnostics_.size();
  return below;
}

void TreeReader::read_group(Frame group, const GroupVisit& visit) {
  frames_.push_back(std::move(group));
  const Member* const element = std::exchange(element_, nullptr);
  visit(*this);
  element_ = element;
  if (frame().node != nullptr) {
    report_unknown_keys();
  }
  frames_.pop_back();
}

void TreeReader::report_unknown_keys() {
  std::vector<std::string> known(frame().asked.begin(), frame().asked.end());
  if (!frame().keyword.empty()) {
    known.emplace_back(frame().keyword);
  }
  for (const Member& member : frame().node->members) {
    if (frame().asked.count(member.key) == 0) {
      const std::string nearest = did_you_mean(member.key, known);
      fail(member.key_mark, is_entity_name(member.key) ? member.key : in_quotes(member.key),
           "is no key here" + nearest, nearest.empty() ? one_of(known) : "");
    }
  }
}

void TreeReader::exactly_one_of(std::span<const std::string_view> names) {
  const Node* node = frame().node;
  if (node == nullptr) {
    return;
  }
  std::vector<const Member*> given;
  for (const std::string_view name : names) {
    if (const Member* member = node->find(name)) {
      given.push_back(member);
    }
  }
  const std::string expected = (names.size() > 1 ? "exactly one of " : "") +
                               one_of(std::vector<std::string>(names.begin(), names.end()));
  if (given.empty() && !frame().may_lack_keys) {
    diagnostics_.add(frame().place, frame().path, "lacks a key; expected " + expected);
  } else if (given.size() > 1) {
    diagnostics_.add(
        given[1]->key_mark, path_of(given[1]->key),
        fmt::format("is given beside {}; expected {}", in_quotes(given[0]->key), expected));
  }
}

void TreeReader::check(bool holds, std::string_view name, std::string_view message) {
  if (holds || frame().node == nullptr || frame().may_lack_keys ||
      diagnostics_.size() > frame().errors_before + frame().rules_broken) {
    return;
  }
  ++frame().rules_broken;
  const std::string_view key = name.substr(0, name.find('['));
  const Member* member = frame().node->find(key);
  if (member != nullptr && key.size() < name.size() && member->value.is_list()) {
    std::size_t index = 0;
    std::from_chars(name.data() + key.size() + 1, name.data() + name.size(), index);
    if (index < member->value.members.size()) {
      member = &member->value.members[index];
    }
  }
  diagnostics_.add(member != nullptr ? member->value.mark : frame().place, path_of(name),
                   std::string(message));
}

void TreeReader::visit_number(const Field& field, double& value, const Range& range) {
  const Words expected = [&range] { return expected_number(range); };
  const Node* node = scalar(field, expected);
  if (node == nullptr) {
    return;
  }
  const auto read = parse_number(*node, range);
  if (read.value) {
    value = *read.value;
  } else {
    fail(node->mark, field.name, read.fault, read.expected.empty() ? expected() : read.expected);
  }
}

void TreeReader::visit_integer(const Field& field, std::int64_t& value, std::int64_t least,
                               std::int64_t most) {
  const std::string expected = expected_integer(least, most);
  const Node* node = scalar(field, expected);
  if (node == nullptr) {
    return;
  }
  std::int64_t read = 0;
  const char* const end = node->text.data() + node->text.size();
  const auto [stop, error] = std::from_chars(node->text.data(), end, read);
  const std::string_view digits =
      std::string_view(node->text).substr(node->text.starts_with('-') ? 1 : 0);
  const bool octal_like = digits.size() > 1 && digits[0] == '0';
  if (node->is_quoted || stop != end || octal_like || error == std::errc::invalid_argument) {
    fail(node->mark, field.name, fmt::format("{} is no whole number", in_quotes(node->text)),
         expected);
  } else if (error == std::errc::result_out_of_range || read < least || read > most) {
    fail(node->mark, field.name, fmt::format("{} is out of range", in_quotes(node->text)),
         expected);
  } else {
    value = read;
  }
}

void TreeReader::visit_boolean(const Field& field, bool& value) {
  const std::string expected = "true or false";
  const Node* node = scalar(field, expected);
  if (node == nullptr) {
    return;
  }
  if (!node->is_quoted && (node->text == "true" || node->text == "false")) {
    value = node->text == "true";
  } else {
    fail(node->mark, field.name, fmt::format("{} is no boolean", in_quotes(node->text)), expected);
  }
}

void TreeReader::visit_text(const Field& field, std::string& value) {
  const Node* node = scalar(field, "a text");
  if (node == nullptr) {
    return;
  }
  const std::string_view type = node->is_quoted ? "" : plain_type(node->text);
  if (type.empty()) {
    value = node->text;
  } else {
    fail(node->mark, field.name, fmt::format("{} is {}", in_quotes(node->text), type),
         fmt::format("a text; write '{}' in quotes", node->text));
  }
}

void TreeReader::visit_reference(const Field& field, std::string& value, Reference to) {
  const std::string expected = fmt::format("the name of an entry of {}", to.section);
  const Node* node = scalar(field, expected);
  if (node == nullptr) {
    return;
  }
  const std::vector<std::string>& names = names_of_section(to.section);
  if (std::binary_search(names.begin(), names.end(), node->text)) {
    value = node->text;
    return;
  }
  const std::string nearest = names.empty() ? ", which is empty" : did_you_mean(node->text, names);
  fail(node->mark, field.name,
       fmt::format("{} is no entry of {}{}", in_quotes(node->text), to.section, nearest),
       nearest.empty() ? one_of(names) : "");
}

void TreeReader::visit_calendar(const Field& field, CalendarTime& value) {
  const std::string expected = "a UTC time such as 2026-08-22T00:00:00Z";
  const Node* node = scalar(field, expected);
  if (node == nullptr) {
    return;
  }
  if (const auto time = parse_calendar(node->text)) {
    value = *time;
  } else {
    fail(node->mark, field.name, fmt::format("{} is no time in UTC", in_quotes(node->text)),
         expected);
  }
}

void TreeReader::visit_choice(const Field& field, std::size_t& index,
                              std::span<const std::string_view> names) {
  const std::vector<std::string> choices(names.begin(), names.end());
  const std::string expected = one_of(choices);
  const Node* node = scalar(field, expected);
  if (node == nullptr) {
    return;
  }
  const auto found = std::find(choices.begin(), choices.end(), node->text);
  if (found != choices.end()) {
    index = static_cast<std::size_t>(found - choices.begin());
  } else {
    fail(node->mark, field.name, fmt::format("{} is no choice", in_quotes(node->text)),
         expected + did_you_mean(node->text, choices));
  }
}

void TreeReader::visit_group(const Field& field, const Template& from, const GroupVisit& group) {
  const Member* member = ask(field, "a group of keys");
  if (member != nullptr && !member->value.is_map()) {
    fail(member->value.mark, field.name, "is " + kind_name(member->value), "a group of keys");
    return;
  }
  // A group that is not given is visited too: its std::optionals must learn that they are absent.
  Frame below = member != nullptr
                    ? frame_below(&member->value, member->key_mark, path_of(field.name))
                    : frame_below(nullptr, frame().place, path_of(field.name));
  below.keyword = from.keyword;
  read_group(std::move(below), group);
}

void TreeReader::visit_map(const Field& field, const Template& from, MapAccess& map) {
  const std::string expected = "a map of named entries";
  const Member* member = ask(field, expected);
  if (member == nullptr) {
    return;
  }
  if (!member->value.is_map()) {
    fail(member->value.mark, field.name, "is " + kind_name(member->value), expected);
    return;
  }
  const std::string path = path_of(field.name);
  const auto types = language_.type_sections.find(path);
  const bool holds_types = types != language_.type_sections.end();
  for (const Member& entry : member->value.members) {
    const std::string entry_path = join_path(path, entry.key);
    if (!is_entity_name(entry.key)) {
      diagnostics_.add(entry.key_mark, path,
                       fmt::format("{} is no name; expected a lower-case letter, then letters, "
                                   "digits and _, at most 64",
                                   in_quotes(entry.key)));
    } else if (!entry.value.is_map()) {
      diagnostics_.add(entry.value.mark, entry_path,
                       fmt::format("is {}; expected a group of keys", kind_name(entry.value)));
    } else {
      const auto visit = [&](FieldVisitor& visitor) {
        holds_types ? map.visit_prototype(visitor) : map.visit(entry.key, visitor);
      };
      Frame below = frame_below(&entry.value, entry.key_mark, entry_path);
      below.keyword = holds_types ? std::string_view(types->second) : from.keyword;
      below.may_lack_keys = below.may_lack_keys || holds_types;
      read_group(std::move(below), visit);
    }
  }
}

void TreeReader::visit_list(const Field& field, ListAccess& list) {
  const Member* member = ask(field, "a list");
  if (member == nullptr) {
    return;
  }
  if (!member->value.is_list()) {
    fail(member->value.mark, field.name, "is " + kind_name(member->value), "a list");
    return;
  }
  const auto& members = member->value.members;
  list.resize(members.size());
  const Member* const outer = std::exchange(element_, nullptr);
  // Elements are described by the frame's path: "polygon[2]".
  frames_.push_back(frame_below(nullptr, member->key_mark, path_of(field.name)));
  for (std::size_t i = 0; i < members.size(); ++i) {
    const std::string name = fmt::format("[{}]", i);
    element_ = &members[i];
    list.visit(i, {name, field.doc, true}, *this);
  }
  frames_.pop_back();
  element_ = outer;
}

bool TreeReader::visit_presence(const Field& field, bool) {
  frame().asked.emplace(field.name);
  const bool given = frame().node != nullptr && frame().node->find(field.name) != nullptr;
  if (!given && field.required) {
    ask(field, "a value");
  }
  return given;
}

/// Names of the entries of a section, in bytewise order.
const std::vector<std::string>& TreeReader::names_of_section(std::string_view path) {
  const auto known = names_.find(path);
  if (known != names_.end()) {
    return known->second;
  }
  std::vector<std::string>& names = names_[std::string(path)];
  if (const Node* section = find_below(root_, path)) {
    names = section->keys();
    std::sort(names.begin(), names.end());
  }
  return names;
}

} // namespace

void read(const Node& resolved, const Language& language, const GroupVisit& describe_root,
          Diagnostics& diagnostics) {
  TreeReader(resolved, language, diagnostics).run(describe_root);
}

} // namespace urker::scenario

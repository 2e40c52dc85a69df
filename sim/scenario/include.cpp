#include "scenario/include.hpp"

#include "scenario/source_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace urker::scenario {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFiles = 256;
constexpr std::size_t kMostDeep = 32;
constexpr std::string_view kInclude = "include";
constexpr std::string_view kVersion = "urker";

/// Whether `name` fits a pattern of literal characters, `?` (one) and `*` (any number).
bool fits(std::string_view pattern, std::string_view name) {
  std::size_t p = 0, n = 0, star = std::string_view::npos, retry = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      retry = n;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == name[n])) {
      ++p;
      ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++retry;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') {
    ++p;
  }
  return p == pattern.size();
}

bool is_pattern(std::string_view name) {
  return name.find_first_of("*?") != std::string_view::npos;
}

class IncludeReader {
 public:
  IncludeReader(const fs::path& scenario, const Shape& root, Budget& budget,
                Diagnostics& diagnostics)
      : scenario_(scenario), shape_(root), budget_(budget), diagnostics_(diagnostics) {}

  Sources run() {
    std::error_code error;
    const fs::path file = fs::canonical(scenario_, error);
    shown_folder_ = scenario_.parent_path();
    root_ = fs::canonical(shown_folder_.empty() ? "." : shown_folder_, error);
    std::string text;
    if (const auto fault = read_file(file.empty() ? scenario_ : file, text)) {
      throw Error(fault->is_missing ? Cause::missing_input : Cause::invalid_input,
                  scenario_.string() + ": " + fault->message);
    }
    stack_.push_back(file);
    auto own = parse(scenario_.string(), std::move(text));
    if (own && !own->is_map()) {
      diagnostics_.add(own->mark, "", "this is no map; expected keys such as `urker: 1`");
      own.reset();
    }
    if (own) {
      // Relative to the folder of the path as given, which need not be that of a link's target.
      const Node includes = take_includes(*own);
      read_includes(includes, root_);
    }
    if (!own || is_incomplete_) {
      diagnostics_.throw_if_any();
    }
    sources_.tree = overlay(std::move(included_), std::move(*own));
    return std::move(sources_);
  }

 private:
  std::optional<Node> parse(const std::string& name, std::string text) {
    auto tree = parse_document(text, name, budget_, diagnostics_);
    sources_.files.push_back({name, std::move(text)});
    is_incomplete_ = is_incomplete_ || !tree;
    return tree;
  }

  static Node take_includes(Node& tree) {
    Member* member = tree.find(kInclude);
    if (member == nullptr) {
      return Node(Node::Kind::list, tree.mark);
    }
    Node includes = std::move(member->value);
    std::erase_if(tree.members, [](const Member& m) { return m.key == kInclude; });
    return includes;
  }

  void refuse(const Mark& mark, std::string message) {
    is_incomplete_ = true;
    diagnostics_.add(mark, std::string(kInclude), std::move(message));
  }
  void refuse_missing(const Mark& mark, std::string message) {
    is_incomplete_ = true;
    diagnostics_.add_missing_file(mark, std::string(kInclude), std::move(message));
  }

  void read_includes(const Node& includes, const fs::path& folder) {
    if (includes.is_scalar()) {
      read_pattern(includes, folder);
    } else if (includes.is_list()) {
      for (const Member& pattern : includes.members) {
        read_pattern(pattern.value, folder);
      }
    } else {
      refuse(includes.mark, "is no list; expected file names such as [catalog/*.yaml]");
    }
  }

  void read_pattern(const Node& pattern, const fs::path& folder) {
    if (!pattern.is_scalar() || pattern.text.empty()) {
      refuse(pattern.mark, "is no file name; expected one such as catalog/*.yaml");
      return;
    }
    const fs::path path(pattern.text);
    if (path.is_absolute()) {
      refuse(pattern.mark, fmt::format("{} is absolute; expected a file below the folder of the "
                                       "scenario",
                                       in_quotes(pattern.text)));
      return;
    }
    const std::vector<fs::path> files = matches(folder, path);
    if (files.empty() && is_pattern(pattern.text)) {
      refuse_missing(pattern.mark, fmt::format("{} fits no file", in_quotes(pattern.text)));
    }
    for (const fs::path& file : files) {
      read_one(file, pattern);
    }
  }

  [[nodiscard]] bool is_inside(const fs::path& canonical) const {
    return scenario::is_inside(root_, canonical);
  }

  /// Files that fit, in bytewise order of their paths; a path without pattern is its only match.
  /// No folder outside of the root is listed.
  [[nodiscard]] std::vector<fs::path> matches(const fs::path& folder,
                                              const fs::path& pattern) const {
    std::vector<fs::path> found{folder};
    for (auto part = pattern.begin(); part != pattern.end(); ++part) {
      const bool is_last = std::next(part) == pattern.end();
      std::vector<fs::path> next;
      for (const fs::path& base : found) {
        if (!is_pattern(part->native())) {
          next.push_back(base / *part);
          continue;
        }
        std::error_code error;
        if (!is_inside(fs::weakly_canonical(base, error))) {
          continue;
        }
        for (const auto& entry : fs::directory_iterator(base, error)) {
          const std::string name = entry.path().filename().native();
          const bool fitting = fits(part->native(), name) && name[0] != '.';
          if (fitting && entry.is_directory(error) != is_last) {
            next.push_back(entry.path());
          }
        }
      }
      found = std::move(next);
    }
    std::sort(found.begin(), found.end(),
              [](const fs::path& a, const fs::path& b) { return a.native() < b.native(); });
    return found;
  }

  void read_one(const fs::path& path, const Node& pattern) {
    std::error_code error;
    const fs::path file = fs::weakly_canonical(path, error);
    if (error || !is_inside(file)) {
      refuse(pattern.mark, fmt::format("{} is outside of the folder of the scenario; expected a "
                                       "file below it",
                                       in_quotes(pattern.text)));
      return;
    }
    const std::string name = shown_name(file);
    const std::string told = in_quotes(
        is_pattern(pattern.text) ? file.lexically_relative(root_).string() : pattern.text);
    if (std::find(stack_.begin(), stack_.end(), file) != stack_.end()) {
      refuse(pattern.mark, fmt::format("{} includes itself", told));
      return;
    }
    if (done_.count(file) != 0) {
      return;
    }
    if (stack_.size() > kMostDeep || done_.size() >= kMostFiles) {
      refuse(pattern.mark, fmt::format("too many files are included; expected at most {}, {} deep",
                                       kMostFiles, kMostDeep));
      diagnostics_.throw_if_any();
    }
    done_.insert(file);
    std::string text;
    if (const auto fault = read_file(file, text)) {
      const std::string message = fmt::format("{}: {}", told, fault->message);
      fault->is_missing ? refuse_missing(pattern.mark, message) : refuse(pattern.mark, message);
      return;
    }
    if (auto tree = parse(name, std::move(text))) {
      add(std::move(*tree), file);
    }
  }

  void add(Node tree, const fs::path& file) {
    if (!tree.is_map()) {
      diagnostics_.add(tree.mark, "", "this is no map; expected sections such as `satellites:`");
      is_incomplete_ = true;
      return;
    }
    stack_.push_back(file);
    const Node includes = take_includes(tree);
    read_includes(includes, file.parent_path());
    stack_.pop_back();
    combine(included_, std::move(tree), &shape_, "");
  }

  /// Adds the keys of `more` to `all`. Groups that are spread over files grow together; a name that
  /// two files define is an error.
  void combine(Node& all, Node more, const Shape* shape, const std::string& path) {
    std::map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < all.members.size(); ++i) {
      places.emplace(all.members[i].key, i);
    }
    for (Member& member : more.members) {
      const auto place = places.find(member.key);
      if (place == places.end()) {
        all.members.push_back(std::move(member));
        continue;
      }
      Member* first = &all.members[place->second];
      const std::string here = join_path(path, member.key);
      const Shape* field = shape != nullptr ? shape->find(member.key) : nullptr;
      const bool same_version = path.empty() && member.key == kVersion &&
                                first->value.is_scalar() && first->value.text == member.value.text;
      if (field != nullptr && first->value.is_map() && member.value.is_map()) {
        combine(first->value, std::move(member.value), field, here);
      } else if (!same_version) {
        diagnostics_.add(member.key_mark, here,
                         fmt::format("is defined a second time, first at {}; only the scenario "
                                     "itself may override",
                                     first->key_mark.text()));
      }
    }
  }

  [[nodiscard]] std::string shown_name(const fs::path& file) const {
    return (shown_folder_ / file.lexically_relative(root_)).string();
  }

  const fs::path scenario_;
  const Shape& shape_;
  Budget& budget_;
  Diagnostics& diagnostics_;
  fs::path root_;               ///< canonical folder of the scenario
  fs::path shown_folder_;       ///< the same as the user wrote it
  std::vector<fs::path> stack_; ///< files being read, canonical
  std::set<fs::path> done_;
  bool is_incomplete_ = false; ///< a file is missing or is no YAML: more errors would mislead
  Node included_{Node::Kind::map, {}};
  Sources sources_;
};

} // namespace

Sources read_sources(const fs::path& scenario, const Shape& root, Budget& budget,
                     Diagnostics& diagnostics) {
  return IncludeReader(scenario, root, budget, diagnostics).run();
}

} // namespace urker::scenario

#include "scenario/resolve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace urker::scenario {
namespace {

constexpr std::string_view kAny = "*";

/// An override that goes on below the value at hand: its next component is `path[depth]`.
struct Active {
  std::size_t index = 0;
  std::size_t depth = 0;
};
using Actives = std::vector<Active>;

/// How far an override got, for the message if it sets nothing.
struct Progress {
  bool is_used = false;
  std::size_t depth = 0;
  std::vector<std::string> candidates; ///< what could have stood at `depth`
};

bool holds_keys(const Shape& shape) {
  return shape.kind == Shape::Kind::group || shape.kind == Shape::Kind::map;
}

class Resolver {
 public:
  Resolver(const Language& language, const std::vector<Override>& overrides, Budget& budget,
           Diagnostics& diagnostics)
      : language_(language), overrides_(overrides), budget_(budget), diagnostics_(diagnostics),
        progress_(overrides.size()) {}

  Node run(const Node& merged) {
    Actives all;
    for (std::size_t i = 0; i < overrides_.size(); ++i) {
      all.push_back({i, 0});
    }
    // Descriptions take their overrides first, so that whoever starts from them gets these too.
    // A second time for keys that come from a description.
    written_ = visit(language_.root, merged, "", all);
    if (language_.patterns) {
      language_.patterns->expand(written_, language_, budget_, diagnostics_);
    }
    is_expanding_ = true;
    Node result = visit(language_.root, written_, "", all);
    if (language_.patterns) {
      std::erase_if(result.members,
                    [this](const Member& m) { return m.key == language_.patterns->section; });
    }
    report_unused();
    return result;
  }

 private:
  [[nodiscard]] const std::string& name(const Active& a) const {
    return overrides_[a.index].path[a.depth];
  }
  [[nodiscard]] bool is_last(const Active& a) const {
    return a.depth + 1 == overrides_[a.index].path.size();
  }
  [[nodiscard]] bool has_pattern(const Active& a) const {
    const auto& path = overrides_[a.index].path;
    return std::find(path.begin(), path.end(), kAny) != path.end();
  }
  void stuck(const Active& a, std::vector<std::string> candidates) {
    Progress& progress = progress_[a.index];
    if (is_expanding_ && a.depth >= progress.depth) {
      progress.depth = a.depth;
      progress.candidates = std::move(candidates);
    }
  }
  void set(Node& map, const Active& a) {
    const Override& o = overrides_[a.index];
    Node own(Node::Kind::map, map.mark);
    own.members.push_back({name(a), o.mark, o.value});
    map = overlay(std::move(map), std::move(own));
    progress_[a.index].is_used = true;
  }

  Node visit(const Shape& shape, Node node, const std::string& path, const Actives& actives) {
    if (shape.kind == Shape::Kind::group && node.is_map()) {
      return visit_group(shape, std::move(node), path, actives);
    }
    if (shape.kind == Shape::Kind::map && node.is_map()) {
      return visit_map(shape, std::move(node), path, actives);
    }
    if (shape.kind == Shape::Kind::list && node.is_list()) {
      for (Member& member : node.members) {
        member.value = visit(shape.element.front(), std::move(member.value), path, {});
      }
    }
    for (const Active& a : actives) {
      stuck(a, {});
    }
    return node;
  }

  Node visit_group(const Shape& shape, Node node, const std::string& path, const Actives& actives) {
    for (const Active& a : actives) {
      if (is_last(a) && !shape.keyword.empty() && name(a) == shape.keyword) {
        set(node, a);
      }
    }
    if (is_expanding_ && !shape.keyword.empty()) {
      std::vector<std::string> chain;
      node = expand(shape, std::move(node), path, chain);
    }
    for (const Active& a : actives) {
      if (name(a) != kAny && name(a) != shape.keyword) {
        apply_to_group(shape, node, a);
      }
    }
    for (Member& member : node.members) {
      if (const Shape* field = shape.find(member.key)) {
        visit_member(*field, member, path, actives);
      }
    }
    return node;
  }

  void apply_to_group(const Shape& shape, Node& node, const Active& a) {
    const Shape* field = shape.find(name(a));
    const bool is_given = node.find(name(a)) != nullptr;
    if (field == nullptr) {
      stuck(a, shape.field_names());
    } else if (is_last(a)) {
      if (is_given || !has_pattern(a) || !field->may_be_absent) {
        set(node, a);
      } else {
        stuck(a, {});
      }
    } else if (!is_given && !has_pattern(a) && holds_keys(*field)) {
      const Mark& mark = overrides_[a.index].mark;
      node.members.push_back({name(a), mark, Node(Node::Kind::map, mark)});
    } else if (!is_given) {
      stuck({a.index, a.depth + (has_pattern(a) ? 0U : 1U)}, {});
    }
  }

  Node visit_map(const Shape& shape, Node node, const std::string& path, const Actives& actives) {
    for (const Active& a : actives) {
      if (name(a) == kAny) {
        continue;
      }
      if (node.find(name(a)) == nullptr) {
        stuck(a, node.keys());
      } else if (is_last(a)) {
        set(node, a);
      }
    }
    for (Member& member : node.members) {
      visit_member(shape.element.front(), member, path, actives);
    }
    return node;
  }

  void visit_member(const Shape& shape, Member& member, const std::string& path,
                    const Actives& actives) {
    Actives inner;
    for (const Active& a : actives) {
      if (!is_last(a) && (name(a) == member.key || name(a) == kAny)) {
        inner.push_back({a.index, a.depth + 1});
      }
    }
    member.value = visit(shape, std::move(member.value), join_path(path, member.key), inner);
  }

  /// `own` laid over the description that its keyword names, and that over its own, ...
  Node expand(const Shape& shape, Node own, const std::string& path,
              std::vector<std::string>& chain) {
    const Member* member = own.find(shape.keyword);
    if (member == nullptr) {
      return own;
    }
    const Node name = member->value;
    std::erase_if(own.members, [&](const Member& m) { return m.key == shape.keyword; });
    const auto fail = [&](const std::string& message) {
      diagnostics_.add(name.mark, join_path(path, shape.keyword), message);
      own.is_broken = true;
      return std::move(own);
    };
    if (!name.is_scalar()) {
      return fail(
          fmt::format("is no name; expected the name of an entry of {}", shape.template_section));
    }
    if (std::find(chain.begin(), chain.end(), name.text) != chain.end()) {
      return fail(
          fmt::format("goes round in a circle ({}, {})", fmt::join(chain, ", "), name.text));
    }
    const Node* section = find_below(written_, shape.template_section);
    const Member* base = section != nullptr ? section->find(name.text) : nullptr;
    if (base == nullptr) {
      const auto names = section != nullptr ? section->keys() : std::vector<std::string>{};
      return fail(fmt::format("{} is no entry of {}{}", in_quotes(name.text),
                              shape.template_section,
                              names.empty() ? ", which is empty" : suggestion(name.text, names)));
    }
    charge(base->value, name.mark, path);
    chain.push_back(name.text);
    Node expanded = expand(shape, base->value, path, chain);
    expanded.is_broken = expanded.is_broken || !expanded.is_map();
    return overlay(std::move(expanded), std::move(own));
  }

  static std::string suggestion(const std::string& name, const std::vector<std::string>& names) {
    const std::string nearest = did_you_mean(name, names);
    return nearest.empty() ? "; expected " + one_of(names) : nearest;
  }

  void charge(const Node& copied, const Mark& mark, const std::string& path) {
    budget_.nodes += count_nodes(copied);
    if (budget_.nodes > Budget::kMostNodes) {
      diagnostics_.add(mark, path,
                       fmt::format("the scenario has too many values, descriptions copied; "
                                   "expected at most {}",
                                   Budget::kMostNodes));
      diagnostics_.throw_if_any();
    }
  }

  void report_unused() {
    for (std::size_t i = 0; i < overrides_.size(); ++i) {
      const Progress& progress = progress_[i];
      if (progress.is_used) {
        continue;
      }
      const auto& path = overrides_[i].path;
      const std::string& missing = path[std::min(progress.depth, path.size() - 1)];
      diagnostics_.add(overrides_[i].mark, fmt::format("{}", fmt::join(path, ".")),
                       progress.candidates.empty()
                           ? fmt::format("nothing there has the key {}", in_quotes(missing))
                           : fmt::format("{} is not there{}", in_quotes(missing),
                                         suggestion(missing, progress.candidates)));
    }
  }

  const Language& language_;
  const std::vector<Override>& overrides_;
  Budget& budget_;
  Diagnostics& diagnostics_;
  std::vector<Progress> progress_;
  Node written_; ///< with overrides, before descriptions are laid under
  bool is_expanding_ = false;
};

std::vector<std::string> split(std::string_view path) {
  std::vector<std::string> components;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('.', begin), path.size());
    components.emplace_back(path.substr(begin, end - begin));
    begin = end + 1;
  }
  return components;
}

} // namespace

std::vector<Override> parse_overrides(const std::vector<std::string>& sets, Budget& budget,
                                      Diagnostics& diagnostics) {
  std::vector<Override> overrides;
  for (const std::string& text : sets) {
    const Mark mark{std::make_shared<const std::string>("--set " + text), 0, 0};
    const std::size_t equals = text.find('=');
    auto path = split(std::string_view(text).substr(0, equals));
    const bool has_path = std::none_of(path.begin(), path.end(),
                                       [](const std::string& name) { return name.empty(); });
    if (equals == std::string::npos || !has_path || path.back() == kAny) {
      diagnostics.add(mark, "", "is no override; expected path.to.key=value");
      continue;
    }
    auto value = parse_value(std::string_view(text).substr(equals + 1), mark, budget, diagnostics);
    if (value) {
      overrides.push_back({std::move(path), std::move(*value), mark});
    }
  }
  return overrides;
}

Node resolve(const Node& merged, const Language& language, const std::vector<Override>& overrides,
             Budget& budget, Diagnostics& diagnostics) {
  return Resolver(language, overrides, budget, diagnostics).run(merged);
}

} // namespace urker::scenario

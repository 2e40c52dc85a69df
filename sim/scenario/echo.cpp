#include "scenario/echo.hpp"

#include "scenario/shape.hpp"
#include "scenario/text_visitor.hpp"

#include <fmt/format.h>

#include <utility>

namespace urker::scenario {
namespace {

/// Writes block YAML.
class Echo final : public TextVisitor {
 public:
  [[nodiscard]] std::string take() { return std::move(text_); }

  bool visit_presence(const Field&, bool present) override {
    is_chosen_ = present;
    return present;
  }
  void visit_group(const Field& field, const Template&, const GroupVisit& group) override {
    const bool may_vanish = !std::exchange(is_chosen_, false) && !field.required;
    block(field.name, may_vanish ? "" : "{}", [&] { group(*this); });
  }
  void visit_map(const Field& field, const Template&, MapAccess& map) override {
    const auto names = map.names();
    block(field.name, field.required ? "{}" : "", [&] {
      for (const std::string& name : names) {
        block(name, "{}", [&] { map.visit(name, *this); });
      }
    });
  }
  void visit_list(const Field& field, ListAccess& list) override {
    block(field.name, "[]", [&] {
      for (std::size_t i = 0; i < list.size(); ++i) {
        is_element_ = true;
        list.visit(i, {field.name, field.doc, true}, *this);
      }
      is_element_ = false;
    });
  }

 protected:
  void single_value(const Field& field, const std::string& yaml) override {
    is_chosen_ = false;
    text_ += line(is_element_, field.name, yaml);
  }

 private:
  static constexpr std::size_t kStep = 2;

  [[nodiscard]] std::string line(bool is_element, std::string_view name,
                                 std::string_view yaml) const {
    return fmt::format("{}{}{} {}\n", std::string(indent_, ' '), is_element ? "-" : name,
                       is_element ? "" : ":", yaml);
  }

  /// What `write` writes, one step deeper below a name; `empty` if it writes nothing, and nothing
  /// at all if that is empty, too.
  template <class Write>
  void block(std::string_view name, std::string_view empty, const Write& write) {
    const bool is_element = std::exchange(is_element_, false);
    const std::size_t begin = text_.size();
    if (!is_element) {
      text_ += std::string(indent_, ' ') + std::string(name) + ":\n";
    }
    const std::size_t body = text_.size();
    indent_ += kStep;
    write();
    indent_ -= kStep;
    if (text_.size() == body) {
      text_.resize(begin);
      text_ += empty.empty() ? "" : line(is_element, name, empty);
    } else if (is_element) {
      text_[body + indent_] = '-';
    }
  }

  std::string text_;
  std::size_t indent_ = 0;
  bool is_element_ = false; ///< what comes next is an element of a list
  bool is_chosen_ = false;  ///< what comes next is a std::optional that is there
};

/// Walks struct and tree side by side.
class Explainer final : public TextVisitor {
 public:
  explicit Explainer(const Node& resolved) : node_(&resolved) {}
  [[nodiscard]] std::vector<ExplainedValue> take() { return std::move(values_); }

  void visit_group(const Field& field, const Template&, const GroupVisit& group) override {
    below(field.name, [&] { group(*this); });
  }
  void visit_map(const Field& field, const Template&, MapAccess& map) override {
    below(field.name, [&] {
      for (const std::string& name : map.names()) {
        below(name, [&] { map.visit(name, *this); });
      }
    });
  }
  void visit_list(const Field& field, ListAccess& list) override {
    below(field.name, [&] {
      const Node* const node = node_;
      for (std::size_t i = 0; i < list.size(); ++i) {
        element_ = node != nullptr ? &node->members.at(i).value : nullptr;
        const std::string name = fmt::format("[{}]", i);
        list.visit(i, {name, field.doc, true}, *this);
      }
      element_ = nullptr;
    });
  }

 protected:
  void single_value(const Field& field, const std::string& yaml) override {
    const Node* node = find(field.name);
    const Pedigree* pedigree = node != nullptr && node->pedigree ? node->pedigree.get() : pedigree_;
    values_.push_back({path_of(field.name), yaml, node != nullptr ? node->mark.text() : "default",
                       pedigree != nullptr ? *pedigree : Pedigree{}});
  }

 private:
  [[nodiscard]] const Node* find(std::string_view name) const {
    if (name.starts_with('[')) {
      return element_;
    }
    const Member* member = node_ != nullptr ? node_->find(name) : nullptr;
    return member != nullptr ? &member->value : nullptr;
  }
  [[nodiscard]] std::string path_of(std::string_view name) const {
    return name.starts_with('[') ? path_ + std::string(name) : join_path(path_, name);
  }

  /// Visits what stands below a key; a list's pedigree holds for its elements.
  template <class Visit>
  void below(std::string_view name, const Visit& visit) {
    const Node* const inner = find(name);
    const Pedigree* const pedigree =
        inner != nullptr && inner->pedigree ? inner->pedigree.get() : pedigree_;
    const Node* const outer = std::exchange(node_, inner);
    const Node* const outer_element = std::exchange(element_, nullptr);
    const Pedigree* const outer_pedigree = std::exchange(pedigree_, pedigree);
    std::string outer_path = std::exchange(path_, path_of(name));
    visit();
    node_ = outer;
    element_ = outer_element;
    pedigree_ = outer_pedigree;
    path_ = std::move(outer_path);
  }

  const Node* node_;
  const Node* element_ = nullptr;
  const Pedigree* pedigree_ = nullptr;
  std::string path_;
  std::vector<ExplainedValue> values_;
};

} // namespace

std::string echo(const GroupVisit& describe_root) {
  Echo writer;
  describe_root(writer);
  return writer.take();
}

std::vector<ExplainedValue> explain(const GroupVisit& describe_root, const Node& resolved) {
  Explainer explainer(resolved);
  describe_root(explainer);
  return explainer.take();
}

std::string explained_text(const std::vector<ExplainedValue>& values) {
  std::string text;
  for (const ExplainedValue& v : values) {
    text += fmt::format("{}: {}  # {}", v.path, v.value, v.origin);
    text += v.pedigree.grade.empty() ? "" : ", grade " + v.pedigree.grade;
    text += v.pedigree.source.empty() ? "" : ", " + v.pedigree.source;
    text += v.pedigree.note.empty() ? "" : ", " + v.pedigree.note;
    text += '\n';
  }
  return text;
}

} // namespace urker::scenario

#include "scenario/shape.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <cmath>

namespace urker::scenario {
namespace {

/// Writes down the fields of one group.
class ShapeVisitor final : public FieldVisitor {
 public:
  explicit ShapeVisitor(Shape& group) : group_(group) {}

  void exactly_one_of(std::span<const std::string_view> names) override {
    group_.exactly_one_of.emplace_back(names.begin(), names.end());
  }
  void check(bool, std::string_view, std::string_view) override {}

  void visit_number(const Field& field, double& value, const Range& range) override {
    Shape& shape = add(field, Shape::Kind::number);
    shape.range = range;
    set_preset(shape, std::isfinite(value) ? format_quantity(value, range.unit) : "");
  }
  void visit_integer(const Field& field, std::int64_t& value, std::int64_t least,
                     std::int64_t most) override {
    Shape& shape = add(field, Shape::Kind::integer);
    shape.least = least;
    shape.most = most;
    set_preset(shape, std::to_string(value));
  }
  void visit_boolean(const Field& field, bool& value) override {
    set_preset(add(field, Shape::Kind::boolean), value ? "true" : "false");
  }
  void visit_text(const Field& field, std::string& value) override {
    set_preset(add(field, Shape::Kind::text), value);
  }
  void visit_reference(const Field& field, std::string&, Reference to) override {
    add(field, Shape::Kind::reference).section = to.section;
  }
  void visit_calendar(const Field& field, CalendarTime& value) override {
    set_preset(add(field, Shape::Kind::calendar), format_calendar(value));
  }
  void visit_choice(const Field& field, std::size_t& index,
                    std::span<const std::string_view> names) override {
    Shape& shape = add(field, Shape::Kind::choice);
    shape.choices.assign(names.begin(), names.end());
    set_preset(shape, shape.choices.at(index));
  }
  void visit_group(const Field& field, const Template& from, const GroupVisit& group) override {
    Shape& shape = add(field, Shape::Kind::group);
    set_template(shape, from);
    ShapeVisitor inside(shape);
    group(inside);
    const bool needs_keys = std::any_of(shape.fields.begin(), shape.fields.end(),
                                        [](const auto& inner) { return inner.shape.is_required; });
    require(shape.is_required || shape.may_be_absent || !needs_keys,
            "an optional group with required keys must be a std::optional");
    require(from.keyword.empty() || shape.find(from.keyword) == nullptr,
            "a field is named like the keyword of its group");
  }
  void visit_map(const Field& field, const Template& from, MapAccess& map) override {
    Shape& shape = add(field, Shape::Kind::map);
    shape.element.resize(1);
    set_template(shape.element.front(), from);
    ShapeVisitor inside(shape.element.front());
    map.visit_prototype(inside);
  }
  void visit_list(const Field& field, ListAccess& list) override {
    Shape& shape = add(field, Shape::Kind::list);
    Shape holder;
    ShapeVisitor inside(holder);
    list.visit_prototype({"element", field.doc, true}, inside);
    shape.element.push_back(std::move(holder.fields.at(0).shape));
  }
  bool visit_presence(const Field&, bool) override {
    next_may_be_absent_ = true;
    return true;
  }

 private:
  Shape& add(const Field& field, Shape::Kind kind) {
    require(field.name != "value", "a field is named `value`, which carries a pedigree");
    require(group_.find(field.name) == nullptr, "a group has two fields of one name");
    group_.fields.push_back({std::string(field.name), {}});
    Shape& shape = group_.fields.back().shape;
    shape.kind = kind;
    shape.doc = field.doc;
    shape.is_required = field.required;
    shape.may_be_absent = std::exchange(next_may_be_absent_, false);
    return shape;
  }
  static void set_preset(Shape& shape, std::string text) {
    if (!shape.is_required && !shape.may_be_absent) {
      shape.preset = std::move(text);
    }
  }
  static void set_template(Shape& shape, const Template& from) {
    shape.keyword = from.keyword;
    shape.template_section = from.section;
  }

  Shape& group_;
  bool next_may_be_absent_ = false;
};

template <class Visit>
void walk(Shape& shape, const Visit& visit) {
  visit(shape);
  for (auto& field : shape.fields) {
    walk(field.shape, visit);
  }
  for (Shape& element : shape.element) {
    walk(element, visit);
  }
}

Shape* find_section(Shape& root, std::string_view path) {
  Shape* shape = &root;
  while (shape != nullptr && !path.empty()) {
    const std::string_view name = path.substr(0, path.find('.'));
    shape = const_cast<Shape*>(shape->find(name));
    path.remove_prefix(std::min(name.size() + 1, path.size()));
  }
  return shape != nullptr && shape->kind == Shape::Kind::map ? shape : nullptr;
}

} // namespace

const Shape* Shape::find(std::string_view name) const {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [name](const auto& field) { return field.name == name; });
  return found == fields.end() ? nullptr : &found->shape;
}

std::vector<std::string> Shape::field_names() const {
  std::vector<std::string> names;
  for (const auto& field : fields) {
    names.push_back(field.name);
  }
  return names;
}

Language learn_language(const GroupVisit& describe_root) {
  Language language;
  ShapeVisitor visitor(language.root);
  describe_root(visitor);
  walk(language.root, [&](Shape& shape) {
    if (!shape.keyword.empty()) {
      language.type_sections.emplace(shape.template_section, shape.keyword);
    }
  });
  for (const auto& [path, keyword] : language.type_sections) {
    Shape* section = find_section(language.root, path);
    require(section != nullptr, "a template names a section that is no map of the root");
    section->element.front().keyword = keyword;
    section->element.front().template_section = path;
  }
  walk(language.root, [&](Shape& shape) {
    const bool refers = shape.kind == Shape::Kind::reference;
    require(!refers || find_section(language.root, shape.section) != nullptr,
            "a reference names a section that is no map of the root");
    require(!refers || language.type_sections.count(shape.section) == 0,
            "a reference names a section whose entries are not kept");
  });
  return language;
}

} // namespace urker::scenario

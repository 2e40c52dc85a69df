#pragma once

#include "base/calendar.hpp"
#include "base/field_types.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace urker {

/// Visits the fields of a group; called once with the visitor that asks.
using GroupVisit = std::function<void(FieldVisitor&)>;

/// Reads, writes or documents configuration structs. Each struct has one list of its fields, a
/// function `describe(FieldVisitor&, Struct&)` beside it, that every visitor walks:
///
///     void describe(FieldVisitor& v, BatteryConfig& c) {
///       v.required("capacity", c.capacity_j, positive(unit::Wh), "Energy when full");
///       v.optional("charge_efficiency", c.charge_efficiency, between(0.5, 1, unit::one), "...");
///     }
///
/// A field that is optional has the value of the default-constructed struct unless given. A
/// std::optional stays empty unless given. Maps are keyed by name and iterate bytewise. No field is
/// named `value`, which carries a value's pedigree; a group with required fields is required itself
/// or a std::optional.
class FieldVisitor {
 public:
  virtual ~FieldVisitor() = default;

  // The interface of the struct's lists.
  template <class T, class... Spec>
  void required(std::string_view name, T& value, Spec... spec_and_doc) {
    dispatch(true, name, value, spec_and_doc...);
  }
  template <class T, class... Spec>
  void optional(std::string_view name, T& value, Spec... spec_and_doc) {
    dispatch(false, name, value, spec_and_doc...);
  }
  /// Exactly one of these fields of this group must be given.
  virtual void exactly_one_of(std::span<const std::string_view> names) = 0;
  /// A rule of the group that needs several fields: an error with `message` at the field `name`
  /// (or its element `name[2]`) unless `holds`. Evaluated only after the fields were read without
  /// errors.
  virtual void check(bool holds, std::string_view name, std::string_view message) = 0;

  // The interface of the visitors.
  virtual void visit_number(const Field& field, double& value, const Range& range) = 0;
  virtual void visit_integer(const Field& field, std::int64_t& value, std::int64_t least,
                             std::int64_t most) = 0;
  virtual void visit_boolean(const Field& field, bool& value) = 0;
  virtual void visit_text(const Field& field, std::string& value) = 0;
  virtual void visit_reference(const Field& field, std::string& value, Reference to) = 0;
  virtual void visit_calendar(const Field& field, CalendarTime& value) = 0;
  virtual void visit_choice(const Field& field, std::size_t& index,
                            std::span<const std::string_view> names) = 0;
  virtual void visit_group(const Field& field, const Template& from, const GroupVisit& group) = 0;
  virtual void visit_map(const Field& field, const Template& from, MapAccess& map) = 0;
  virtual void visit_list(const Field& field, ListAccess& list) = 0;
  /// Asks whether a std::optional is to be visited, and makes it present if so. `present` tells and
  /// sets; visitors that only document answer true.
  virtual bool visit_presence(const Field& field, bool present) = 0;

 private:
  template <class T>
  struct Map;
  template <class T, class... Spec>
  struct List;

  template <class T>
  struct is_optional : std::false_type {};
  template <class T>
  struct is_optional<std::optional<T>> : std::true_type {};

  template <class T, class... Rest>
  void dispatch(bool required, std::string_view name, T& value, Rest... rest) {
    const auto arguments = std::tuple{rest...};
    const std::string_view doc = std::get<sizeof...(Rest) - 1>(arguments);
    const Field field{name, doc, required};
    if constexpr (is_optional<T>::value) {
      if (visit_presence(field, value.has_value())) {
        if (!value) {
          value.emplace();
        }
        visit_value(field, *value, rest...);
      } else {
        value.reset();
      }
    } else {
      visit_value(field, value, rest...);
    }
  }

 public:
  /// One value of a field, whatever its type; `spec_and_doc` as in `required`.
  template <class T, class... Rest>
  void visit_value(const Field& field, T& value, Rest... spec_and_doc);
};

namespace detail {
template <class Wanted, class First, class... Rest>
constexpr Wanted find_spec(const Wanted& fallback, const First& first, const Rest&... rest) {
  if constexpr (std::is_same_v<Wanted, First>) {
    return first;
  } else if constexpr (sizeof...(Rest) > 0) {
    return find_spec<Wanted>(fallback, rest...);
  } else {
    return fallback;
  }
}
template <class T>
struct is_map : std::false_type {};
template <class T>
struct is_map<std::map<std::string, T>> : std::true_type {};
template <class T>
struct is_vector : std::false_type {};
template <class T>
struct is_vector<std::vector<T>> : std::true_type {};
} // namespace detail

template <class T>
struct FieldVisitor::Map final : MapAccess {
  explicit Map(std::map<std::string, T>& entries) : entries_(entries) {}
  void visit(const std::string& name, FieldVisitor& visitor) override {
    describe(visitor, entries_[name]);
  }
  [[nodiscard]] std::vector<std::string> names() const override {
    std::vector<std::string> result;
    for (const auto& entry : entries_) {
      result.push_back(entry.first);
    }
    return result;
  }
  void visit_prototype(FieldVisitor& visitor) const override {
    T prototype{};
    describe(visitor, prototype);
  }

 private:
  std::map<std::string, T>& entries_;
};

template <class T, class... Spec>
struct FieldVisitor::List final : ListAccess {
  List(std::vector<T>& elements, Spec... spec) : elements_(elements), spec_(spec...) {}
  void resize(std::size_t size) override { elements_.resize(size); }
  [[nodiscard]] std::size_t size() const override { return elements_.size(); }
  void visit(std::size_t index, const Field& element, FieldVisitor& visitor) override {
    visit_one(elements_[index], element, visitor);
  }
  void visit_prototype(const Field& element, FieldVisitor& visitor) const override {
    T prototype{};
    visit_one(prototype, element, visitor);
  }

 private:
  void visit_one(T& value, const Field& element, FieldVisitor& visitor) const {
    std::apply([&](const auto&... spec) { visitor.visit_value(element, value, spec...); }, spec_);
  }
  std::vector<T>& elements_;
  std::tuple<Spec...> spec_;
};

template <class T, class... Rest>
void FieldVisitor::visit_value(const Field& field, T& value, Rest... rest) {
  if constexpr (std::is_same_v<T, double>) {
    visit_number(field, value, detail::find_spec<Range>(Range{}, rest...));
  } else if constexpr (std::is_same_v<T, bool>) {
    visit_boolean(field, value);
  } else if constexpr (std::is_same_v<T, std::int64_t>) {
    const Range range = detail::find_spec<Range>(Range{}, rest...);
    constexpr auto kLeast = std::numeric_limits<std::int64_t>::min();
    constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
    visit_integer(field, value,
                  range.least < -9e18 ? kLeast
                                      : static_cast<std::int64_t>(range.least) + range.open,
                  range.most > 9e18 ? kMost : static_cast<std::int64_t>(range.most));
  } else if constexpr (std::is_same_v<T, std::string>) {
    const auto to = detail::find_spec<Reference>(Reference{}, rest...);
    if (to.section.empty()) {
      visit_text(field, value);
    } else {
      visit_reference(field, value, to);
    }
  } else if constexpr (std::is_same_v<T, CalendarTime>) {
    visit_calendar(field, value);
  } else if constexpr (std::is_enum_v<T>) {
    auto index = static_cast<std::size_t>(value);
    visit_choice(field, index, EnumNames<T>::names);
    value = static_cast<T>(index);
  } else if constexpr (detail::is_map<T>::value) {
    Map<typename T::mapped_type> map(value);
    visit_map(field, detail::find_spec<Template>(Template{}, rest...), map);
  } else if constexpr (detail::is_vector<T>::value) {
    List<typename T::value_type, Rest...> list(value, rest...);
    visit_list(field, list);
  } else {
    visit_group(field, detail::find_spec<Template>(Template{}, rest...),
                [&value](FieldVisitor& v) { describe(v, value); });
  }
}

} // namespace urker

#include "scenario/schema.hpp"

#include "base/units.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace urker::scenario {
namespace {

using nlohmann::ordered_json;

constexpr const char* kNumberPattern = R"([+-]?(0|[1-9][0-9]*)?(\.[0-9]*)?([eE][+-]?[0-9]+)?)";
constexpr const char* kTimePattern =
    R"(^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?Z$)";
constexpr const char* kNamePattern = "^[a-z][a-z0-9_]{0,63}$";

std::string escaped(const std::string& symbol) {
  std::string result;
  for (const char c : symbol) {
    result += c == '*' ? "\\*" : std::string(1, c);
  }
  return result;
}

ordered_json text_schema(const char* pattern) {
  return {{"type", "string"}, {"pattern", pattern}};
}

ordered_json number_schema(const Range& range) {
  std::string units;
  for (const std::string& symbol : unit_symbols(range.unit.dimension)) {
    units += units.empty() ? "" : "|";
    units += escaped(symbol);
  }
  if (range.unit.dimension != Dimension{}) {
    return text_schema(fmt::format("^{} +({})$", kNumberPattern, units).c_str());
  }
  ordered_json number{{"type", "number"}};
  if (std::isfinite(range.least)) {
    number[range.open ? "exclusiveMinimum" : "minimum"] = range.least;
  }
  if (std::isfinite(range.most)) {
    number["maximum"] = range.most;
  }
  const auto with_unit = text_schema(fmt::format("^{} *({})$", kNumberPattern, units).c_str());
  return {{"anyOf", {std::move(number), with_unit}}};
}

/// A single value may carry where it comes from.
ordered_json with_pedigree(ordered_json value) {
  const ordered_json text{{"type", "string"}};
  ordered_json graded{{"type", "object"},
                      {"properties",
                       {{"value", value},
                        {"grade", {{"enum", {"S", "T", "R", "E"}}}},
                        {"source", text},
                        {"note", text}}},
                      {"required", ordered_json::array({"value"})},
                      {"additionalProperties", false}};
  return {{"anyOf", ordered_json::array({std::move(value), std::move(graded)})}};
}

ordered_json schema_of(const Shape& shape, bool may_lack_keys);

/// `may_lack_keys`: what is missing may stand in the description that this or an outer group starts
/// from.
ordered_json group_schema(const Shape& shape, bool may_lack_keys) {
  const bool starts_from_other = !shape.keyword.empty();
  const bool complete = !may_lack_keys && !starts_from_other;
  ordered_json properties = ordered_json::object();
  ordered_json required = ordered_json::array();
  if (starts_from_other) {
    properties[shape.keyword] = text_schema(kNamePattern);
    properties[shape.keyword]["description"] =
        "Name of the entry of " + shape.template_section + " to start from";
  }
  for (const auto& [name, field] : shape.fields) {
    properties[name] = schema_of(field, !complete);
    if (field.is_required) {
      required.push_back(name);
    }
  }
  ordered_json schema{{"type", "object"}, {"properties", std::move(properties)}};
  if (complete && !required.empty()) {
    schema["required"] = std::move(required);
  }
  ordered_json rules = ordered_json::array();
  for (const auto& names : shape.exactly_one_of) {
    ordered_json one = ordered_json::array();
    for (const std::string& name : names) {
      one.push_back({{"required", ordered_json::array({name})}});
    }
    if (complete) {
      rules.push_back({{"oneOf", std::move(one)}});
    }
  }
  if (!rules.empty()) {
    schema["allOf"] = std::move(rules);
  }
  schema["additionalProperties"] = false;
  return schema;
}

ordered_json value_schema(const Shape& shape, bool may_lack_keys) {
  switch (shape.kind) {
  case Shape::Kind::number:
    return with_pedigree(number_schema(shape.range));
  case Shape::Kind::integer: {
    ordered_json integer{{"type", "integer"}};
    if (shape.least != std::numeric_limits<std::int64_t>::min()) {
      integer["minimum"] = shape.least;
    }
    if (shape.most != std::numeric_limits<std::int64_t>::max()) {
      integer["maximum"] = shape.most;
    }
    return with_pedigree(std::move(integer));
  }
  case Shape::Kind::boolean:
    return with_pedigree({{"type", "boolean"}});
  case Shape::Kind::text:
    return with_pedigree({{"type", "string"}});
  case Shape::Kind::reference:
    return with_pedigree(text_schema(kNamePattern));
  case Shape::Kind::calendar:
    return with_pedigree(text_schema(kTimePattern));
  case Shape::Kind::choice:
    return with_pedigree({{"enum", shape.choices}});
  case Shape::Kind::group:
    return group_schema(shape, may_lack_keys);
  case Shape::Kind::map:
    return {{"type", "object"},
            {"propertyNames", {{"pattern", kNamePattern}}},
            {"additionalProperties", schema_of(shape.element.front(), may_lack_keys)}};
  case Shape::Kind::list:
    break;
  }
  return with_pedigree(
      {{"type", "array"}, {"items", schema_of(shape.element.front(), may_lack_keys)}});
}

ordered_json schema_of(const Shape& shape, bool may_lack_keys) {
  ordered_json schema = ordered_json::object();
  if (!shape.doc.empty()) {
    schema["description"] =
        shape.preset.empty() ? shape.doc : shape.doc + " (default: " + shape.preset + ")";
  }
  schema.update(value_schema(shape, may_lack_keys));
  return schema;
}

} // namespace

ordered_json json_schema(const Language& language, const std::string& title) {
  ordered_json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                      {"title", title}};
  schema.update(group_schema(language.root, false));
  const ordered_json pattern{{"type", "string"}};
  schema["properties"]["include"] = {
      {"description", "Files below this file's folder whose keys go under this file's: names or "
                      "patterns such as catalog/*.yaml"},
      {"anyOf", ordered_json::array({pattern, {{"type", "array"}, {"items", pattern}}})}};
  return schema;
}

} // namespace urker::scenario

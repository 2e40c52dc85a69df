#include "scenario/schema.hpp"

#include "base/units.hpp"
#include "scenario/expected.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace urker::scenario {
namespace {

using nlohmann::ordered_json;

constexpr const char* kNumberPattern =
    R"([+-]?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?)";
constexpr const char* kTimePattern =
    R"(^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?Z$)";
constexpr const char* kNamePattern = "^[a-z][a-z0-9_]{0,63}$";

ordered_json text_schema(const std::string& pattern) {
  return {{"type", "string"}, {"pattern", pattern}};
}

/// The units of a dimension as alternatives of a regular expression, with the blanks before them:
/// `1/m` needs one.
std::string unit_pattern(const Dimension& dimension) {
  std::string units;
  for (const std::string& symbol : unit_symbols(dimension)) {
    units += units.empty() ? "" : "|";
    units += symbol.starts_with('1') ? " +" : " *";
    for (const char c : symbol) {
      units += c == '*' ? "\\*" : std::string(1, c);
    }
  }
  return units;
}

/// A value that may carry where it comes from.
ordered_json with_pedigree(const ordered_json& value) {
  return {
      {"anyOf", ordered_json::array(
                    {value, {{"$ref", "#/$defs/graded"}, {"properties", {{"value", value}}}}})}};
}

/// What values of the same kind have in common, said once.
class Definitions {
 public:
  Definitions() {
    const ordered_json text{{"type", "string"}};
    all_["graded"] = {{"type", "object"},
                      {"description", "A value and where it comes from. Grades: S stated by a "
                                      "named source, T derived, R recalled, E estimated"},
                      {"properties",
                       {{"value", ordered_json::object()},
                        {"grade", {{"enum", {"S", "T", "R", "E"}}}},
                        {"source", text},
                        {"note", text}}},
                      {"required", ordered_json::array({"value"})},
                      {"additionalProperties", false}};
    all_["text"] = with_pedigree(text);
    all_["name"] = with_pedigree(text_schema(kNamePattern));
    all_["time"] = with_pedigree(text_schema(kTimePattern));
    all_["boolean"] = with_pedigree({{"type", "boolean"}});
  }

  [[nodiscard]] ordered_json use(const std::string& name) const {
    return {{"$ref", "#/$defs/" + name}};
  }
  [[nodiscard]] ordered_json use_quantity(const Dimension& dimension) {
    std::string name = dimension_name(dimension);
    std::replace_if(
        name.begin(), name.end(), [](char c) { return c == ' ' || c == '/' || c == '*'; }, '_');
    if (!all_.contains(name)) {
      all_[name] = with_pedigree(
          text_schema(fmt::format("^{}({})$", kNumberPattern, unit_pattern(dimension))));
    }
    return use(name);
  }
  [[nodiscard]] ordered_json take() { return std::move(all_); }

 private:
  ordered_json all_ = ordered_json::object();
};

ordered_json pure_number_schema(const Range& range) {
  ordered_json number{{"type", "number"}};
  if (std::isfinite(range.least)) {
    number[range.open ? "exclusiveMinimum" : "minimum"] = range.least;
  }
  if (std::isfinite(range.most)) {
    number["maximum"] = range.most;
  }
  const auto with_unit = text_schema(fmt::format("^{}({})$", kNumberPattern, unit_pattern({})));
  return with_pedigree({{"anyOf", ordered_json::array({std::move(number), with_unit})}});
}

ordered_json integer_schema(const Shape& shape) {
  ordered_json integer{{"type", "integer"}};
  if (shape.least != std::numeric_limits<std::int64_t>::min()) {
    integer["minimum"] = shape.least;
  }
  if (shape.most != std::numeric_limits<std::int64_t>::max()) {
    integer["maximum"] = shape.most;
  }
  return with_pedigree(integer);
}

/// What the field is, its range where a unit keeps the schema from checking it, and its default.
std::string description(const Shape& shape) {
  std::string notes = shape.kind == Shape::Kind::number ? bounds_text(shape.range) : "";
  if (!shape.preset.empty()) {
    notes += notes.empty() ? "" : "; ";
    notes += "default: " + shape.preset;
  }
  return notes.empty() ? shape.doc : fmt::format("{} ({})", shape.doc, notes);
}

class SchemaWriter {
 public:
  ordered_json group(const Shape& shape, bool may_lack_keys);
  [[nodiscard]] ordered_json take_definitions() { return definitions_.take(); }

 private:
  ordered_json value(const Shape& shape, bool may_lack_keys);
  ordered_json described(const Shape& shape, bool may_lack_keys);

  Definitions definitions_;
};

/// `may_lack_keys`: what is missing may stand in the description that this or an outer group starts
/// from.
ordered_json SchemaWriter::group(const Shape& shape, bool may_lack_keys) {
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
    properties[name] = described(field, !complete);
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

ordered_json SchemaWriter::value(const Shape& shape, bool may_lack_keys) {
  switch (shape.kind) {
  case Shape::Kind::number:
    return shape.range.unit.dimension == Dimension{}
               ? pure_number_schema(shape.range)
               : definitions_.use_quantity(shape.range.unit.dimension);
  case Shape::Kind::integer:
    return integer_schema(shape);
  case Shape::Kind::boolean:
    return definitions_.use("boolean");
  case Shape::Kind::text:
    return definitions_.use("text");
  case Shape::Kind::reference:
    return definitions_.use("name");
  case Shape::Kind::calendar:
    return definitions_.use("time");
  case Shape::Kind::choice:
    return with_pedigree({{"enum", shape.choices}});
  case Shape::Kind::group:
    return group(shape, may_lack_keys);
  case Shape::Kind::map:
    return {{"type", "object"},
            {"propertyNames", {{"pattern", kNamePattern}}},
            {"additionalProperties", described(shape.element.front(), may_lack_keys)}};
  case Shape::Kind::list:
    break;
  }
  return with_pedigree(
      {{"type", "array"}, {"items", described(shape.element.front(), may_lack_keys)}});
}

ordered_json SchemaWriter::described(const Shape& shape, bool may_lack_keys) {
  ordered_json schema = ordered_json::object();
  if (!shape.doc.empty()) {
    schema["description"] = description(shape);
  }
  schema.update(value(shape, may_lack_keys));
  return schema;
}

/// Patterns may stand for all entries of their section.
ordered_json required_schema(const ordered_json& names, const Language& language) {
  ordered_json schema{{"required", ordered_json::array()}};
  for (const auto& name : names) {
    if (language.patterns && name == language.patterns->entries) {
      const auto requires_one = [](const std::string& section) {
        return ordered_json{{"required", ordered_json::array({section})}};
      };
      schema["anyOf"] = {requires_one(language.patterns->entries),
                         requires_one(language.patterns->section)};
    } else {
      schema["required"].push_back(name);
    }
  }
  return schema;
}

} // namespace

ordered_json json_schema(const Language& language, const std::string& title) {
  SchemaWriter writer;
  ordered_json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                      {"title", title}};
  schema.update(writer.group(language.root, false));
  // Only a scenario of one file is complete: what it includes, or who includes it, has the rest.
  schema["if"] = {{"required", ordered_json::array({"urker"})},
                  {"not", {{"required", ordered_json::array({"include"})}}}};
  schema["then"] = required_schema(schema["required"], language);
  schema.erase("required");
  const ordered_json pattern{{"type", "string"}};
  schema["properties"]["include"] = {
      {"description", "Files below this file's folder whose keys go under this file's: names or "
                      "patterns such as catalog/*.yaml"},
      {"anyOf", ordered_json::array({pattern, {{"type", "array"}, {"items", pattern}}})}};
  schema["$defs"] = writer.take_definitions();
  return schema;
}

} // namespace urker::scenario

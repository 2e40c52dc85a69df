#include "scenario/expected.hpp"

#include "base/units.hpp"
#include "scenario/diagnostics.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace urker::scenario {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

bool is_in(const Range& range, double value) {
  return (range.open ? value > range.least : value >= range.least) && value <= range.most;
}

/// A round value inside the range, with its unit.
std::string example(const Range& range) {
  for (const double number : {1.0, 10.0, 100.0, 1000.0, 0.1, 0.01, 0.0, -1.0, -10.0, -100.0}) {
    const double value = number * range.unit.scale + range.unit.offset;
    if (is_in(range, value)) {
      return format_quantity(value, range.unit);
    }
  }
  return format_quantity(std::isfinite(range.most) ? range.most : range.least, range.unit);
}

std::string with_article(const std::string& noun) {
  const bool vowel = std::string_view("aeiou").find(noun[0]) != std::string_view::npos;
  return noun.starts_with("a ") ? noun : (vowel ? "an " : "a ") + noun;
}

/// A bound is a product of doubles, which may be a rounding beside the same number read from text.
double snapped(const Range& range, double value) {
  const auto is_next = [value](double bound) {
    return std::abs(value - bound) <= 4e-16 * std::abs(bound);
  };
  if (value < range.least && !range.open && is_next(range.least)) {
    return range.least;
  }
  return value > range.most && is_next(range.most) ? range.most : value;
}

NumberResult fault(std::string what, std::string expected = "") {
  return {std::nullopt, std::move(what), std::move(expected)};
}

NumberResult explain(const QuantityError& error, const std::string& text, const Range& range) {
  using Kind = QuantityError::Kind;
  switch (error.kind) {
  case Kind::not_finite:
    return fault(in_quotes(error.detail) +
                 (error.detail.find_first_of("0123456789") == std::string::npos
                      ? " is not finite"
                      : " is beyond the range of numbers"));
  case Kind::missing_blank:
    return fault(in_quotes(text) + " lacks a blank between number and unit");
  case Kind::unknown_unit: {
    const auto symbols = unit_symbols(range.unit.dimension);
    return fault(fmt::format("{} is no unit", in_quotes(error.detail)),
                 expected_number(range) + did_you_mean(error.detail, symbols));
  }
  case Kind::not_a_number:
    break;
  }
  return fault(in_quotes(text) + " does not begin with a decimal number");
}

} // namespace

std::string kind_name(const Node& node) {
  switch (node.kind) {
  case Node::Kind::null:
    return "empty";
  case Node::Kind::map:
    return "a map";
  case Node::Kind::list:
    return "a list";
  case Node::Kind::scalar:
    break;
  }
  return "the single value " + in_quotes(node.text);
}

std::string bounds_text(const Range& range) {
  const auto text = [&](double value) { return format_quantity(value, range.unit); };
  const bool has_least = range.least > -kInfinity;
  const bool has_most = range.most < kInfinity;
  if (has_least && has_most) {
    return range.open ? fmt::format("above {}, at most {}", text(range.least), text(range.most))
                      : fmt::format("from {} to {}", text(range.least), text(range.most));
  }
  if (has_least) {
    return fmt::format("{} {}", range.open ? "above" : "at least", text(range.least));
  }
  return has_most ? "at most " + text(range.most) : "";
}

std::string expected_number(const Range& range) {
  const std::string limits = bounds_text(range);
  return fmt::format("{} such as `{}`{}", with_article(dimension_name(range.unit.dimension)),
                     example(range), limits.empty() ? "" : ", " + limits);
}

std::string expected_integer(std::int64_t least, std::int64_t most) {
  if (least == most) {
    return std::to_string(least);
  }
  const bool has_least = least > std::numeric_limits<std::int64_t>::min();
  const bool has_most = most < std::numeric_limits<std::int64_t>::max();
  if (has_least && has_most) {
    return fmt::format("a whole number from {} to {}", least, most);
  }
  if (has_least) {
    return fmt::format("a whole number, at least {}", least);
  }
  return has_most ? fmt::format("a whole number, at most {}", most) : "a whole number";
}

NumberResult parse_number(const Node& scalar, const Range& range) {
  const auto [quantity, error] = parse_quantity(scalar.text);
  if (error) {
    return explain(*error, scalar.text, range);
  }
  const Dimension& wanted = range.unit.dimension;
  if (!quantity->has_unit && wanted != Dimension{}) {
    return fault(in_quotes(scalar.text) + " has no unit",
                 fmt::format("{} such as `{} {}`", with_article(dimension_name(wanted)),
                             scalar.text, range.unit.symbol));
  }
  if (quantity->dimension != wanted) {
    return fault(fmt::format("{} is {}", in_quotes(scalar.text),
                             with_article(dimension_name(quantity->dimension))));
  }
  if (!quantity->has_unit && scalar.is_quoted) {
    return fault(in_quotes(scalar.text) + " is a text in quotes");
  }
  const double value = snapped(range, quantity->value_si);
  if (!is_in(range, value)) {
    return fault(in_quotes(scalar.text) + " is out of range");
  }
  return {value, "", ""};
}

} // namespace urker::scenario

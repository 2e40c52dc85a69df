#include "run/duration_text.hpp"

#include "base/error.hpp"
#include "base/units.hpp"

#include <fmt/format.h>

#include <charconv>
#include <string>

namespace urker::run {

namespace {

void skip_blanks(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
}

/// Takes a number and its unit off the text; in seconds. Nothing if they are not there.
std::optional<double> take_part(std::string_view& text) {
  double ignored = 0.0;
  const auto number = std::from_chars(text.data(), text.data() + text.size(), ignored);
  const std::string digits(text.data(), number.ptr);
  text.remove_prefix(digits.size());
  skip_blanks(text);
  const std::string unit(text.substr(0, text.find_first_of("0123456789. ")));
  text.remove_prefix(unit.size());
  skip_blanks(text);
  const auto quantity = parse_quantity(digits + " " + unit).quantity;
  return quantity && quantity->dimension == unit::s.dimension ? std::optional(quantity->value_si)
                                                              : std::nullopt;
}

} // namespace

Duration parse_duration(std::string_view text) {
  std::string_view rest = text;
  skip_blanks(rest);
  double seconds = 0.0;
  do {
    const auto part = take_part(rest);
    if (!part) {
      throw Error(Cause::usage,
                  fmt::format("`{}` is no duration: a number with its unit is one, as "
                              "`10min`, `1.5h` or `23h30min`",
                              text));
    }
    seconds += *part;
  } while (!rest.empty());
  const Duration duration = round_seconds(seconds);
  if (duration <= Duration::zero() || duration == Duration::max()) {
    throw Error(Cause::usage, fmt::format("`{}` is out of range for a duration", text));
  }
  return duration;
}

} // namespace urker::run

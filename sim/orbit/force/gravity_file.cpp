#include "base/error.hpp"
#include "base/text_lines.hpp"
#include "orbit/force/gravity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace urker::data {
std::string_view egm2008_70(); // sim/data/egm2008_70.csv
} // namespace urker::data

namespace urker::orbit {

namespace {

/// The words of a line, with their columns for messages.
std::vector<std::string_view> words(std::string_view line) {
  constexpr std::string_view kBlanks = " \t\r";
  std::vector<std::string_view> result;
  for (std::size_t at = line.find_first_not_of(kBlanks); at != std::string_view::npos;
       at = line.find_first_not_of(kBlanks, at)) {
    const std::size_t end = std::min(line.find_first_of(kBlanks, at), line.size());
    result.push_back(line.substr(at, end - at));
    at = end;
  }
  return result;
}

/// Reads one file; knows the line for messages.
class IcgemReader {
 public:
  IcgemReader(std::string_view text, const std::string& name) : text_(text), name_(name) {}

  GravityField read(int greatest_degree) {
    read_head();
    const int degree = std::min(greatest_degree, max_degree_);
    GravityField field(*mu_, *radius_, degree, tides_);
    std::vector<bool> found(GravityField::index(degree + 1, 0), false);
    while (next()) {
      if (!words_.empty()) {
        read_row(field, found);
      }
    }
    for (int n = 2; n <= degree; ++n) {
      if (!found[GravityField::index(n, 0)]) {
        fail(fmt::format("the zonal coefficient of degree {} is missing", n));
      }
    }
    return field;
  }

 private:
  bool next() {
    if (text_.empty()) {
      return false;
    }
    line_text_ = take_line(text_);
    words_ = words(line_text_);
    ++line_;
    return true;
  }

  void read_head() {
    for (bool ended = false; !ended;) {
      if (!next()) {
        fail("the line end_of_head is missing: this is no ICGEM file");
      }
      ended = !words_.empty() && words_[0] == "end_of_head";
      if (!ended && words_.size() >= 2) {
        read_key(words_[0]);
      }
    }
    if (!mu_ || !radius_ || max_degree_ < 2) {
      fail("the head lacks earth_gravity_constant, radius or max_degree (2 or more)");
    }
  }

  void read_key(std::string_view key) {
    if (key == "earth_gravity_constant" || key == "gravity_constant") {
      mu_ = number(1);
    } else if (key == "radius") {
      radius_ = number(1);
    } else if (key == "max_degree") {
      max_degree_ = integer(1);
    } else if (key == "norm" && words_[1] != "fully_normalized") {
      fail(fmt::format("norm is '{}'; only fully_normalized is read", words_[1]), 1);
    } else if (key == "tide_system") {
      tides_ = words_[1] == "zero_tide" ? TideSystem::zero_tide : TideSystem::tide_free;
      if (words_[1] == "mean_tide") {
        fail("tide_system is mean_tide; use a tide_free or zero_tide field", 1);
      }
    }
  }

  void read_row(GravityField& field, std::vector<bool>& found) {
    if (words_[0] == "gfct" || words_[0] == "trnd" || words_[0] == "acos" || words_[0] == "asin" ||
        words_[0] == "dot") {
      fail(fmt::format("'{}' makes the field vary with time; only static fields (gfc) are read",
                       words_[0]),
           0);
    }
    if (words_[0] != "gfc" || words_.size() < 5) {
      fail("expected: gfc degree order C S", 0);
    }
    const int n = integer(1);
    const int m = integer(2);
    if (n < 0 || m < 0 || m > n) {
      fail("the order must be between 0 and the degree", 2);
    }
    const double c = number(3);
    const double s = number(4);
    if (n < 2 || n > field.degree()) {
      return;
    }
    field.set(n, m, c, s);
    found[GravityField::index(n, m)] = true;
  }

  int integer(std::size_t i) {
    int value = 0;
    const std::string_view word = words_.at(i);
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc{} || end != word.data() + word.size()) {
      fail(fmt::format("expected an integer, found '{}'", word), i);
    }
    return value;
  }

  double number(std::size_t i) {
    // Fortran writes exponents with D.
    std::string word(words_.at(i));
    std::replace(word.begin(), word.end(), 'D', 'e');
    std::replace(word.begin(), word.end(), 'd', 'e');
    const char* first = word.data() + (word.starts_with('+') ? 1 : 0);
    const char* last = word.data() + word.size();
    double value = 0.0;
    const auto [end, error] = std::from_chars(first, last, value);
    if (error != std::errc{} || end != last) {
      fail(fmt::format("expected a number, found '{}'", words_[i]), i);
    }
    return value;
  }

  [[noreturn]] void fail(const std::string& what) const {
    throw Error(Cause::invalid_input, fmt::format("{}:{}: {}", name_, line_, what));
  }
  [[noreturn]] void fail(const std::string& what, std::size_t word) const {
    const auto column = words_[word].data() - line_text_.data() + 1;
    throw Error(Cause::invalid_input, fmt::format("{}:{}:{}: {}", name_, line_, column, what));
  }

  std::string_view text_;
  const std::string& name_;
  std::string_view line_text_;
  std::vector<std::string_view> words_;
  int line_ = 0;
  std::optional<double> mu_, radius_;
  int max_degree_ = 0;
  TideSystem tides_ = TideSystem::tide_free;
};

GravityField read_shipped() {
  // mu and radius as in the head of the file.
  GravityField field(3.986004415e14, 6378136.3, 70, TideSystem::tide_free);
  ShippedRows rows(data::egm2008_70(), "egm2008_70.csv");
  while (rows.next()) {
    const int n = rows.integer();
    const int m = rows.integer();
    rows.require_row(n <= field.degree() && m <= n);
    const double c = rows.number();
    field.set(n, m, c, rows.number());
  }
  return field;
}

} // namespace

const GravityField& GravityField::egm2008() {
  static const GravityField field = read_shipped();
  return field;
}

GravityField read_icgem(std::string_view text, const std::string& name, int greatest_degree) {
  return IcgemReader(text, name).read(std::min(greatest_degree, GravityField::kGreatestDegree));
}

} // namespace urker::orbit

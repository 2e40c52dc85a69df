#include "base/error.hpp"
#include "base/wording.hpp"
#include "orbit/format/omm_source.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

namespace urker::orbit {
namespace {

/// Goes through the text and tells how far the parser has read.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, const char*& furthest) : at_(at), furthest_(&furthest) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    *furthest_ = ++at_;
    return *this;
  }
  CountingIterator operator++(int) {
    auto before = *this;
    ++*this;
    return before;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
  bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  const char** furthest_;
};

/// Told of each token by the parser, which does not say where: between two tokens there is nothing
/// but blanks, commas and colons, so one begins behind those that follow the last. (Behind a number
/// the parser has read one character more, which is none of the next token.)
class ObjectReader final : public nlohmann::json_sax<nlohmann::json> {
 public:
  ObjectReader(std::string_view text, const std::string& file)
      : text_(text), file_(file), lines_(text), read_(text.data()) {}

  std::vector<OmmObject> run() {
    const char* const end = text_.data() + text_.size();
    nlohmann::json::sax_parse(CountingIterator(text_.data(), read_), CountingIterator(end, read_),
                              this);
    return std::move(objects_);
  }

  bool null() override {
    require_member("null");
    objects_.back().entries.pop_back();
    finish_value();
    return true;
  }
  bool boolean(bool value) override {
    fail(token(), fmt::format("{} is no text and no number", value));
  }
  bool number_integer(number_integer_t value) override { return take(std::to_string(value)); }
  bool number_unsigned(number_unsigned_t value) override { return take(std::to_string(value)); }
  bool number_float(number_float_t, const string_t& text) override { return take(text); }
  bool string(string_t& text) override { return take(text); }
  bool binary(binary_t&) override { return true; } // not in texts

  bool start_object(std::size_t) override {
    if (has_key_ || depth_ != outer_) {
      fail(token(), "an object in an object; expected members of texts and numbers");
    }
    ++depth_;
    objects_.push_back({token(), {}});
    pass();
    return true;
  }
  bool end_object() override {
    --depth_;
    pass();
    return true;
  }
  bool start_array(std::size_t) override {
    if (depth_ != 0 || has_key_) {
      fail(token(), "an array here; expected members of texts and numbers");
    }
    outer_ = 1;
    ++depth_;
    pass();
    return true;
  }
  bool end_array() override {
    --depth_;
    pass();
    return true;
  }
  bool key(string_t& name) override {
    CcsdsEntry entry;
    entry.keyword = name;
    entry.place = token();
    objects_.back().entries.push_back(std::move(entry));
    has_key_ = true;
    pass();
    return true;
  }
  bool parse_error(std::size_t byte, const std::string&,
                   const nlohmann::json::exception& error) override {
    constexpr int kOverflow = 406;
    fail(lines_.place(byte > 0 ? byte - 1 : 0), error.id == kOverflow
                                                    ? "a number beyond the range of a double"
                                                    : "here the text is no JSON any more");
  }

 private:
  [[noreturn]] void fail(const TextPlace& place, std::string_view what) const {
    throw Error(Cause::invalid_input,
                fmt::format("{}:{}:{}: {}", file_, place.line, place.column, what));
  }
  [[nodiscard]] TextPlace token() const {
    return lines_.place(std::min(text_.find_first_not_of(" \t\r\n,:", passed_), text_.size()));
  }
  void pass() { passed_ = static_cast<std::size_t>(read_ - text_.data()); }
  void require_member(std::string_view what) const {
    if (!has_key_) {
      fail(token(), fmt::format("{} is no object", in_quotes(what)));
    }
  }
  bool take(const std::string& value) {
    require_member(value);
    objects_.back().entries.back().value = value;
    objects_.back().entries.back().value_place = token();
    finish_value();
    return true;
  }
  void finish_value() {
    has_key_ = false;
    pass();
  }

  std::string_view text_;
  const std::string& file_;
  LineIndex lines_;
  const char* read_;       ///< behind what the parser has read
  std::size_t passed_ = 0; ///< behind the last token
  int depth_ = 0;
  int outer_ = 0;        ///< 1: the objects are in an array
  bool has_key_ = false; ///< a value is due
  std::vector<OmmObject> objects_;
};

} // namespace

std::vector<OmmObject> omm_json(std::string_view text, const std::string& file) {
  return ObjectReader(text, file).run();
}

} // namespace urker::orbit

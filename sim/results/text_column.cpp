#include "results/text_column.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <limits>

namespace urker::results {

namespace {

/// How many bytes a UTF-8 sequence has by its first byte; 0 where none may start.
int sequence_length(unsigned char first) {
  if (first < 0x80) {
    return first == 0 ? 0 : 1;
  }
  if (first < 0xC2 || first > 0xF4) { // continuation bytes, overlong forms, beyond U+10FFFF
    return 0;
  }
  return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

/// The second byte rules out overlong forms, surrogates and what lies beyond U+10FFFF.
bool second_byte_fits(unsigned char first, unsigned char second) {
  const unsigned char least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  const unsigned char most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  return second >= least && second <= most;
}

} // namespace

bool is_text(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    const auto byte = [&](std::size_t offset) {
      return static_cast<unsigned char>(bytes[i + offset]);
    };
    const auto length = static_cast<std::size_t>(sequence_length(byte(0)));
    if (length == 0 || length > bytes.size() - i) {
      return false;
    }
    if (length > 1 && !second_byte_fits(byte(0), byte(1))) {
      return false;
    }
    for (std::size_t k = 2; k < length; ++k) {
      if ((byte(k) & 0xC0) != 0x80) {
        return false;
      }
    }
    i += length;
  }
  return true;
}

void TextColumn::append(std::string_view text) {
  if (!codes_.empty() && words_[codes_.back()] == text) {
    codes_.push_back(codes_.back());
    return;
  }
  codes_.push_back(code_of(text));
}

std::uint32_t TextColumn::code_of(std::string_view text) {
  if (const auto found = known_.find(text); found != known_.end()) {
    return found->second;
  }
  require(is_text(text), "a text in a result table is not UTF-8 or holds a NUL");
  require(words_.size() < std::numeric_limits<std::uint32_t>::max(),
          "a text column has more than four thousand million different texts");
  const auto code = static_cast<std::uint32_t>(words_.size());
  words_.emplace_back(text);
  known_.emplace(text, code);
  return code;
}

void TextColumn::append_range(const TextColumn& other, std::size_t first, std::size_t count) {
  if (other.size() > 0) {
    append_coded(other.words_, std::span(other.codes_).subspan(first, count));
  }
}

void TextColumn::append_coded(const std::vector<std::string>& words,
                              std::span<const std::uint32_t> codes) {
  if (codes.size() < words.size()) { // then few of them occur
    for (const std::uint32_t code : codes) {
      append(words[code]);
    }
    return;
  }
  std::vector<std::uint32_t> own_code;
  own_code.reserve(words.size());
  for (const auto& word : words) {
    own_code.push_back(code_of(word));
  }
  for (const std::uint32_t code : codes) {
    codes_.push_back(own_code[code]);
  }
}

std::vector<std::uint32_t> TextColumn::ranks() const {
  std::vector<std::uint32_t> rank_of_code(words_.size());
  std::uint32_t rank = 0;
  for (const auto& [word, code] : known_) { // a map of std::string is in bytewise order
    rank_of_code[code] = rank++;
  }
  std::vector<std::uint32_t> result(codes_.size());
  std::transform(codes_.begin(), codes_.end(), result.begin(),
                 [&](std::uint32_t code) { return rank_of_code[code]; });
  return result;
}

void TextColumn::reorder(const std::vector<std::uint32_t>& order) {
  std::vector<std::uint32_t> codes(order.size());
  std::transform(order.begin(), order.end(), codes.begin(),
                 [this](std::uint32_t row) { return codes_[row]; });
  codes_ = std::move(codes);
}

void TextColumn::index() {
  known_.clear();
  for (std::size_t i = 0; i < words_.size(); ++i) {
    known_.emplace(words_[i], static_cast<std::uint32_t>(i));
  }
  require(known_.size() == words_.size(), "a packed text column repeats a word");
  for (const auto code : codes_) {
    require(code < words_.size(), "a packed text column has a code without a word");
  }
}

} // namespace urker::results

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace urker::results {

/// A column of texts, each distinct text held once: names repeat over millions of rows.
class TextColumn {
 public:
  /// Throws an internal error for text that is not UTF-8 or holds a NUL: no reader could show it.
  void append(std::string_view text);
  [[nodiscard]] std::size_t size() const { return codes_.size(); }
  [[nodiscard]] const std::string& at(std::size_t row) const { return words_[codes_[row]]; }
  /// The distinct texts, and for a row the place of its text among them.
  [[nodiscard]] const std::vector<std::string>& words() const { return words_; }
  [[nodiscard]] std::uint32_t code(std::size_t row) const { return codes_[row]; }
  [[nodiscard]] const std::vector<std::uint32_t>& codes() const { return codes_; }
  /// Adds the rows [first, first + count) of `other` behind the own ones; of one that is empty
  /// none.
  void append_range(const TextColumn& other, std::size_t first, std::size_t count);
  /// Adds a row for each code: the place of its text among `words`.
  void append_coded(const std::vector<std::string>& words, std::span<const std::uint32_t> codes);
  /// For each row the place of its text in bytewise order: compares as the texts do, only faster.
  [[nodiscard]] std::vector<std::uint32_t> ranks() const;
  /// Row i becomes what row order[i] was.
  void reorder(const std::vector<std::uint32_t>& order);

  /// Throws an internal error when read from bytes that no TextColumn wrote.
  template <class Packer>
  void pack(Packer& packer) {
    packer(words_, codes_);
    if (known_.size() != words_.size()) { // just unpacked
      index();
    }
  }

 private:
  void index();
  [[nodiscard]] std::uint32_t code_of(std::string_view text);
  std::vector<std::string> words_;   ///< distinct texts in order of arrival
  std::vector<std::uint32_t> codes_; ///< per row, place in words_
  std::map<std::string, std::uint32_t, std::less<>> known_;
};

/// Whether every reader takes the bytes for text: UTF-8 (RFC 3629) without NUL.
[[nodiscard]] bool is_text(std::string_view bytes);

} // namespace urker::results

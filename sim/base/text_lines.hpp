#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace urker {

/// The whole file. Throws `Error{missing_input}` with path and reason.
[[nodiscard]] std::string read_text(const std::filesystem::path& path);

/// Takes the first line off a text; its end, LF or CR LF, is not given.
std::string_view take_line(std::string_view& text);

/// The rows of a table that the program carries (sim/data): comment lines (#), one line with the
/// names of the columns, then cells with commas between them. `text` and `name` must outlive it.
/// All throw `Error{internal}`, naming the table, where it is not of that form.
class ShippedRows {
 public:
  ShippedRows(std::string_view text, const char* name);

  /// Goes to the next row; false at the end. The cells of the last one must have been taken.
  bool next();
  [[nodiscard]] std::string_view cell();
  [[nodiscard]] double number();
  [[nodiscard]] int integer();
  void require_row(bool holds) const;

 private:
  std::string_view text_, row_;
  const char* name_;
  bool taken_ = true; ///< whether the row's last cell has been
};

} // namespace urker

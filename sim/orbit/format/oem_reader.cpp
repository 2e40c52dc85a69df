#include "orbit/format/oem_reader.hpp"

#include "base/mistakes.hpp"
#include "base/text_lines.hpp"
#include "orbit/format/oem_builder.hpp"
#include "orbit/format/oem_source.hpp"

#include <fmt/format.h>

namespace urker::orbit {

Oem parse_oem(std::string_view text, const std::string& file, const Epoch& epoch) {
  text = without_byte_order_mark(text);
  Mistakes mistakes;
  OemBuilder builder(file, epoch, mistakes);
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && text[first] == '<') {
    read_oem_xml(text, file, builder, mistakes);
  } else {
    read_oem_kvn(text, builder);
  }
  mistakes.throw_if_any(); // before others follow from them
  Oem oem = builder.finish();
  mistakes.throw_if_any();
  return oem;
}

Oem read_oem(const std::filesystem::path& path, const Epoch& epoch) {
  return parse_oem(read_text(path), path.string(), epoch);
}

} // namespace urker::orbit

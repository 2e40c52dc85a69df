#pragma once

#include "orbit/format/oem_builder.hpp"

#include <string>
#include <string_view>

namespace urker::orbit {

/// The two forms of a file. Each hands what it holds to the builder, and throws
/// `Error{invalid_input}` where there is no going on.
void read_oem_kvn(std::string_view text, OemBuilder& builder);
void read_oem_xml(std::string_view text, const std::string& file, OemBuilder& builder,
                  Mistakes& mistakes);

} // namespace urker::orbit

#pragma once

#include <string_view>

namespace urker {

/// How this program was built. Names no folder, machine or moment: it is the same for two builds of
/// the same sources by the same compiler.
struct BuildInfo {
  std::string_view version;  ///< "0.1.0"
  std::string_view commit;   ///< 40 hexadecimal digits, with "-dirty" if files differed; "unknown"
  std::string_view compiler; ///< "GNU 12.2.0"
  std::string_view build_type; ///< "Release"
  std::string_view flags;      ///< options of the compiler
};

[[nodiscard]] const BuildInfo& build_info() noexcept;

} // namespace urker

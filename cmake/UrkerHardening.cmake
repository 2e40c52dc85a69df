# What Debian's own hardening asks for, for our programs and libraries, not for those who link them.
include(CheckPIESupported)
check_pie_supported()
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

add_library(urker_hardening INTERFACE)
target_compile_options(urker_hardening INTERFACE -fstack-protector-strong -fstack-clash-protection)
# Needs an optimiser, and the sanitizers of the debug presets watch the same calls better.
target_compile_definitions(urker_hardening INTERFACE
  $<$<CONFIG:Release,RelWithDebInfo,MinSizeRel>:_FORTIFY_SOURCE=2>)
target_link_options(urker_hardening INTERFACE -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)

# Files name themselves in messages; the folder that they were built in is nobody's business.
target_compile_options(urker_hardening INTERFACE -fmacro-prefix-map=${PROJECT_SOURCE_DIR}/=)

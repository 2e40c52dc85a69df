#pragma once

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <string_view>

// Private to this folder.
namespace urker::results {

/// A JSON file that tells whether it is whole: kind, number of the format, contents and the SHA-256
/// of the contents written without spaces.
struct SealedKind {
  std::string_view name;
  int format;
};

[[nodiscard]] std::string sealed(const SealedKind& kind, const nlohmann::json& contents);

/// The contents of such a file. Throws `Error{missing_input}` if it is not there, and
/// `Error{invalid_input}` with the reason if it is foreign, of another format or damaged.
[[nodiscard]] nlohmann::json read_sealed(const std::filesystem::path& path, const SealedKind& kind);

/// Does `read`, which takes contents apart; what it does not find there is damage too.
template <class Read>
auto reading(const std::filesystem::path& path, const Read& read);

[[noreturn]] void fail_damaged(const std::filesystem::path& path, std::string_view reason);

template <class Read>
auto reading(const std::filesystem::path& path, const Read& read) {
  try {
    return read();
  } catch (const nlohmann::json::exception& error) {
    fail_damaged(path, error.what());
  }
}

} // namespace urker::results

#include "results/sealed_json.hpp"

#include "base/error.hpp"
#include "results/posix_file.hpp"
#include "results/sha256.hpp"

#include <fmt/format.h>

namespace urker::results {

namespace {

/// A hundred thousand segments are listed in less.
constexpr std::uint64_t kMostBytes = 64'000'000;

} // namespace

std::string sealed(const SealedKind& kind, const nlohmann::json& contents) {
  const nlohmann::json document{{"file_type", kind.name},
                                {"format", kind.format},
                                {"contents", contents},
                                {"sha256", sha256_of_text(contents.dump())}};
  return document.dump(1) + "\n";
}

nlohmann::json read_sealed(const std::filesystem::path& path, const SealedKind& kind) {
  const std::string text = read_small_file(path, kMostBytes);
  const auto document = nlohmann::json::parse(text, nullptr, false);
  if (document.is_discarded() || !document.is_object()) {
    fail_damaged(path, text.empty() ? "it is empty" : "it is not JSON");
  }
  return reading(path, [&] {
    if (document.value("file_type", "") != kind.name) {
      throw Error(Cause::invalid_input, fmt::format("{}: is not an {}", path.string(), kind.name));
    }
    if (document.at("format") != kind.format) {
      throw Error(Cause::invalid_input,
                  fmt::format("{}: has the format {}; this version of Urker reads format {}",
                              path.string(), document.at("format").dump(), kind.format));
    }
    if (document.at("sha256") != sha256_of_text(document.at("contents").dump())) {
      fail_damaged(path, "it does not have its SHA-256");
    }
    return document.at("contents");
  });
}

void fail_damaged(const std::filesystem::path& path, std::string_view reason) {
  throw Error(Cause::invalid_input, fmt::format("{}: is damaged: {}", path.string(), reason));
}

} // namespace urker::results

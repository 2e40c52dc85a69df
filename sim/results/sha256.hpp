#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace urker::results {

/// SHA-256 (FIPS 180-4) of a stream of bytes.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void update(const void* data, std::size_t size);
  /// 64 lower-case hexadecimal digits. Ends the stream: call it once, last.
  [[nodiscard]] std::string hex();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

[[nodiscard]] std::string sha256_of_text(std::string_view text);

/// Version of the cryptographic library at run time.
[[nodiscard]] std::string openssl_version();

} // namespace urker::results

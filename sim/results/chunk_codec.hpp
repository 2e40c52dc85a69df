#pragma once

#include "base/pack.hpp"

#include <compare>
#include <cstdint>
#include <memory>
#include <vector>

namespace urker::results {

/// How the values of a chunk become its bytes in a file.
struct ChunkForm {
  std::uint64_t rows = 0;
  std::uint64_t value_bytes = 0;
  bool compressed = false;
  bool shuffled = false; ///< before that: first bytes first, then second bytes, and so on
  bool checksum = false;
  template <class Packer>
  void pack(Packer& p) {
    p(rows, value_bytes, compressed, shuffled, checksum);
  }
  auto operator<=>(const ChunkForm&) const = default;
};

/// A chunk as it is in memory; its form's rows, little-endian.
struct PlainChunk {
  ChunkForm form;
  Bytes values;
  template <class Packer>
  void pack(Packer& p) {
    p(form, values);
  }
};

/// A chunk as it is in a file.
struct CodedChunk {
  std::uint32_t left_out = 0; ///< HDF5's mask of the filters that it did without
  Bytes bytes;
  template <class Packer>
  void pack(Packer& p) {
    p(left_out, bytes);
  }
};

/// Whoever encodes the chunks of a file. Throws std::runtime_error.
class ChunkCoder {
 public:
  virtual ~ChunkCoder() = default;
  /// In their order.
  [[nodiscard]] virtual std::vector<CodedChunk> encode(std::vector<PlainChunk> chunks) = 0;
};

/// Encodes chunks as HDF5 does: equal chunks give equal bytes. Throws std::runtime_error.
class ChunkCodec final : public ChunkCoder {
 public:
  ChunkCodec();
  ChunkCodec(const ChunkCodec&) = delete;
  ChunkCodec& operator=(const ChunkCodec&) = delete;
  ~ChunkCodec() override;
  [[nodiscard]] CodedChunk encode(const PlainChunk& chunk);
  [[nodiscard]] std::vector<CodedChunk> encode(std::vector<PlainChunk> chunks) override;

 private:
  struct Work;
  std::unique_ptr<Work> work_;
};

} // namespace urker::results

#include "results/writer.hpp"

#include "results/hdf5_handle.hpp"
#include "results/result_file.hpp"
#include "results/sha256.hpp"

namespace urker::results {

void write_result(const std::filesystem::path& path, const TableSet& merged,
                  const Provenance& provenance, ChunkCoder* coder) {
  ResultFile file(path, provenance.start_utc, coder);
  for (const auto& [name, table] : merged.tables()) {
    file.write_table(table);
  }
  file.close(provenance);
}

std::vector<LibraryRow> library_versions() {
  return {{"hdf5", hdf5::library_version()}, {"openssl", openssl_version()}};
}

} // namespace urker::results

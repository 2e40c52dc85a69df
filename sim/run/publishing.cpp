#include "run/publishing.hpp"

#include "des/mpi.hpp"
#include "run/provenance.hpp"

#include <fmt/format.h>

namespace urker::run {

std::optional<results::RunFolder>
open_folder(const RunRequest& request, const scenario::Scenario& scenario, MPI_Comm communicator) {
  std::optional<results::RunFolder> folder;
  des::all_or_none(communicator, [&] {
    if (des::rank_in(communicator) != 0) {
      return;
    }
    if (!request.replace && std::filesystem::exists(request.output)) {
      throw Error(Cause::cannot_write,
                  fmt::format("{} exists; --force replaces it", request.output.string()));
    }
    folder.emplace(
        results::RunFolder::prepare(request.output, resolved_text(scenario), request.replace));
  });
  return folder;
}

void publish(std::optional<results::RunFolder>& folder, const results::TableSet& rows,
             const results::Provenance& provenance, MPI_Comm communicator) {
  const auto parts = des::gather_bytes(communicator, rows.pack());
  des::all_or_none(communicator, [&] {
    if (folder) {
      folder->publish(results::TableSet::merge(parts), provenance);
    }
  });
}

} // namespace urker::run

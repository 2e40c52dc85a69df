#include "run/provenance.hpp"

#include "base/build_info.hpp"
#include "base/host.hpp"
#include "base/simd/instruction_set.hpp"
#include "des/graph_cut.hpp"
#include "results/sha256.hpp"
#include "results/writer.hpp"
#include "scenario/echo.hpp"

#include <Eigen/Core>
#include <erfa.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <mpi.h>

#include <algorithm>
#include <erfaextra.h>
#include <gnu/libc-version.h>
#include <utility>

namespace urker::run {
namespace {

/// `describe` takes a struct that it could write to; an echo only reads.
GroupVisit visit_of(const scenario::Scenario& scenario) {
  return [copy = scenario](FieldVisitor& v) mutable { describe(v, copy); };
}

/// Those that compute what results hold: another version may round otherwise. Those that carry,
/// deal out or store it change no bit of it; those that read text are judged by what they read,
/// the resolved scenario.
std::vector<results::LibraryRow> computing_libraries() {
  return {{"Eigen",
           fmt::format("{}.{}.{}", EIGEN_WORLD_VERSION, EIGEN_MAJOR_VERSION, EIGEN_MINOR_VERSION)},
          {"ERFA", eraVersion()},
          {"glibc", gnu_get_libc_version()}};
}

std::vector<results::LibraryRow> libraries() {
  auto rows = results::library_versions();
  for (auto& row : computing_libraries()) {
    rows.push_back(std::move(row));
  }
  char mpi[MPI_MAX_LIBRARY_VERSION_STRING] = {};
  int length = 0;
  MPI_Get_library_version(mpi, &length);
  const std::string mpi_text(mpi, static_cast<std::size_t>(length));
  rows.push_back({"MPI", mpi_text.substr(0, mpi_text.find(','))});
  rows.push_back({"METIS", des::metis_version()});
  return rows;
}

/// Names of files as seen from the scenario's folder: how the user came to it must not tell.
class SeenFromScenario {
 public:
  explicit SeenFromScenario(const std::vector<scenario::SourceFile>& files) {
    const auto& scenario = files.front().name;
    const auto slash = scenario.rfind('/');
    folder_ = slash == std::string::npos ? "" : scenario.substr(0, slash + 1);
  }
  [[nodiscard]] std::string operator()(const std::string& name) const {
    return name.starts_with(folder_) ? name.substr(folder_.size()) : name;
  }

 private:
  std::string folder_; ///< with the slash
};

} // namespace

std::string resolved_text(const scenario::Scenario& scenario) {
  return scenario::echo(visit_of(scenario));
}

results::Provenance program_provenance() {
  results::Provenance provenance;
  provenance.version = build_info().version;
  provenance.commit = build_info().commit;
  provenance.build_flags =
      fmt::format("{}, {}, {}", build_info().compiler, build_info().build_type, build_info().flags);
  provenance.instruction_set = simd::name(simd::active());
  provenance.libraries = libraries();
  return provenance;
}

results::ProgramIdentity program_identity() {
  auto program = program_provenance();
  std::vector<std::string> computing;
  for (const auto& library : computing_libraries()) {
    computing.push_back(fmt::format("{} {}", library.name, library.version));
  }
  return {std::move(program.version), std::move(program.commit), std::move(program.build_flags),
          std::move(program.instruction_set), fmt::format("{}", fmt::join(computing, ", "))};
}

results::RunIdentity run_identity(std::string_view resolved) {
  return {program_identity(), results::sha256_of_text(resolved)};
}

std::vector<results::InputFile> input_files(const scenario::Loaded<scenario::Scenario>& loaded) {
  const SeenFromScenario seen(loaded.origin.files);
  std::vector<results::InputFile> files;
  for (const auto& file : loaded.origin.files) {
    std::string name = seen(file.name);
    const bool known = std::any_of(files.begin(), files.end(),
                                   [&name](const auto& other) { return other.name == name; });
    if (!known) {
      files.push_back({std::move(name), file.text});
    }
  }
  return files;
}

results::RunRecord run_record(const std::string& command_line,
                              std::chrono::system_clock::time_point started) {
  results::RunRecord record;
  record.host = host_name();
  record.command_line = command_line;
  record.started_utc = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                                   fmt::gmtime(std::chrono::system_clock::to_time_t(started)));
  return record;
}

results::Provenance make_provenance(const scenario::Loaded<scenario::Scenario>& loaded) {
  const auto& s = loaded.value;
  results::Provenance provenance = program_provenance();
  provenance.title = s.title.empty() ? s.name : s.title;
  provenance.question = s.question;
  provenance.start_utc = format_calendar(s.start);
  provenance.scenario = resolved_text(s);
  provenance.seed = static_cast<std::uint64_t>(s.seed);
  const SeenFromScenario seen(loaded.origin.files);
  for (const auto& file : loaded.origin.files) {
    provenance.sources.push_back({seen(file.name), results::sha256_of_text(file.text)});
  }
  for (const auto& value : scenario::explain(visit_of(s), loaded.origin.resolved)) {
    provenance.inputs.push_back(
        {value.path, value.value, value.pedigree.grade, value.pedigree.source, seen(value.origin)});
  }
  return provenance;
}

} // namespace urker::run

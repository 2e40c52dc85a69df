#include "run/provenance.hpp"

#include "base/build_info.hpp"
#include "results/sha256.hpp"
#include "scenario/echo.hpp"

#include <erfa.h>
#include <fmt/format.h>
#include <hdf5.h>
#include <mpi.h>

#include <erfaextra.h>

namespace urker::run {
namespace {

/// `describe` takes a struct that it could write to; an echo only reads.
GroupVisit visit_of(const scenario::Scenario& scenario) {
  return [copy = scenario](FieldVisitor& v) mutable { describe(v, copy); };
}

std::vector<results::LibraryRow> libraries() {
  unsigned major = 0, minor = 0, release = 0;
  H5get_libversion(&major, &minor, &release);
  char mpi[MPI_MAX_LIBRARY_VERSION_STRING] = {};
  int length = 0;
  MPI_Get_library_version(mpi, &length);
  const std::string mpi_text(mpi, static_cast<std::size_t>(length));
  return {{"ERFA", eraVersion()},
          {"HDF5", fmt::format("{}.{}.{}", major, minor, release)},
          {"MPI", mpi_text.substr(0, mpi_text.find(','))}};
}

} // namespace

std::string resolved_text(const scenario::Scenario& scenario) {
  return scenario::echo(visit_of(scenario));
}

results::Provenance make_provenance(const scenario::Loaded<scenario::Scenario>& loaded) {
  const auto& s = loaded.value;
  results::Provenance provenance;
  provenance.title = s.title.empty() ? s.name : s.title;
  provenance.question = s.question;
  provenance.start_utc = format_calendar(s.start);
  provenance.scenario = resolved_text(s);
  provenance.version = build_info().version;
  provenance.commit = build_info().commit;
  provenance.build_flags =
      fmt::format("{}, {}, {}", build_info().compiler, build_info().build_type, build_info().flags);
  provenance.seed = static_cast<std::uint64_t>(s.seed);
  for (const auto& file : loaded.origin.files) {
    provenance.sources.push_back({file.name, results::sha256_of_text(file.text)});
  }
  provenance.libraries = libraries();
  for (const auto& value : scenario::explain(visit_of(s), loaded.origin.resolved)) {
    provenance.inputs.push_back(
        {value.path, value.value, value.pedigree.grade, value.pedigree.source, value.origin});
  }
  return provenance;
}

} // namespace urker::run

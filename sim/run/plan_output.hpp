#pragma once

#include "access/inter_satellite.hpp"
#include "results/provenance.hpp"
#include "run/plan_input.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace urker::run {

/// Takes the windows of a plan, satellite by satellite, and makes them a result at the end. Until
/// `publish` returns there is no new file under a final name.
class PlanOutput {
 public:
  virtual ~PlanOutput() = default;
  virtual void contact(const access::StationContact& contact) = 0;
  /// `kind`: penumbra or umbra.
  virtual void shadow(std::uint32_t satellite, std::string_view kind,
                      const access::Window& window) = 0;
  virtual void pair(std::size_t number, const PlanPair& pair) = 0;
  virtual void between(std::size_t pair, const access::InterSatelliteContact& contact) = 0;
  /// A satellite that is left out, and why.
  virtual void problem(std::uint32_t satellite, const std::string& reason) = 0;
  virtual void publish(const results::Provenance& provenance) = 0;
};

/// Files in `folder`, which is made if it is not there: windows.csv, eclipses.csv and, with pairs,
/// isl.csv, in seconds since the start; with `list_pairs` also pairs.csv, the pairs that isl.csv
/// numbers. Throws `Error{cannot_write}`, at once where one of them exists and `replace` is false.
[[nodiscard]] std::unique_ptr<PlanOutput> make_csv_output(const std::filesystem::path& folder,
                                                          bool with_pairs, bool list_pairs,
                                                          bool replace);

/// The tables of plan_rows.hpp in a file of results (HDF5). Throws likewise.
[[nodiscard]] std::unique_ptr<PlanOutput> make_result_output(const std::filesystem::path& file,
                                                             const PlanInput& input,
                                                             bool with_pairs, bool replace,
                                                             std::string_view request);

} // namespace urker::run

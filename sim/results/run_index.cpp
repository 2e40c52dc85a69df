#include "results/run_index.hpp"

#include "base/error.hpp"
#include "results/posix_file.hpp"
#include "results/run_json.hpp"
#include "results/sealed_json.hpp"

namespace urker::results {
namespace {

constexpr SealedKind kKind{"index of an Urker run", 1};

Generation generation_of(const nlohmann::json& json) {
  return {json.at("number").get<std::int64_t>(),
          Time(Duration(json.at("at_ns").get<std::int64_t>())),
          json.at("checkpoint").get<FileRecord>(), json.at("segments").get<std::uint64_t>()};
}

} // namespace

void write_index(const std::filesystem::path& path, const RunIndex& index) {
  auto generations = nlohmann::json::array();
  for (const auto& generation : index.generations) {
    generations.push_back({{"number", generation.number},
                           {"at_ns", nanoseconds(generation.at)},
                           {"checkpoint", generation.checkpoint},
                           {"segments", generation.segments}});
  }
  replace_file(path, sealed(kKind, {{"identity", index.identity},
                                    {"generations", generations},
                                    {"segments", index.segments},
                                    {"legs", index.legs}}));
}

std::optional<RunIndex> read_index(const std::filesystem::path& path) {
  nlohmann::json json;
  try {
    json = read_sealed(path, kKind);
  } catch (const Error& error) {
    if (error.cause() == Cause::missing_input) {
      return std::nullopt;
    }
    throw;
  }
  return reading(path, [&] {
    RunIndex index;
    json.at("identity").get_to(index.identity);
    json.at("segments").get_to(index.segments);
    json.at("legs").get_to(index.legs);
    for (const auto& generation : json.at("generations")) {
      index.generations.push_back(generation_of(generation));
      if (index.generations.back().segments > index.segments.size()) {
        fail_damaged(path, "it lacks segments");
      }
    }
    return index;
  });
}

std::string fault_of(const std::filesystem::path& folder, const RunIndex& index,
                     const Generation& generation) {
  std::string fault = fault_of(folder, generation.checkpoint);
  for (std::uint64_t i = 0; i < generation.segments && fault.empty(); ++i) {
    fault = fault_of(folder, index.segments[i]);
  }
  return fault;
}

} // namespace urker::results

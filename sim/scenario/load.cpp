#include "scenario/load.hpp"

#include "scenario/reader.hpp"
#include "scenario/resolve.hpp"

namespace urker::scenario {

Origin load(const std::filesystem::path& path, const std::vector<std::string>& sets,
            const Language& language, const GroupVisit& describe_root) {
  Budget budget;
  Diagnostics diagnostics;
  const auto overrides = parse_overrides(sets, budget, diagnostics);
  Sources sources = read_sources(path, language.root, budget, diagnostics);
  Node resolved = resolve(sources.tree, language, overrides, budget, diagnostics);
  read(resolved, language, describe_root, diagnostics);
  diagnostics.throw_if_any();
  return {std::move(resolved), std::move(sources.files)};
}

} // namespace urker::scenario

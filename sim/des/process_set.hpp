#pragma once

#include "des/process.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace urker::des {

/// The processes of a model as one rank sees them.
struct ProcessSet {
  std::vector<int> ranks;                     ///< who runs each of them, by id
  std::vector<std::unique_ptr<Process>> own;  ///< those of this rank, in the order of their ids
  std::function<std::string(ProcessId)> name; ///< for messages and results
};

} // namespace urker::des

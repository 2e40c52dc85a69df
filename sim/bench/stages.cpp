#include "bench/stages.hpp"

#include "des/mpi.hpp"

#include <algorithm>

namespace urker::bench {
namespace {

/// All images, by id, on every rank.
std::vector<des::ProcessImage> gathered(MPI_Comm communicator,
                                        const std::vector<des::ProcessImage>& own) {
  std::vector<des::ProcessImage> all;
  for (const Bytes& bytes : des::allgather_bytes(communicator, pack(own))) {
    for (auto& image : unpack<std::vector<des::ProcessImage>>(bytes)) {
      all.push_back(std::move(image));
    }
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  return all;
}

} // namespace

des::RunStatistics run_in_stages(MPI_Comm communicator, std::span<const Stage> stages,
                                 const std::function<des::Kernel(const std::vector<int>&)>& make) {
  des::Kernel kernel = make(stages.front().rank_of);
  kernel.start();
  kernel.advance(stages.front().until);
  Time at = stages.front().until;
  for (const Stage& stage : stages.subspan(1)) {
    auto images = gathered(communicator, kernel.save());
    std::erase_if(images, [&](const des::ProcessImage& image) {
      return stage.rank_of[image.id] != des::rank_in(communicator);
    });
    kernel = make(stage.rank_of);
    kernel.restore(at, images);
    kernel.advance(stage.until);
    at = stage.until;
  }
  return kernel.finish(at);
}

} // namespace urker::bench

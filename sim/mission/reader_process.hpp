#pragma once

#include "des/process.hpp"
#include "ground/partner.hpp"
#include "mission/delivery_row.hpp"
#include "mission/reader_config.hpp"
#include "network/fibre.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace urker::mission {

struct ReaderSetup {
  std::string name; ///< key in the scenario
  ReaderConfig config;
  network::FibreConfig fibre;
  std::map<std::string, std::vector<ground::Partner>> requests; ///< campaign -> planners to ask
};

/// A reader: asks for its organisation's campaigns at the start, and receives products.
class ReaderProcess final : public des::PackedProcess<ReaderProcess> {
 public:
  explicit ReaderProcess(ReaderSetup setup);
  void start(des::Context& context) override;
  void handle(const des::Event& event, des::Context& context) override;
  void finish(des::Context& context) override;

  template <class Packer>
  void pack(Packer& p) {
    p(fibre_, deliveries_, bits_, shared_, latency_, greatest_latency_);
  }

 private:
  ReaderSetup setup_;
  network::FibreSender fibre_;
  std::int64_t deliveries_ = 0;
  std::int64_t bits_ = 0;
  std::int64_t shared_ = 0; ///< under an agreement
  Duration latency_{0};     ///< sum
  Duration greatest_latency_{0};
};

} // namespace urker::mission

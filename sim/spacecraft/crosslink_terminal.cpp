#include "spacecraft/crosslink_terminal.hpp"

#include <utility>

namespace urker::spacecraft {

CrosslinkTerminal make_terminal(const std::string& satellite, CrosslinkSetup setup,
                                std::shared_ptr<const Surroundings> surroundings) {
  StationLink partner;
  partner.station = setup.partner;
  partner.name = setup.name;
  partner.process = setup.process;
  partner.crosslink = std::move(setup.link);
  setup.transmitters.metrics = "crosslink_" + setup.name + "_";
  return {Downlink(satellite, std::move(setup.transmitters), {std::move(partner)},
                   std::move(surroundings)),
          setup.partner, setup.partner_reports};
}

} // namespace urker::spacecraft

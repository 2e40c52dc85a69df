#pragma once

#include "spacecraft/crosslink.hpp"
#include "spacecraft/downlink.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace urker::spacecraft {

/// A satellite's end of a link to another satellite.
struct CrosslinkSetup {
  std::uint32_t partner = 0; ///< index in the scenario's bytewise order of satellites
  std::string name;          ///< of the partner
  des::ProcessId process = 0;
  Transmitters transmitters; ///< radio or optical terminal
  std::shared_ptr<const Crosslink> link;
  bool partner_reports = false; ///< it makes reports, and is told when this one can send them down
};

/// A terminal that is always on its partner while they see each other.
struct CrosslinkTerminal {
  Downlink link;
  std::uint32_t partner = 0;
  bool tells = false;                       ///< the partner of an offer
  bool offer_due = false;                   ///< something to tell has changed
  std::vector<protocol::Opening> offered{}; ///< what the partner has told last
  template <class Packer>
  void pack(Packer& p) {
    p(link, offer_due, offered);
  }
};

[[nodiscard]] CrosslinkTerminal make_terminal(const std::string& satellite, CrosslinkSetup setup,
                                              std::shared_ptr<const Surroundings> surroundings);

} // namespace urker::spacecraft

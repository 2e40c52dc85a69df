#pragma once

#include "access/contact_plan.hpp"
#include "protocol/messages.hpp"

#include <vector>

namespace urker::mission {

/// A contact over a station that may be used.
struct PassOffer {
  protocol::Pass pass;
  bool own_station = false;
};

/// Which passes of one satellite to ask for. A satellite sends to one station at a time, stays with
/// a pass until it ends, and then takes up what is left of the next. So own stations go first, then
/// longer passes; a pass that runs into one chosen before is left out, and one that follows must
/// add at least two minutes. `booked`: passes that are certain already. By AOS.
[[nodiscard]] std::vector<protocol::Pass> select_passes(std::vector<PassOffer> offers,
                                                        std::vector<protocol::Pass> booked);

/// A pass as far as it is of use after those before it.
struct UsefulPass {
  protocol::Pass pass;
  Time begin = kStart; ///< AOS, or the end of the passes before
};

/// The useful parts of booked passes (sorted by AOS), those without any left out.
[[nodiscard]] std::vector<UsefulPass> useful_parts(const std::vector<protocol::Pass>& booked);

} // namespace urker::mission

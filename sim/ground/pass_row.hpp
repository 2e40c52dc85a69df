#pragma once

#include "base/table.hpp"
#include "ground/booking.hpp"
#include "protocol/product.hpp"
#include "time/time.hpp"
#include "time/time_column.hpp"

#include <cstdint>
#include <string>

namespace urker::ground {

/// A pass that was asked for, and what came of it.
struct PassRow {
  static constexpr TableInfo kTable{"passes", "Pass of a satellite that was asked for", 3};
  std::string station;
  std::string satellite;
  Time aos = kNotYet;
  Time los = kNotYet;
  Time ready = kNotYet; ///< the antenna is on the satellite; link_gaps tells it if that is late
  std::string organisation;
  BookingOutcome outcome = BookingOutcome::refused_no_pass;
  std::int64_t antenna = -1; ///< or telescope, by the pass's medium
  std::string displaced_by;
  Time decided = kNotYet;
  Time plan_sent = kNotYet;
  std::int64_t plan_bits = 0;
  std::int64_t bits_received = 0;
  protocol::LinkMedium medium = protocol::LinkMedium::radio;

  template <class Packer>
  void pack(Packer& p) {
    p(station, satellite, aos, los, ready, organisation, outcome, antenna, displaced_by, decided,
      plan_sent, plan_bits, bits_received, medium);
  }
  void columns(ColumnVisitor& v) const {
    v.text("station", station, "Station");
    v.text("satellite", satellite, "Satellite");
    instant(v, "aos", aos, "Start of the pass");
    instant(v, "los", los, "End of the pass");
    v.text("organisation", organisation, "Who asked for the pass");
    v.text("outcome", outcome_name(outcome), "Granted, or why not");
    v.integer("antenna", antenna, "1", "Number of the antenna from 0; -1: none");
    v.text("displaced_by", displaced_by, "Whose pass holds the antenna instead");
    instant(v, "decided", decided, "The station decided");
    instant(v, "plan_sent", plan_sent, "First bit of a plan went up");
    v.integer("plan_bits", plan_bits, "bit", "Volume of plans sent up");
    v.integer("bits_received", bits_received, "bit", "Volume of products received");
  }
};

} // namespace urker::ground

#pragma once

#include "base/table.hpp"
#include "protocol/messages.hpp"
#include "time/time_column.hpp"

#include <string>

namespace urker::mission {

/// A product that has reached a reader.
struct DeliveryRow {
  static constexpr TableInfo kTable{"deliveries", "Product that reached a reader", 3};
  std::string reader;
  std::string receiver; ///< organisation of the reader
  protocol::Delivery delivery;

  void columns(ColumnVisitor& v) const {
    const auto& p = delivery.product;
    v.text("reader", reader, "Reader");
    v.text("satellite", p.satellite_name, "Satellite that took the scene");
    v.integer("number", p.number, "1", "The satellite's count of scenes");
    v.text("receiver", receiver, "Organisation of the reader");
    v.text("agreement", delivery.agreement, "Agreement under which it came; empty: own or ordered");
    v.text("owner", p.owner, "Organisation that owns the satellite");
    v.text("requester", p.requester, "Organisation that asked for the scene");
    v.text("campaign", p.campaign, "Campaign of the request");
    v.text("area", p.area, "Area of interest");
    v.integer("bits", p.bits, "bit", "Volume");
    v.integer("processed_on_board", p.processed_on_board ? 1 : 0, "1",
              "1 if the on-board computer processed it");
    instant(v, "imaged", p.imaged, "Shutter closed");
    instant(v, "downlink_end", p.downlink_end, "Last bit reached a station");
    instant(v, "at_centre", p.at_centre, "Last bit reached the processing centre");
    instant(v, "ground_processed", p.ground_processed, "Ground processing done");
    instant(v, "released", delivery.released, "Earliest release that the agreement allows");
    instant(v, "delivered", p.delivered, "Last bit reached the reader");
    v.real("latency", to_seconds(p.delivered - p.imaged), "s", "From shutter to reader");
  }
};

} // namespace urker::mission

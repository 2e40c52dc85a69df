#pragma once

#include "base/table.hpp"
#include "protocol/product.hpp"
#include "time/time_column.hpp"

#include <string_view>

namespace urker::protocol {

/// The status as written in results.
[[nodiscard]] constexpr std::string_view status_name(ProductStatus status) {
  switch (status) {
  case ProductStatus::stored:
    return "stored";
  case ProductStatus::discarded:
    return "discarded";
  case ProductStatus::dropped:
    return "dropped";
  case ProductStatus::refused:
    return "refused";
  case ProductStatus::in_transit:
    return "in_transit";
  case ProductStatus::at_centre:
    return "at_centre";
  case ProductStatus::delivered:
    return "delivered";
  }
  return "";
}

/// The end of a product's life as far as the run saw it. Emitted once a product, by whoever holds
/// its last bit at the end of the run: the satellite until that bit is sent.
struct ProductRow {
  static constexpr TableInfo kTable{"products", "One scene's product and its life", 2};
  Product product;
  ProductStatus status = ProductStatus::stored;
  std::int64_t bits_sent = 0; ///< that have left the satellite

  void columns(ColumnVisitor& v) const {
    const auto& p = product;
    v.text("satellite", p.satellite_name, "Satellite that took the scene");
    v.integer("number", p.number, "1", "The satellite's count of scenes; of a report below zero");
    v.text("kind", p.kind == ProductKind::image ? "image" : "report",
           "image, or report of a detector");
    v.integer("scene", p.kind == ProductKind::image ? p.number : p.scene, "1",
              "The scene that it shows or tells of");
    v.text("status", status_name(status), "Where the product is at the end of the run");
    v.text("owner", p.owner, "Organisation that owns the satellite");
    v.text("requester", p.requester, "Organisation that asked for the scene");
    v.text("campaign", p.campaign, "Campaign of the request");
    v.text("area", p.area, "Area of interest");
    v.integer("priority", p.priority, "1", "Priority, greater is more urgent");
    v.integer("cells", static_cast<std::int64_t>(p.cells.size()), "1", "Wanted cells covered");
    v.real("gsd", p.gsd_m, "m", "Ground sample distance across the track, finest channel");
    v.real("cloud_truth", p.cloud_truth, "1", "True cloud cover of the scene");
    v.integer("processed_on_board", p.processed_on_board ? 1 : 0, "1",
              "1 if the on-board computer processed it");
    v.integer("raw_bits", p.raw_bits, "bit", "Volume as imaged");
    v.integer("bits", p.bits, "bit", "Volume as stored and sent");
    v.real("quality", p.quality, "1", "Part of the information that compression has left");
    v.integer("found", p.found, "1", "Of a report: targets found that are there");
    v.integer("false_found", p.false_found, "1", "Of a report: targets found that are not there");
    v.integer("bits_sent", bits_sent, "bit", "Volume that left the satellite");
    v.text("medium", p.medium ? medium_name(*p.medium) : "",
           "By what its last bit left for the ground: radio, optical, report_radio");
    v.text("relay", p.relay, "Satellite that took it over and sends it down; empty: its own does");
    instant(v, "requested", p.requested, "Request left the requester");
    instant(v, "tasked", p.tasked, "Planner fixed the task");
    instant(v, "commanded", p.commanded, "Satellite received the task");
    instant(v, "imaged", p.imaged, "Shutter closed");
    instant(v, "processed", p.processed, "On-board processing done or skipped");
    instant(v, "downlink_begin", p.downlink_begin, "First bit left the satellite");
    instant(v, "downlink_end", p.downlink_end, "Last bit reached a station");
    instant(v, "at_centre", p.at_centre, "Last bit reached the processing centre");
    instant(v, "ground_processed", p.ground_processed, "Ground processing done");
    instant(v, "delivered", p.delivered, "First arrival at a reader");
  }
};

} // namespace urker::protocol

#pragma once

#include "protocol/content.hpp"
#include "time/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace urker::protocol {

/// Where the bits of a product are, or what became of them.
enum class ProductStatus : std::uint8_t {
  stored,     ///< on board, not (wholly) sent yet
  discarded,  ///< thrown away by a stage of its processing, on board or on the ground
  dropped,    ///< deleted from the memory, by its rules or at a deadline of its processing
  refused,    ///< no room in the storage: never recorded
  in_transit, ///< sent, not yet whole at the processing centre
  at_centre,  ///< whole at the processing centre, not yet out of it
  delivered,  ///< with at least one reader
};

enum class ProductKind : std::uint8_t {
  image,
  report, ///< of a detector on what it found in a scene
};

/// By what a satellite sends.
enum class LinkMedium : std::uint8_t {
  radio,        ///< the data transmitter, in booked passes
  optical,      ///< the optical terminal, in booked passes
  report_radio, ///< the radio for reports, over stations that listen without being booked
  crosslink,    ///< to another satellite, which sends it on
};

/// The medium as written in results.
[[nodiscard]] constexpr std::string_view medium_name(LinkMedium medium) {
  switch (medium) {
  case LinkMedium::radio:
    return "radio";
  case LinkMedium::optical:
    return "optical";
  case LinkMedium::report_radio:
    return "report_radio";
  case LinkMedium::crosslink:
    return "crosslink";
  }
  return "";
}

/// Where a scene is to be processed.
enum class ProcessingPlace : std::uint8_t { by_satellite, onboard, ground };

/// One scene of an image, or a report on one, and its life: the passport travels with the data.
/// Times that have not come are kNotYet. Bit counts are exact integers.
struct Product {
  std::uint32_t satellite = 0; ///< index in the scenario's bytewise order
  std::int64_t number = 0;     ///< the satellite's count of scenes; of a report below zero
  ProductKind kind = ProductKind::image;
  std::int64_t scene = 0; ///< of a report: number of the scene
  std::string satellite_name;
  std::string owner;     ///< organisation of the satellite
  std::string requester; ///< organisation that asked
  std::string campaign;
  std::string area;
  std::vector<std::int64_t> cells; ///< ids of the cells that the scene covers
  double gsd_m = 0.0;
  double cloud_truth = 0.0;      ///< true cloud cover of the scene, 0..1
  std::vector<Content> contents; ///< true, in the order of kinds; what there is none of is left out
  std::int64_t priority = 0;     ///< greater is more urgent
  std::int64_t raw_bits = 0;     ///< as imaged
  std::int64_t bits = 0;         ///< as stored and sent, after on-board processing
  bool processed_on_board = false;
  ProcessingPlace processing = ProcessingPlace::by_satellite;
  double quality = 1.0;             ///< part of the information that compression has left
  std::int64_t found = 0;           ///< of a report: targets that are there
  std::int64_t false_found = 0;     ///< of a report: and that are not
  std::optional<LinkMedium> medium; ///< by which its last bit left for the ground
  std::string relay; ///< satellite that took it over and sent it down; empty: its own did

  Time requested = kNotYet;      ///< the request left the requester
  Time tasked = kNotYet;         ///< the planner fixed the task
  Time commanded = kNotYet;      ///< the satellite received the task
  Time imaged = kNotYet;         ///< shutter: end of the scene
  Time processed = kNotYet;      ///< on-board processing done (or skipped)
  Time downlink_begin = kNotYet; ///< first bit sent
  Time downlink_end = kNotYet;   ///< last bit received at a station
  Time at_centre = kNotYet;      ///< last bit at the processing centre
  Time ground_processed = kNotYet;
  Time delivered = kNotYet; ///< first arrival at a reader

  template <class Packer>
  void pack(Packer& p) {
    p(satellite, number, kind, scene, satellite_name, owner, requester, campaign, area, cells,
      gsd_m, cloud_truth, contents, priority, raw_bits, bits, processed_on_board, processing,
      quality, found, false_found, medium, relay, requested, tasked, commanded, imaged, processed,
      downlink_begin, downlink_end, at_centre, ground_processed, delivered);
  }
};

/// Tells products apart: satellite that made it, and its number.
using ProductKey = std::pair<std::uint32_t, std::int64_t>;

[[nodiscard]] inline ProductKey key_of(const Product& product) {
  return {product.satellite, product.number};
}

} // namespace urker::protocol

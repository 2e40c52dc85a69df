#pragma once

#include "des/event.hpp"
#include "ground/partner.hpp"
#include "run/world.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace urker::run {

/// A process on the ground, with its key in the scenario.
struct GroundSite {
  std::string key;
  ground::Partner partner; ///< its number and place
};

/// A satellite that takes images: somebody plans for it, somebody processes what it sends, and
/// some station receives its radio.
struct Imager {
  std::uint32_t satellite = 0; ///< index in the world
  des::ProcessId process = 0;
  GroundSite operations;
  GroundSite processing;
  std::vector<std::uint32_t> stations; ///< indices in the world, ascending
};

/// The logical processes of a run and their numbers: the bytewise order of their names,
/// "<section>.<key>". The same on every rank.
class Cast {
 public:
  explicit Cast(const World& world);

  /// Sorted; a process's number is its index.
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] des::ProcessId satellite(std::uint32_t index) const;
  [[nodiscard]] ground::Partner station(std::uint32_t index) const;
  /// In the order of their keys.
  [[nodiscard]] const std::vector<GroundSite>& operations() const { return operations_; }
  [[nodiscard]] const std::vector<GroundSite>& processing() const { return processing_; }
  [[nodiscard]] const std::vector<GroundSite>& readers() const { return readers_; }
  [[nodiscard]] const std::vector<Imager>& imagers() const { return imagers_; }
  /// Operations centres of the organisations that a campaign asks.
  [[nodiscard]] std::vector<GroundSite> planners_of(const mission::CampaignConfig& campaign) const;
  /// For the user: imagers that nobody operates.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

 private:
  [[nodiscard]] des::ProcessId id(std::string_view section, std::string_view key) const;
  void find_imagers();

  const World& world_;
  std::vector<std::string> names_;
  std::vector<GroundSite> operations_, processing_, readers_;
  std::vector<Imager> imagers_;
  std::vector<std::string> notes_;
};

} // namespace urker::run

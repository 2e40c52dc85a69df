#pragma once

#include "access/contact_plan.hpp"
#include "des/event.hpp"
#include "ground/partner.hpp"
#include "run/world.hpp"
#include "spacecraft/crosslink_config.hpp"

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

/// A satellite that sends data to the ground.
struct Sender {
  std::uint32_t satellite = 0; ///< index in the world
  des::ProcessId process = 0;
  /// Indices in the world, ascending: to which it may send,
  std::vector<std::uint32_t> stations;
  std::vector<std::uint32_t> bookable;  ///< of them, in booked passes,
  std::vector<std::uint32_t> listening; ///< and by its report radio
};

/// A satellite that takes images: somebody plans for it, somebody processes what it sends, and
/// some station receives what it sends.
struct Imager : Sender {
  GroundSite operations;
  GroundSite processing;
};

/// Two satellites that pass on reports to each other.
struct CrosslinkPair {
  std::uint32_t first = 0; ///< index in the world, below the second's
  std::uint32_t second = 0;
  const spacecraft::CrosslinkConfig* config = nullptr; ///< lives in the scenario
  bool first_is_partner = false;                       ///< one of the config's partners
  bool second_is_partner = false;
};

/// Data flow from stage to stage; plans go back.
enum class Stage : std::uint8_t { satellites, stations, processing, readers, planning };

/// What a process is.
struct Role {
  Stage stage = Stage::satellites;
  std::uint32_t index = 0; ///< in the world's satellites or stations, or in that list of sites
};

/// The logical processes of a run and their numbers: the bytewise order of their names,
/// "<section>.<key>". The same on every rank.
class Cast {
 public:
  explicit Cast(const World& world);

  /// Sorted; a process's number is its index.
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] const Role& role(des::ProcessId id) const { return roles_[id]; }
  [[nodiscard]] Stage stage(des::ProcessId id) const { return roles_[id].stage; }
  [[nodiscard]] des::ProcessId satellite(std::uint32_t index) const { return satellites_[index]; }
  [[nodiscard]] const ground::Partner& station(std::uint32_t index) const {
    return stations_[index];
  }
  /// In the order of their keys.
  [[nodiscard]] const std::vector<GroundSite>& operations() const { return operations_; }
  [[nodiscard]] const std::vector<GroundSite>& processing() const { return processing_; }
  [[nodiscard]] const std::vector<GroundSite>& readers() const { return readers_; }
  [[nodiscard]] const std::vector<Imager>& imagers() const { return imagers_; }
  /// That of a satellite, or nullptr.
  [[nodiscard]] const Imager* imager(std::uint32_t satellite) const;
  /// Imagers, and satellites that pass on the reports of others, by index.
  [[nodiscard]] const std::vector<Sender>& senders() const { return senders_; }
  [[nodiscard]] const Sender* sender(std::uint32_t satellite) const;
  /// Between senders, at least one of them an imager; by first and second.
  [[nodiscard]] const std::vector<CrosslinkPair>& crosslinks() const { return crosslinks_; }
  /// The other ends of a satellite's crosslinks, ascending.
  [[nodiscard]] std::vector<std::uint32_t> partners_of(std::uint32_t satellite) const;
  /// The one that may send to the station of a contact, or nullptr.
  [[nodiscard]] const Sender* link_of(const access::StationContact& contact) const;
  /// Operations centres of the organisations that a campaign asks.
  [[nodiscard]] std::vector<GroundSite> planners_of(const mission::CampaignConfig& campaign) const;
  /// For the user: imagers that nobody operates.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

 private:
  [[nodiscard]] des::ProcessId id(std::string_view section, std::string_view key) const;
  void set_roles();
  void find_imagers();
  void find_crosslinks();
  bool admit_relay(std::uint32_t index);

  const World& world_;
  std::vector<std::string> names_;
  std::vector<Role> roles_;                ///< by process
  std::vector<des::ProcessId> satellites_; ///< by index in the world
  std::vector<ground::Partner> stations_;  ///< likewise
  std::vector<GroundSite> operations_, processing_, readers_;
  std::vector<Imager> imagers_; ///< by satellite
  std::vector<Sender> senders_;
  std::vector<CrosslinkPair> crosslinks_;
  std::vector<std::string> notes_;
};

} // namespace urker::run

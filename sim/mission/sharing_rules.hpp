#pragma once

#include "ground/release.hpp"
#include "mission/agreement_config.hpp"
#include "protocol/product.hpp"
#include "time/epoch.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace urker::mission {

/// The agreements of a scenario, with their validity on the simulation's clock. Immutable.
class SharingRules {
 public:
  /// One direction of an agreement about products.
  struct Grant {
    std::string agreement;
    GrantConfig terms;
    Time from = kStart;  ///< releases begin
    Time until = kNever; ///< and end, exclusive
  };

  SharingRules(const std::map<std::string, AgreementConfig>& agreements, const Epoch& epoch);

  /// Standing of a guest at another organisation's station: the greatest priority among the
  /// agreements in force to which both are parties and that share the station; nothing: no access.
  [[nodiscard]] std::optional<std::int64_t> guest_priority(const std::string& station,
                                                           const std::string& station_owner,
                                                           const std::string& organisation,
                                                           Time t) const;
  /// Whether an organisation may ask for a pass over a station: its own, or one shared with it.
  [[nodiscard]] bool may_use(const std::string& station, const std::string& station_owner,
                             const std::string& organisation, Time t) const;

  /// In the order of agreements and of their lists.
  [[nodiscard]] const std::vector<Grant>& grants() const { return grants_; }

 private:
  struct Station {
    std::string name;
    std::vector<std::string> parties;
    std::int64_t priority = 0;
    Time from = kStart;
    Time until = kNever;
  };
  std::vector<Grant> grants_;
  std::vector<Station> stations_;
};

/// Decides who else gets the products of one giver, and keeps the books of the daily quotas: one
/// object for each processing centre. A product goes to each receiver once, under the grant that
/// releases it first (of equal ones the first in order). Owner and requester need no grant.
class ReleasePolicy final : public ground::ReleaseAuthority {
 public:
  ReleasePolicy(std::shared_ptr<const SharingRules> rules, const Epoch& epoch);

  /// Releases of a product that is ready at an instant; books its volume. A grant holds if area and
  /// sample distance fit and the release falls into the agreement's validity. Release is at `ready`
  /// or when the delay since imaging has passed, whichever is later; where the quota of that UTC
  /// day is used up, at the start of the next day with room. What exceeds a whole day's quota is
  /// never released.
  [[nodiscard]] std::vector<ground::Release> decide(const protocol::Product& product,
                                                    Time ready) override;
  void save(Writer& writer) const override { writer(book_); }
  void restore(Reader& reader) override { reader(book_); }

 private:
  using Book = std::map<std::pair<std::size_t, Time>, std::int64_t>; ///< grant, UTC day -> bits

  struct Offer {
    std::size_t grant = 0;
    Time released = kStart;
  };
  [[nodiscard]] std::optional<Time>
  release_time(std::size_t grant, const protocol::Product& product, Time ready) const;
  [[nodiscard]] Time day_of(Time t) const;
  [[nodiscard]] Time day_after(Time day) const;

  std::shared_ptr<const SharingRules> rules_;
  Epoch epoch_;
  Book book_;
};

} // namespace urker::mission

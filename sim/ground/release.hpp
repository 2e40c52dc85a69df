#pragma once

#include "base/pack.hpp"
#include "protocol/product.hpp"
#include "time/time.hpp"

#include <string>
#include <vector>

namespace urker::ground {

/// A product goes to an organisation under an agreement, no earlier than `released`.
struct Release {
  std::string receiver;
  std::string agreement;
  Time released = kStart;
};

/// Decides who else receives a centre's products, and may keep books on it.
class ReleaseAuthority {
 public:
  virtual ~ReleaseAuthority() = default;
  /// Who receives a product that is ready at an instant, beside the owner and the requester. Called
  /// once a product, in the order in which they become ready.
  [[nodiscard]] virtual std::vector<Release> decide(const protocol::Product& product,
                                                    Time ready) = 0;
  /// Everything that has changed since it was made.
  virtual void save(Writer& writer) const = 0;
  virtual void restore(Reader& reader) = 0;
  void pack(Writer& writer) const { save(writer); }
  void pack(Reader& reader) { restore(reader); }
};

} // namespace urker::ground

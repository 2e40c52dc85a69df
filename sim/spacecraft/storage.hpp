#pragma once

#include "base/pack.hpp"
#include "protocol/product.hpp"
#include "spacecraft/storage_config.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace urker::spacecraft {

/// A product on board.
struct StoredProduct {
  protocol::Product product;
  std::int64_t held_bits = 0; ///< that it occupies
  std::int64_t sent_bits = 0; ///< handed to the transmitter, whether still held or not
  bool ready = false;         ///< may be sent
  template <class Packer>
  void pack(Packer& p) {
    p(product, held_bits, sent_bits, ready);
  }
};

/// A product that the memory gave up, unsent.
struct DroppedProduct {
  protocol::Product product;
  std::string_view cause;
};

/// The mass memory: finite, in whole bits. Products that are ready leave in the order of priority
/// (greater first), then age (older first), then satellite and number. Its rules may drop products
/// of which nothing was sent and which no stage of the processing has begun with.
class Storage {
 public:
  explicit Storage(std::int64_t capacity_bits);
  explicit Storage(const StorageConfig& config);

  /// `may_drop`: whether a product that is not ready may be dropped; none may unless set.
  void set_may_drop(std::function<bool(const protocol::ProductKey&)> may_drop) {
    may_drop_ = std::move(may_drop);
  }

  [[nodiscard]] std::int64_t capacity_bits() const { return capacity_bits_; }
  [[nodiscard]] std::int64_t held_bits() const { return held_bits_; }
  [[nodiscard]] std::int64_t free_bits() const {
    return capacity_bits_ - held_bits_ - reserved_bits_;
  }
  [[nodiscard]] std::int64_t greatest_held_bits() const { return greatest_held_bits_; }
  /// By satellite and number; those of which bits are held or unsent.
  [[nodiscard]] const std::map<protocol::ProductKey, StoredProduct>& products() const {
    return products_;
  }

  /// Takes room for a product's raw bits, which its rules may make; false, and nothing happens, if
  /// there is none.
  [[nodiscard]] bool admit(const protocol::Product& product);
  /// Takes or gives back (below zero) room that is no product's; false, and nothing happens, if
  /// there is none.
  [[nodiscard]] bool reserve(std::int64_t bits);
  /// When `expire` is next due.
  [[nodiscard]] Time next_event() const;
  /// Drops what is too old, and copies whose time is over.
  void expire(Time now);
  /// What was dropped since the last call.
  [[nodiscard]] std::vector<DroppedProduct> take_dropped() { return std::exchange(dropped_, {}); }
  /// Replaces the passport of a product that is not ready.
  void renew(const protocol::Product& product);
  /// A product of which nothing was sent changes its volume, shrinking.
  void shrink(const protocol::ProductKey& key, std::int64_t bits);
  /// Frees a product of which nothing was sent, and returns it.
  protocol::Product remove(const protocol::ProductKey& key);
  /// The product may be sent from now on; `product` replaces the passport.
  void make_ready(const protocol::Product& product);
  /// The product to send next; nullptr if there is none.
  [[nodiscard]] const StoredProduct* first_ready() const;
  /// Of what may be sent, what has not been.
  [[nodiscard]] std::int64_t ready_bits() const;
  /// Visits the products that have bits to send in their order, while it returns true.
  template <class Visit>
  void for_each_ready(const Visit& visit) const {
    for (const Order& order : ready_) {
      if (!visit(products_.at(std::get<2>(order)))) {
        return;
      }
    }
  }
  /// Hands bits to the transmitter, which will `release` them. Returns the passport to send along
  /// and to change.
  StoredProduct& send(const protocol::ProductKey& key, std::int64_t bits);
  /// Frees bits that have left by now; forgets the product with its last bit. Where copies are
  /// kept, all of them stay until their time is over or room is needed.
  void release(const protocol::ProductKey& key, std::int64_t bits, Time now = kStart);

  template <class Packer>
  void pack(Packer& p) {
    p(held_bits_, greatest_held_bits_, reserved_bits_, products_, copies_);
    if constexpr (std::is_same_v<Packer, Reader>) {
      find_ready();
    }
  }

 private:
  /// Priority (negated), shutter time, satellite and number.
  using Order = std::tuple<std::int64_t, Time, protocol::ProductKey>;
  [[nodiscard]] static Order order_of(const protocol::Product& product) {
    return {-product.priority, product.imaged, key_of(product)};
  }
  StoredProduct& find(const protocol::ProductKey& key);
  /// Makes room by the rules; false, and nothing happens, if they cannot.
  [[nodiscard]] bool make_room(std::int64_t bits, const protocol::Product* newcomer);
  /// What may be dropped for it, in the order in which it goes.
  [[nodiscard]] std::vector<protocol::ProductKey>
  droppable(const protocol::Product& newcomer) const;
  void drop(const protocol::ProductKey& key, std::string_view cause);
  void forget_copy(std::set<std::pair<Time, protocol::ProductKey>>::iterator copy);
  /// Puts the products that have bits to send in their order.
  void find_ready();

  std::int64_t capacity_bits_;
  StorageConfig rules_;
  std::function<bool(const protocol::ProductKey&)> may_drop_;
  std::int64_t reserved_bits_ = 0;
  std::int64_t held_bits_ = 0;
  std::int64_t greatest_held_bits_ = 0;
  std::map<protocol::ProductKey, StoredProduct> products_;
  std::set<Order> ready_; ///< with bits still to send
  std::set<std::pair<Time, protocol::ProductKey>>
      unsent_; ///< by shutter time: ready, wholly unsent
  std::set<std::pair<Time, protocol::ProductKey>> copies_; ///< wholly sent and kept, until when
  std::vector<DroppedProduct> dropped_;                    ///< within one event
};

} // namespace urker::spacecraft

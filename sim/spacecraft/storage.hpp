#pragma once

#include "base/pack.hpp"
#include "protocol/product.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <tuple>
#include <type_traits>

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

/// The mass memory: finite, in whole bits. Products that are ready leave in the order of priority
/// (greater first), then age (older first), then number.
class Storage {
 public:
  explicit Storage(std::int64_t capacity_bits) : capacity_bits_(capacity_bits) {}

  [[nodiscard]] std::int64_t capacity_bits() const { return capacity_bits_; }
  [[nodiscard]] std::int64_t held_bits() const { return held_bits_; }
  [[nodiscard]] std::int64_t free_bits() const { return capacity_bits_ - held_bits_; }
  [[nodiscard]] std::int64_t greatest_held_bits() const { return greatest_held_bits_; }
  /// By number; those of which bits are held or unsent.
  [[nodiscard]] const std::map<std::int64_t, StoredProduct>& products() const { return products_; }

  /// Takes room for a product's raw bits; false, and nothing happens, if there is none.
  [[nodiscard]] bool admit(const protocol::Product& product);
  /// Replaces the passport of a product that is not ready.
  void renew(const protocol::Product& product);
  /// A product of which nothing was sent changes its volume, shrinking.
  void shrink(std::int64_t number, std::int64_t bits);
  /// Frees a product of which nothing was sent, and returns it.
  protocol::Product remove(std::int64_t number);
  /// The product may be sent from now on; `product` replaces the passport.
  void make_ready(const protocol::Product& product);
  /// The product to send next; nullptr if there is none.
  [[nodiscard]] const StoredProduct* first_ready() const;
  /// Hands bits to the transmitter, which will `release` them. Returns the passport to send along
  /// and to change.
  StoredProduct& send(std::int64_t number, std::int64_t bits);
  /// Frees bits that have left; forgets the product with its last bit.
  void release(std::int64_t number, std::int64_t bits);

  template <class Packer>
  void pack(Packer& p) {
    p(held_bits_, greatest_held_bits_, products_);
    if constexpr (std::is_same_v<Packer, Reader>) {
      find_ready();
    }
  }

 private:
  /// Priority (negated), shutter time, number.
  using Order = std::tuple<std::int64_t, Time, std::int64_t>;
  [[nodiscard]] static Order order_of(const protocol::Product& product) {
    return {-product.priority, product.imaged, product.number};
  }
  StoredProduct& find(std::int64_t number);
  /// Puts the products that have bits to send in their order.
  void find_ready();

  std::int64_t capacity_bits_;
  std::int64_t held_bits_ = 0;
  std::int64_t greatest_held_bits_ = 0;
  std::map<std::int64_t, StoredProduct> products_;
  std::set<Order> ready_; ///< with bits still to send
};

} // namespace urker::spacecraft

#include "spacecraft/storage.hpp"

#include "base/error.hpp"

#include <algorithm>

namespace urker::spacecraft {

StoredProduct& Storage::find(std::int64_t number) {
  const auto found = products_.find(number);
  require(found != products_.end(), "the storage does not hold that product");
  return found->second;
}

void Storage::find_ready() {
  ready_.clear();
  for (const auto& [number, stored] : products_) {
    if (stored.ready && stored.sent_bits < stored.product.bits) {
      ready_.insert(order_of(stored.product));
    }
  }
}

bool Storage::admit(const protocol::Product& product) {
  if (product.raw_bits > free_bits()) {
    return false;
  }
  const bool is_new =
      products_.try_emplace(product.number, StoredProduct{product, product.raw_bits, 0, false})
          .second;
  require(is_new, "the storage holds that product already");
  held_bits_ += product.raw_bits;
  greatest_held_bits_ = std::max(greatest_held_bits_, held_bits_);
  return true;
}

void Storage::renew(const protocol::Product& product) {
  StoredProduct& stored = find(product.number);
  require(!stored.ready, "the passport of a product that is ready changes with its sending only");
  stored.product = product;
}

void Storage::shrink(std::int64_t number, std::int64_t bits) {
  StoredProduct& stored = find(number);
  require(stored.sent_bits == 0 && bits <= stored.held_bits, "a product can only shrink unsent");
  held_bits_ -= stored.held_bits - bits;
  stored.held_bits = bits;
}

protocol::Product Storage::remove(std::int64_t number) {
  const StoredProduct stored = find(number);
  require(stored.sent_bits == 0, "only an unsent product can be removed");
  held_bits_ -= stored.held_bits;
  if (stored.ready) {
    ready_.erase(order_of(stored.product));
  }
  products_.erase(number);
  return stored.product;
}

void Storage::make_ready(const protocol::Product& product) {
  StoredProduct& stored = find(product.number);
  require(!stored.ready && product.bits == stored.held_bits && product.bits > 0,
          "a product is ready once, with the bits that it holds");
  stored.product = product;
  stored.ready = true;
  ready_.insert(order_of(product));
}

const StoredProduct* Storage::first_ready() const {
  return ready_.empty() ? nullptr : &products_.at(std::get<2>(*ready_.begin()));
}

StoredProduct& Storage::send(std::int64_t number, std::int64_t bits) {
  StoredProduct& stored = find(number);
  require(stored.ready && bits > 0 && stored.sent_bits + bits <= stored.product.bits,
          "only bits that are ready can be sent, once");
  stored.sent_bits += bits;
  if (stored.sent_bits == stored.product.bits) {
    ready_.erase(order_of(stored.product));
  }
  return stored;
}

void Storage::release(std::int64_t number, std::int64_t bits) {
  StoredProduct& stored = find(number);
  require(bits <= stored.held_bits, "more bits are released than held");
  stored.held_bits -= bits;
  held_bits_ -= bits;
  if (stored.held_bits == 0) {
    products_.erase(number);
  }
}

} // namespace urker::spacecraft

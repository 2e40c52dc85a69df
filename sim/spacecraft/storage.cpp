#include "spacecraft/storage.hpp"

#include "base/error.hpp"
#include "des/channel.hpp"

#include <algorithm>
#include <cmath>

namespace urker::spacecraft {

Storage::Storage(std::int64_t capacity_bits) : capacity_bits_(capacity_bits) {}

Storage::Storage(const StorageConfig& config)
    : capacity_bits_(static_cast<std::int64_t>(std::floor(config.capacity_bit))), rules_(config) {}

StoredProduct& Storage::find(const protocol::ProductKey& key) {
  const auto found = products_.find(key);
  require(found != products_.end(), "the storage does not hold that product");
  return found->second;
}

void Storage::find_ready() {
  ready_.clear();
  unsent_.clear();
  for (const auto& [key, stored] : products_) {
    if (stored.ready && stored.sent_bits < stored.product.bits) {
      ready_.insert(order_of(stored.product));
      if (stored.sent_bits == 0) {
        unsent_.insert({stored.product.imaged, key});
      }
    }
  }
}

void Storage::forget_copy(std::set<std::pair<Time, protocol::ProductKey>>::iterator copy) {
  const auto found = products_.find(copy->second);
  held_bits_ -= found->second.held_bits;
  products_.erase(found);
  copies_.erase(copy);
}

void Storage::drop(const protocol::ProductKey& key, std::string_view cause) {
  dropped_.push_back({remove(key), cause});
}

std::vector<protocol::ProductKey> Storage::droppable(const protocol::Product& newcomer) const {
  using Place = std::tuple<std::int64_t, Time, protocol::ProductKey>;
  std::vector<Place> places;
  const bool by_priority = rules_.when_full == WhenFull::drop_lowest;
  for (const auto& [key, stored] : products_) {
    const protocol::Product& p = stored.product;
    const bool free = stored.sent_bits == 0 && (stored.ready || (may_drop_ && may_drop_(key)));
    if (free && (!by_priority || p.priority < newcomer.priority)) {
      places.emplace_back(by_priority ? p.priority : 0, p.imaged, key);
    }
  }
  std::sort(places.begin(), places.end());
  std::vector<protocol::ProductKey> keys;
  for (const auto& place : places) {
    keys.push_back(std::get<2>(place));
  }
  return keys;
}

bool Storage::make_room(std::int64_t bits, const protocol::Product* newcomer) {
  std::int64_t room = free_bits();
  for (const auto& [until, key] : copies_) {
    room += products_.at(key).held_bits;
  }
  std::vector<protocol::ProductKey> victims;
  if (newcomer != nullptr && room < bits && rules_.when_full != WhenFull::refuse) {
    for (const auto& key : droppable(*newcomer)) {
      if (room >= bits) {
        break;
      }
      room += products_.at(key).held_bits;
      victims.push_back(key);
    }
  }
  if (room < bits) {
    return false;
  }
  while (free_bits() < bits && !copies_.empty()) {
    forget_copy(copies_.begin());
  }
  for (const auto& key : victims) {
    drop(key,
         rules_.when_full == WhenFull::drop_lowest ? "dropped_as_lowest" : "dropped_as_oldest");
  }
  return true;
}

bool Storage::reserve(std::int64_t bits) {
  if (bits > free_bits() && !make_room(bits, nullptr)) {
    return false;
  }
  reserved_bits_ += bits;
  return true;
}

Time Storage::next_event() const {
  Time next = copies_.empty() ? kNever : copies_.begin()->first;
  if (rules_.longest_age_s && !unsent_.empty()) {
    next = std::min(
        next, des::saturated_sum(unsent_.begin()->first, ceil_seconds(*rules_.longest_age_s)));
  }
  return next;
}

void Storage::expire(Time now) {
  while (!copies_.empty() && copies_.begin()->first <= now) {
    forget_copy(copies_.begin());
  }
  while (rules_.longest_age_s && !unsent_.empty() &&
         des::saturated_sum(unsent_.begin()->first, ceil_seconds(*rules_.longest_age_s)) <= now) {
    drop(protocol::ProductKey(unsent_.begin()->second), "too_old");
  }
}

bool Storage::admit(const protocol::Product& product) {
  if (product.raw_bits > free_bits() && !make_room(product.raw_bits, &product)) {
    return false;
  }
  const bool is_new =
      products_.try_emplace(key_of(product), StoredProduct{product, product.raw_bits, 0, false})
          .second;
  require(is_new, "the storage holds that product already");
  held_bits_ += product.raw_bits;
  greatest_held_bits_ = std::max(greatest_held_bits_, held_bits_);
  return true;
}

void Storage::renew(const protocol::Product& product) {
  StoredProduct& stored = find(key_of(product));
  require(!stored.ready, "the passport of a product that is ready changes with its sending only");
  stored.product = product;
}

void Storage::shrink(const protocol::ProductKey& key, std::int64_t bits) {
  StoredProduct& stored = find(key);
  require(stored.sent_bits == 0 && bits <= stored.held_bits, "a product can only shrink unsent");
  held_bits_ -= stored.held_bits - bits;
  stored.held_bits = bits;
}

protocol::Product Storage::remove(const protocol::ProductKey& key) {
  const StoredProduct stored = find(key);
  require(stored.sent_bits == 0, "only an unsent product can be removed");
  held_bits_ -= stored.held_bits;
  if (stored.ready) {
    ready_.erase(order_of(stored.product));
    unsent_.erase({stored.product.imaged, key});
  }
  products_.erase(key);
  return stored.product;
}

void Storage::make_ready(const protocol::Product& product) {
  StoredProduct& stored = find(key_of(product));
  require(!stored.ready && product.bits == stored.held_bits && product.bits > 0,
          "a product is ready once, with the bits that it holds");
  stored.product = product;
  stored.ready = true;
  ready_.insert(order_of(product));
  unsent_.insert({product.imaged, key_of(product)});
}

const StoredProduct* Storage::first_ready() const {
  return ready_.empty() ? nullptr : &products_.at(std::get<2>(*ready_.begin()));
}

std::int64_t Storage::ready_bits() const {
  std::int64_t bits = 0;
  for (const auto& [priority, imaged, key] : ready_) {
    const StoredProduct& stored = products_.at(key);
    bits += stored.product.bits - stored.sent_bits;
  }
  return bits;
}

StoredProduct& Storage::send(const protocol::ProductKey& key, std::int64_t bits) {
  StoredProduct& stored = find(key);
  require(stored.ready && bits > 0 && stored.sent_bits + bits <= stored.product.bits,
          "only bits that are ready can be sent, once");
  unsent_.erase({stored.product.imaged, key});
  stored.sent_bits += bits;
  if (stored.sent_bits == stored.product.bits) {
    ready_.erase(order_of(stored.product));
  }
  return stored;
}

void Storage::release(const protocol::ProductKey& key, std::int64_t bits, Time now) {
  StoredProduct& stored = find(key);
  require(bits <= stored.held_bits, "more bits are released than held");
  if (rules_.kept_after_sending_s) {
    if (stored.sent_bits == stored.product.bits) {
      const Time until = des::saturated_sum(now, ceil_seconds(*rules_.kept_after_sending_s));
      copies_.insert({until, key});
    }
    return;
  }
  stored.held_bits -= bits;
  held_bits_ -= bits;
  if (stored.held_bits == 0) {
    products_.erase(key);
  }
}

} // namespace urker::spacecraft

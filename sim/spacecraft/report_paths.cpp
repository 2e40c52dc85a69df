#include "spacecraft/report_paths.hpp"

#include <algorithm>
#include <cstddef>

namespace urker::spacecraft {

namespace {

std::int64_t unsent_bits(const StoredProduct& stored) {
  return stored.product.bits - stored.sent_bits;
}

/// When a product leaves over a path, and when its last bit leaves for the ground.
struct Expected {
  Time left = kNever;
  Time down = kNever;
};

Expected expected(const StoredProduct& stored, const ReportPath& path) {
  const std::int64_t bits = unsent_bits(stored);
  if (!path.onward) {
    const Time left = last_bit(path.openings, path.free, bits);
    return {left, left};
  }
  if (stored.sent_bits > 0 || !stored.product.relay.empty()) {
    return {};
  }
  for (const Opening& opening : path.openings) {
    const Time left = last_bit({opening}, path.free, bits);
    if (left < kNever) {
      return {left, last_bit(*path.onward, left, bits)};
    }
  }
  return {};
}

/// The path that a product takes.
std::size_t path_of(const StoredProduct& stored, const std::vector<ReportPath>& paths) {
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (paths[i].sending == key_of(stored.product)) {
      return i;
    }
  }
  if (stored.product.kind != protocol::ProductKind::report) {
    return 0;
  }
  std::size_t best = 0;
  Time earliest = kNever;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const Time down = expected(stored, paths[i]).down;
    if (down < earliest) {
      earliest = down;
      best = i;
    }
  }
  return best;
}

} // namespace

std::vector<const StoredProduct*> deal_out(const Storage& storage, std::vector<ReportPath> paths) {
  std::vector<const StoredProduct*> next(paths.size(), nullptr);
  storage.for_each_ready([&](const StoredProduct& stored) {
    const std::size_t path = path_of(stored, paths);
    if (next[path] == nullptr) {
      next[path] = &stored;
    }
    paths[path].free = expected(stored, paths[path]).left;
    return std::find(next.begin(), next.end(), nullptr) != next.end();
  });
  return next;
}

} // namespace urker::spacecraft

#pragma once

#include "spacecraft/downlink.hpp"

#include <optional>

namespace urker::spacecraft {

/// What a satellite does with its only transmitter: the storage's first product goes first.
inline std::optional<Transfer> drive(Downlink& downlink, Time now, bool may_begin, Storage& storage,
                                     RowSink& rows) {
  downlink.advance(now, storage, rows);
  const StoredProduct* first = storage.first_ready();
  return may_begin && first != nullptr && downlink.can_begin(now)
             ? downlink.begin(now, *first, storage)
             : std::nullopt;
}

} // namespace urker::spacecraft

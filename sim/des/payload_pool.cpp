#include "des/payload_pool.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace urker::des {

namespace {

std::uint32_t size_of(const EventRecord& record) {
  return static_cast<std::uint32_t>(record.payload);
}

std::uint32_t slot_of(const EventRecord& record) {
  return static_cast<std::uint32_t>(record.payload >> 32);
}

} // namespace

std::size_t PayloadPool::class_of(std::uint32_t size) {
  return static_cast<std::size_t>(
      std::max(static_cast<int>(std::bit_width(size - 1U)), kLeastBits) - kLeastBits);
}

std::byte* PayloadPool::slot(std::size_t size_class, std::uint32_t index) const {
  const std::size_t bytes = std::size_t{1} << (size_class + kLeastBits);
  const std::size_t per_chunk = std::max<std::size_t>(kChunkBytes / bytes, 1);
  return classes_[size_class].chunks[index / per_chunk].get() + index % per_chunk * bytes;
}

void PayloadPool::store(EventRecord& record, Payload payload) {
  if (payload.size() <= EventRecord::kInlineBytes) {
    record.set_inline_payload(payload);
    return;
  }
  require(payload.size() <= std::size_t{1} << 31, "a message is longer than 2 GiB");
  const auto size = static_cast<std::uint32_t>(payload.size());
  const std::size_t size_class = class_of(size);
  SizeClass& pool = classes_[size_class];
  std::uint32_t index = 0;
  if (pool.free.empty()) {
    index = pool.slots++;
    const std::size_t bytes = std::size_t{1} << (size_class + kLeastBits);
    const std::size_t per_chunk = std::max<std::size_t>(kChunkBytes / bytes, 1);
    if (index / per_chunk == pool.chunks.size()) {
      pool.chunks.push_back(std::make_unique_for_overwrite<std::byte[]>(bytes * per_chunk));
    }
  } else {
    index = pool.free.back();
    pool.free.pop_back();
  }
  std::memcpy(slot(size_class, index), payload.data(), size);
  record.what |= EventRecord::kPooled;
  record.payload = std::uint64_t{index} << 32 | size;
}

Payload PayloadPool::of(const EventRecord& record) const {
  if (!record.pooled()) {
    return record.inline_payload();
  }
  const std::uint32_t size = size_of(record);
  return {slot(class_of(size), slot_of(record)), size};
}

void PayloadPool::release_slot(const EventRecord& record) {
  classes_[class_of(size_of(record))].free.push_back(slot_of(record));
}

} // namespace urker::des

#include "results/row_order.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

namespace urker::results {
namespace {

using Words = std::vector<std::uint64_t>;

constexpr std::uint64_t kSign = std::uint64_t{1} << 63;

[[noreturn]] void fail(const Table& table, const char* what, std::size_t row) {
  throw Error(Cause::internal,
              fmt::format("table {}: {} the key {}", table.name, what, key_text(table, row)));
}

std::uint64_t word_of(std::int64_t value) {
  return static_cast<std::uint64_t>(value) ^ kSign;
}

/// Both zeros are the same key.
std::uint64_t word_of(double value) {
  const auto bits = std::bit_cast<std::uint64_t>(value == 0.0 ? 0.0 : value);
  return (bits & kSign) != 0 ? ~bits : bits | kSign;
}

/// Numbers that are in the order of the column's values.
Words words_of(const Table& table, const Column& column) {
  Words words;
  words.reserve(table.rows);
  switch (column.type) {
  case ColumnType::text: {
    const auto ranks = column.texts.ranks();
    words.assign(ranks.begin(), ranks.end());
    break;
  }
  case ColumnType::real:
    for (const double value : column.reals) {
      if (std::isnan(value)) {
        fail(table, "not a number in", words.size());
      }
      words.push_back(word_of(value));
    }
    break;
  case ColumnType::integer:
  case ColumnType::instant:
    for (const std::int64_t value : column.integers) {
      words.push_back(word_of(value));
    }
    break;
  }
  return words;
}

/// The key's columns, as many in one number as fit: one number mostly.
std::vector<Words> key_words(const Table& table) {
  std::vector<Words> keys;
  int bits_left = 0; // in the last of them
  for (std::int32_t k = 0; k < table.key_columns; ++k) {
    Words words = words_of(table, table.columns[static_cast<std::size_t>(k)]);
    const auto [least, most] = std::minmax_element(words.begin(), words.end());
    const std::uint64_t base = *least;
    const auto bits = static_cast<int>(std::bit_width(*most - base));
    constexpr int kBits = std::numeric_limits<std::uint64_t>::digits;
    if (keys.empty() || bits > bits_left || bits == kBits) {
      bits_left = kBits - bits;
      for (auto& word : words) {
        word -= base;
      }
      keys.push_back(std::move(words));
      continue;
    }
    bits_left -= bits;
    for (std::size_t row = 0; bits > 0 && row < words.size(); ++row) {
      keys.back()[row] = (keys.back()[row] << bits) | (words[row] - base);
    }
  }
  return keys;
}

/// Rows come as they were emitted, or as a few parts of which each is in order: then those are
/// merged.
template <class Places, class Before>
void sort_places(Places& places, const Before& before) {
  constexpr std::size_t kFewRuns = 64;
  std::vector<std::ptrdiff_t> ends; // of the runs that are in order
  const auto begin = places.begin();
  for (auto end = begin; end != places.end();) {
    end = std::is_sorted_until(end, places.end(), before);
    ends.push_back(end - begin);
    if (ends.size() > kFewRuns) {
      std::sort(begin, places.end(), before);
      return;
    }
  }
  while (ends.size() > 1) {
    std::vector<std::ptrdiff_t> merged;
    std::ptrdiff_t first = 0;
    for (std::size_t run = 0; run < ends.size(); run += 2) {
      const std::ptrdiff_t end = ends[std::min(run + 1, ends.size() - 1)];
      std::inplace_merge(begin + first, begin + ends[run], begin + end, before);
      merged.push_back(end);
      first = end;
    }
    ends = std::move(merged);
  }
}

} // namespace

std::vector<std::uint32_t> order_by_key(const Table& table) {
  require(table.rows <= std::numeric_limits<std::uint32_t>::max(),
          "a table has more than four thousand million rows in memory");
  if (table.rows == 0) {
    return {};
  }
  struct Place {
    std::uint64_t key; ///< the first of the numbers
    std::uint32_t row;
  };
  const auto keys = key_words(table);
  std::vector<Place> places(table.rows);
  for (std::uint32_t row = 0; row < table.rows; ++row) {
    places[row] = {keys.front()[row], row};
  }
  const auto compare = [&keys](const Place& a, const Place& b) {
    auto order = a.key <=> b.key;
    for (std::size_t k = 1; k < keys.size() && order == 0; ++k) {
      order = keys[k][a.row] <=> keys[k][b.row];
    }
    return order;
  };
  const auto before = [&compare](const Place& a, const Place& b) { return compare(a, b) < 0; };
  sort_places(places, before);
  const auto twin =
      std::adjacent_find(places.begin(), places.end(),
                         [&compare](const Place& a, const Place& b) { return compare(a, b) == 0; });
  if (twin != places.end()) {
    fail(table, "two rows have", twin->row);
  }
  std::vector<std::uint32_t> order(places.size());
  std::transform(places.begin(), places.end(), order.begin(),
                 [](const Place& place) { return place.row; });
  return order;
}

} // namespace urker::results

#pragma once

#include "base/error.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace urker {

/// Message contents as bytes of the host's byte order; ranks of one run share it.
using Bytes = std::vector<std::byte>;

/// A container that is packed as its size and its elements in order.
template <class T>
concept Sequence = requires(T& value) {
  value.begin();
  value.size();
  value.resize(0);
};
template <class T>
struct IsPlain : std::bool_constant<std::is_arithmetic_v<T> || std::is_enum_v<T>> {};
template <class T, std::size_t N>
struct IsPlain<std::array<T, N>> : IsPlain<T> {};
/// One whose elements lie side by side and are their own bytes: packed in one piece.
template <class T>
concept PlainSequence = Sequence<T> && requires(T& value) {
  value.data()[0];
} && IsPlain<typename T::value_type>::value;

/// std::map, std::set and their kin: packed as their size and their elements in order.
template <class T>
concept Associative = requires {
  typename T::key_type;
};
/// std::optional.
template <class T>
concept Optional = requires(T& value) {
  value.has_value();
  value.reset();
};
template <class T>
struct IsPair : std::false_type {};
template <class A, class B>
struct IsPair<std::pair<A, B>> : std::true_type {};

/// Writes the members of a message or a state. Such a struct lists them once, for both directions:
///
///     struct Task { ...; template <class Packer> void pack(Packer& p) { p(id, start, cells); } };
class Writer {
 public:
  template <class... T>
  void operator()(const T&... values) {
    (put(values), ...);
  }
  [[nodiscard]] Bytes take() {
    bytes_.resize(std::exchange(size_, 0));
    return std::exchange(bytes_, {});
  }

 private:
  template <class T>
  void put(const T& value) {
    if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
      raw(&value, sizeof value);
    } else if constexpr (requires {
                           value.count();
                           T(value.count());
                         }) { // std::chrono::duration
      put(value.count());
    } else if constexpr (requires { value.time_since_epoch(); }) { // std::chrono::time_point
      put(value.time_since_epoch());
    } else if constexpr (PlainSequence<T>) {
      put(static_cast<std::uint64_t>(value.size()));
      raw(value.data(), value.size() * sizeof(typename T::value_type));
    } else if constexpr (Sequence<T> || Associative<T>) {
      put(static_cast<std::uint64_t>(value.size()));
      for (const auto& element : value) {
        put(element);
      }
    } else if constexpr (IsPair<T>::value) {
      (*this)(value.first, value.second);
    } else if constexpr (Optional<T>) {
      put(value.has_value());
      if (value) {
        put(*value);
      }
    } else {
      const_cast<T&>(value).pack(
          *this); // pack is shared by both directions; writing changes nothing
    }
  }
  void raw(const void* data, std::size_t size) {
    if (size > bytes_.size() - size_) {
      bytes_.resize(std::max(size_ + size, 2 * bytes_.size()));
    }
    if (size > 0) { // an empty container has no address to copy from
      std::memcpy(bytes_.data() + size_, data, size);
      size_ += size;
    }
  }
  Bytes bytes_; ///< with room behind what is written
  std::size_t size_ = 0;
};

/// Reads what Writer wrote. Throws an internal error where the bytes end early.
class Reader {
 public:
  explicit Reader(std::span<const std::byte> bytes) : bytes_(bytes) {}
  template <class... T>
  void operator()(T&... values) {
    (get(values), ...);
  }
  [[nodiscard]] bool at_end() const { return position_ == bytes_.size(); }

 private:
  template <class T>
  void get(T& value) {
    if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
      raw(&value, sizeof value);
    } else if constexpr (requires {
                           value.count();
                           T(value.count());
                         }) {
      typename T::rep count{};
      get(count);
      value = T(count);
    } else if constexpr (requires { value.time_since_epoch(); }) {
      typename T::duration since{};
      get(since);
      value = T(since);
    } else if constexpr (PlainSequence<T>) {
      std::uint64_t size = 0;
      get(size);
      constexpr std::size_t kElement = sizeof(typename T::value_type);
      require(size <= (bytes_.size() - position_) / kElement,
              "a packed container is longer than its message");
      value.resize(size);
      raw(value.data(), size * kElement);
    } else if constexpr (Sequence<T>) {
      std::uint64_t size = 0;
      get(size);
      require(size <= bytes_.size() - position_, "a packed container is longer than its message");
      value.resize(size);
      for (auto& element : value) {
        get(element);
      }
    } else if constexpr (Associative<T>) {
      std::uint64_t size = 0;
      get(size);
      require(size <= bytes_.size() - position_, "a packed container is longer than its message");
      value.clear();
      for (; size > 0; --size) {
        get_element(value);
      }
    } else if constexpr (IsPair<T>::value) {
      (*this)(value.first, value.second);
    } else if constexpr (Optional<T>) {
      bool has_value = false;
      get(has_value);
      value.reset();
      if (has_value) {
        get(value.emplace());
      }
    } else {
      value.pack(*this);
    }
  }
  /// The elements came in order.
  template <class T>
  void get_element(T& container) {
    typename T::key_type key{};
    get(key);
    if constexpr (requires { typename T::mapped_type; }) {
      get(container.emplace_hint(container.end(), std::move(key), typename T::mapped_type{})
              ->second);
    } else {
      container.insert(container.end(), std::move(key));
    }
  }
  void raw(void* data, std::size_t size) {
    require(size <= bytes_.size() - position_, "a message ends early");
    if (size > 0) { // an empty container has no address to copy to
      std::memcpy(data, bytes_.data() + position_, size);
      position_ += size;
    }
  }
  std::span<const std::byte> bytes_;
  std::size_t position_ = 0;
};

template <class T>
[[nodiscard]] Bytes pack(const T& message) {
  Writer writer;
  writer(message);
  return writer.take();
}

template <class T>
[[nodiscard]] T unpack(std::span<const std::byte> bytes) {
  T message{};
  Reader reader(bytes);
  reader(message);
  require(reader.at_end(), "a message is longer than its type");
  return message;
}

} // namespace urker

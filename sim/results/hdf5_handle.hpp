#pragma once

#include <hdf5.h>

#include <stdexcept>
#include <string>
#include <utility>

// Private to this folder: the HDF5 C API with ownership and exceptions.
namespace urker::results::hdf5 {

/// What HDF5 says went wrong: our action and the innermost message of its error stack.
class Failure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

[[noreturn]] void fail(const char* action);

/// Passes on the result of an HDF5 call; throws Failure where it is negative.
template <class Result>
Result check(Result result, const char* action) {
  if (result < 0) {
    fail(action);
  }
  return result;
}

/// Owns one HDF5 identifier.
class Handle {
 public:
  using Close = herr_t (*)(hid_t);
  Handle() = default;
  Handle(hid_t id, Close closer, const char* action) : id_(check(id, action)), close_(closer) {}
  Handle(Handle&& other) noexcept
      : id_(std::exchange(other.id_, H5I_INVALID_HID)), close_(other.close_) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(close_, other.close_);
    return *this;
  }
  ~Handle() {
    if (id_ >= 0) {
      close_(id_);
    }
  }
  [[nodiscard]] hid_t get() const { return id_; }
  /// For what must not fail unseen. The identifier counts as closed even if HDF5 could not.
  void close(const char* action) { check(close_(std::exchange(id_, H5I_INVALID_HID)), action); }

 private:
  hid_t id_ = H5I_INVALID_HID;
  Close close_ = nullptr;
};

/// Silences HDF5's own printing and keeps it from loading filters that the environment names.
/// Every entry point calls it first.
void initialise();

/// Variable-length UTF-8.
[[nodiscard]] Handle text_type();

/// Version of the HDF5 library in use.
[[nodiscard]] std::string library_version();

} // namespace urker::results::hdf5

#include "results/hdf5_handle.hpp"

#include <fmt/format.h>

namespace urker::results::hdf5 {

namespace {

herr_t keep_innermost(unsigned depth, const H5E_error2_t* error, void* text) {
  if (depth == 0 && error->desc != nullptr) {
    *static_cast<std::string*>(text) = error->desc;
  }
  return 0;
}

} // namespace

void fail(const char* action) {
  std::string reason;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_innermost, &reason);
  H5Eclear2(H5E_DEFAULT);
  throw Failure(reason.empty() ? std::string(action) : fmt::format("{}: {}", action, reason));
}

void initialise() {
  static const bool done = [] {
    check(H5open(), "start HDF5");
    check(H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr), "start HDF5");
    check(H5PLset_loading_state(0), "forbid HDF5 to load plugins");
    return true;
  }();
  static_cast<void>(done);
}

Handle text_type() {
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "make the text type");
  check(H5Tset_size(type.get(), H5T_VARIABLE), "make the text type");
  check(H5Tset_cset(type.get(), H5T_CSET_UTF8), "make the text type");
  return type;
}

std::string library_version() {
  unsigned major = 0;
  unsigned minor = 0;
  unsigned release = 0;
  check(H5get_libversion(&major, &minor, &release), "ask HDF5 for its version");
  return fmt::format("{}.{}.{}", major, minor, release);
}

} // namespace urker::results::hdf5

#include "disk_fault.hpp"

#include <cerrno>
#include <csignal>
#include <dlfcn.h>
#include <sys/types.h>
#include <unistd.h>

namespace urker::disk_fault {
namespace {

int armed_call = 0;
Fault armed_fault = Fault::error;
int call_count = 0;

/// Whether this call is the one that fails.
bool strikes() {
  if (++call_count != armed_call) {
    return false;
  }
  if (armed_fault == Fault::kill) {
    ::kill(::getpid(), SIGKILL);
  }
  errno = EIO;
  return true;
}

template <class Function, class... Arguments>
auto system_call(const char* name, Arguments... arguments) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name))(arguments...);
}

} // namespace

void arm(int call, Fault fault) {
  armed_call = call;
  armed_fault = fault;
  call_count = 0;
}

int calls() {
  return call_count;
}

} // namespace urker::disk_fault

using urker::disk_fault::strikes;
using urker::disk_fault::system_call;

extern "C" {

int fsync(int descriptor) {
  return strikes() ? -1 : system_call<int (*)(int)>("fsync", descriptor);
}

int rename(const char* from, const char* to) noexcept {
  return strikes() ? -1 : system_call<int (*)(const char*, const char*)>("rename", from, to);
}

int unlink(const char* path) noexcept {
  const bool is_there = ::access(path, F_OK) == 0; // else it is no step
  return (is_there && strikes()) ? -1 : system_call<int (*)(const char*)>("unlink", path);
}

int rmdir(const char* path) noexcept {
  return strikes() ? -1 : system_call<int (*)(const char*)>("rmdir", path);
}

int mkdir(const char* path, mode_t mode) noexcept {
  const bool is_there = ::access(path, F_OK) == 0;
  return (!is_there && strikes()) ? -1
                                  : system_call<int (*)(const char*, mode_t)>("mkdir", path, mode);
}
}

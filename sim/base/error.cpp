#include "base/error.hpp"

namespace urker {

void fail_required(const char* message) {
  throw Error(Cause::internal, std::string("internal error: ") + message);
}

} // namespace urker

#include "base/error.hpp"

namespace urker {

void require(bool condition, const char* message) {
  if (!condition) {
    throw Error(Cause::internal, std::string("internal error: ") + message);
  }
}

} // namespace urker

#include "access/join_shadows.hpp"

#include <algorithm>

namespace urker::access {
namespace {

/// Appends the eclipses of one penumbra with its dips into the umbra.
void append(const Window& penumbra, const Window* umbra, const Window* last,
            std::vector<Eclipse>& eclipses) {
  Eclipse eclipse;
  eclipse.penumbra = penumbra;
  eclipse.umbra = {kNotYet, kNotYet, false, false};
  for (; umbra != last; ++umbra) {
    eclipse.umbra = *umbra;
    if (umbra + 1 != last) {
      const Time parting = umbra->end + (umbra[1].begin - umbra->end) / 2;
      eclipse.penumbra.end = parting;
      eclipse.penumbra.end_clipped = false;
      eclipses.push_back(eclipse);
      eclipse.penumbra = {parting, penumbra.end, false, penumbra.end_clipped};
    }
  }
  eclipses.push_back(eclipse);
}

} // namespace

std::vector<Eclipse> join_shadows(const std::vector<Window>& penumbras,
                                  const std::vector<Window>& umbras) {
  std::vector<Eclipse> eclipses;
  const Window* umbra = umbras.data();
  const Window* const last = umbra + umbras.size();
  for (const Window& penumbra : penumbras) {
    const Window* const next =
        std::find_if(umbra, last, [&](const Window& u) { return u.begin >= penumbra.end; });
    append(penumbra, umbra, next, eclipses);
    umbra = next;
  }
  return eclipses;
}

} // namespace urker::access

#include "access/windows.hpp"

#include "access/window_search.hpp"

#include <algorithm>

namespace urker::access {
namespace {

/// A condition given by functions, on a regular grid.
class FunctionModel {
 public:
  FunctionModel(const ConditionFunction& condition, Time begin, Time end, Duration step)
      : condition_(condition), begin_(begin), end_(end), step_(step) {}

  [[nodiscard]] std::size_t node_count() const {
    const auto whole = (end_ - begin_ + step_ - Duration(1)) / step_;
    return static_cast<std::size_t>(whole) + 1;
  }
  [[nodiscard]] Time node_time(std::size_t node) const {
    return std::min(begin_ + static_cast<Duration::rep>(node) * step_, end_);
  }
  [[nodiscard]] Condition at(Time t) const { return condition_.at(t); }
  [[nodiscard]] Condition at_node(std::size_t node) const { return at(node_time(node)); }
  [[nodiscard]] double curvature_bound(std::size_t, const SearchPoint<Condition>& a,
                                       const SearchPoint<Condition>& b) const {
    return condition_.curvature_bound(a.time, b.time);
  }

 private:
  const ConditionFunction& condition_;
  Time begin_, end_;
  Duration step_;
};

} // namespace

std::vector<Window> find_windows(const ConditionFunction& condition, Time begin, Time end,
                                 Duration first_step) {
  require(first_step > Duration::zero(), "the first step of a window search is not positive");
  if (end <= begin) {
    return {};
  }
  return search_windows(FunctionModel(condition, begin, end, first_step));
}

std::vector<Window> intersect(const std::vector<Window>& a, const std::vector<Window>& b) {
  std::vector<Window> result;
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    const Time begin = std::max(a[i].begin, b[j].begin);
    const Time end = std::min(a[i].end, b[j].end);
    if (begin < end) {
      result.push_back(
          {begin, end,
           (a[i].begin < begin || a[i].begin_clipped) && (b[j].begin < begin || b[j].begin_clipped),
           (a[i].end > end || a[i].end_clipped) && (b[j].end > end || b[j].end_clipped)});
    }
    // Of two windows that end together, either may go: neither meets a further one.
    a[i].end < b[j].end ? ++i : ++j;
  }
  return result;
}

} // namespace urker::access

#pragma once

#include <string>
#include <vector>

namespace urker::validation {

/// A figure of Urker's beside somebody else's: how far they are apart, and how far they may be.
struct Comparison {
  std::string subject;  ///< what is compared
  std::string truth;    ///< whose figures
  std::string unit;     ///< of tolerance and measured
  double tolerance = 0; ///< the greatest difference allowed
  double measured = 0;  ///< the greatest difference found
  [[nodiscard]] bool holds() const { return measured <= tolerance; }
};

/// All comparisons, by section, as they stand in tests/validation/README.md.
class Page {
 public:
  void begin_section(std::string title);
  void add(Comparison comparison);

  [[nodiscard]] bool all_hold() const;
  [[nodiscard]] std::string markdown() const;

 private:
  struct Section {
    std::string title;
    std::vector<Comparison> comparisons;
  };
  std::vector<Section> sections_;
};

/// The page without its measured figures, which depend on the processor in their last digits.
[[nodiscard]] std::string without_measured(const std::string& markdown);

} // namespace urker::validation

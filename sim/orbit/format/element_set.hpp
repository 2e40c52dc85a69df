#pragma once

#include "orbit/sgp4/sgp4.hpp"

#include <string>
#include <vector>

namespace urker::orbit {

/// One published set of mean elements, and whose it is.
struct ElementSet {
  std::string name;         ///< the object's; the catalogue number if the file names none
  int catalogue_number = 0; ///< of the satellite catalogue; 0: none
  std::string designator;   ///< international designator as printed: "24001A", in OMM "2024-001A"
  MeanElements elements;
};

struct ElementSets {
  std::vector<ElementSet> sets;   ///< in the file's order
  std::vector<std::string> notes; ///< "file:line: ..." for what was accepted though it is irregular
};

} // namespace urker::orbit

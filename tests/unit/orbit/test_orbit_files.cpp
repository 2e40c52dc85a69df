#include "base/error.hpp"
#include "orbit/orbit_files.hpp"

#include <catch2/catch.hpp>

using namespace urker;
using namespace urker::orbit;

namespace {

ElementSet set_of(const std::string& name, int number) {
  ElementSet set;
  set.name = name;
  set.catalogue_number = number;
  return set;
}

} // namespace

TEST_CASE("the object of a file of element sets is found by name or number") {
  const ElementSets sets{{set_of("ALPHA", 10), set_of("BETA", 20), set_of("BETA", 21)}, {}};
  CHECK(element_set_of(sets, "ALPHA").catalogue_number == 10);
  CHECK(element_set_of(sets, "21").name == "BETA");
  CHECK(element_set_of({{set_of("ALPHA", 10)}, {}}, "").name == "ALPHA");
  CHECK_THROWS_WITH(element_set_of(sets, "BETA"),
                    "the file has 2 element sets of \"BETA\"; expected one");
  CHECK_THROWS_WITH(element_set_of(sets, ""), "the file has 3 element sets; expected one");
  CHECK_THROWS_WITH(element_set_of({}, ""), "the file has 0 element sets; expected one");
  CHECK_THROWS_WITH(element_set_of(sets, "ALPA"),
                    "\"ALPA\" is no object of the file; did you mean \"ALPHA\"?");
}

TEST_CASE("the object of an ephemeris is found by name or identifier") {
  OemSegment first;
  first.object_name = "ALPHA";
  first.object_id = "2026-999A";
  const Oem one{{first, first}, {}};
  CHECK(object_of(one, "") == "ALPHA");
  CHECK(object_of(one, "2026-999A") == "2026-999A");
  CHECK_THROWS_WITH(object_of(one, "BETA"),
                    "\"BETA\" is no object of the file; expected \"ALPHA\"");
  OemSegment second = first;
  second.object_name = "BETA";
  CHECK_THROWS_WITH(object_of({{first, second}, {}}, ""),
                    "the file has 2 objects; expected one, or which: \"ALPHA\" or \"BETA\"");
}

#include "base/error.hpp"
#include "base/text_lines.hpp"

#include <catch2/catch.hpp>

using namespace urker;

TEST_CASE("lines end with LF or CR LF, the last one as it likes") {
  std::string_view text = "one\r\n\ntwo\nthree";
  CHECK(take_line(text) == "one");
  CHECK(take_line(text).empty());
  CHECK(take_line(text) == "two");
  CHECK(take_line(text) == "three");
  CHECK(text.empty());
}

TEST_CASE("a shipped table gives its cells row by row") {
  ShippedRows rows("# source\n# more\nname,n,x\nfirst,3,-1.5\nsecond,-4,2e3\n", "toy.csv");
  REQUIRE(rows.next());
  CHECK(rows.cell() == "first");
  CHECK(rows.integer() == 3);
  CHECK(rows.number() == -1.5);
  REQUIRE(rows.next());
  CHECK(rows.cell() == "second");
  CHECK(rows.integer() == -4);
  CHECK(rows.number() == 2e3);
  CHECK_FALSE(rows.next());
}

TEST_CASE("a damaged shipped table is not read on") {
  const auto read = [](std::string_view text) {
    ShippedRows rows(text, "toy.csv");
    while (rows.next()) {
      (void)rows.integer();
      (void)rows.number();
    }
  };
  CHECK_NOTHROW(read("n,x\n1,2\n3,4"));
  for (const char* text : {"", "# only\nn,x\n", "n,x\n1\n", "n,x\n1,2,3\n", "n,x\n1,2\n\n",
                           "n,x\n1.5,2\n", "n,x\n1,2 \n", "n,x\n1,\n"}) {
    INFO(text);
    CHECK_THROWS_WITH(read(text), "the shipped table toy.csv is damaged");
  }
}

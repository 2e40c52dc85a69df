#include "base/error.hpp"
#include "results/file_record.hpp"
#include "results/sha256.hpp"

#include <catch2/catch.hpp>

#include <fstream>

#include "sample.hpp"

using namespace urker;
using namespace urker::results;

// Digests of FIPS 180-4's examples.
TEST_CASE("SHA-256 of the standard's examples") {
  CHECK(sha256_of_text("abc") ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_of_text("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("SHA-256 of a file is that of its bytes, beyond one block") {
  const TemporaryFolder folder;
  const std::string bytes(200'000, 'a');
  std::ofstream(folder / "file") << bytes;
  CHECK(record_of(folder.path(), "file").sha256 == sha256_of_text(bytes));
  std::ofstream(folder / "empty");
  CHECK(record_of(folder.path(), "empty").sha256 == sha256_of_text(""));
}

TEST_CASE("A file that cannot be read is missing input") {
  const TemporaryFolder folder;
  for (const char* name : {"none", ""}) {
    try {
      static_cast<void>(record_of(folder.path(), name));
      FAIL("no error");
    } catch (const Error& error) {
      CHECK(error.cause() == Cause::missing_input);
    }
  }
}

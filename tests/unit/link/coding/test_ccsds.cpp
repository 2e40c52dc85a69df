#include "link/coding/ccsds.hpp"
#include "link/coding/protocols.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace urker::link;

TEST_CASE("Every code needs more than Shannon's limit and less than no code") {
  REQUIRE(ccsds_codes().size() == 27);
  for (const CcsdsCode& code : ccsds_codes()) {
    CAPTURE(code.name);
    // Real symbols of BPSK on each of two axes: rate < 1/2 log2(1 + 2 rate Eb/N0).
    const double limit_db =
        10.0 * std::log10((std::pow(2.0, 2.0 * code.rate) - 1.0) / (2.0 * code.rate));
    CHECK(code.least_ebn0_db > limit_db);
    CHECK(code.least_ebn0_db < uncoded_ebn0_db(code.error_rate));
  }
}

TEST_CASE("A code that needs less sends more parity") {
  const auto find = [](const char* name) {
    for (const CcsdsCode& code : ccsds_codes()) {
      if (code.name == name) {
        return code;
      }
    }
    FAIL(name);
    return CcsdsCode{};
  };
  CHECK(find("LDPC AR4JA k=16384 1/2").least_ebn0_db <
        find("LDPC AR4JA k=16384 2/3").least_ebn0_db);
  CHECK(find("LDPC AR4JA k=16384 2/3").least_ebn0_db <
        find("LDPC AR4JA k=16384 4/5").least_ebn0_db);
  CHECK(find("LDPC AR4JA k=4096 1/2").status == ThresholdStatus::interpolated);
  CHECK(find("LDPC AR4JA k=4096 1/2").of_frames);
  CHECK(find("LDPC C2 8160/7136").status == ThresholdStatus::nominal);
}

TEST_CASE("Protocols add the octets that their books say") {
  CHECK(uslp_header(4) == 11);
  CHECK(encapsulation_header(0) == 1);
  CHECK(encapsulation_header(253) == 2);
  CHECK(encapsulation_header(254) == 4);
  CHECK(encapsulation_header(65531) == 4);
  CHECK(encapsulation_header(65532) == 8);
  CHECK(cfdp_file_data_header(2, 2, false) == 14);
  CHECK(cfdp_file_data_header(2, 2, true) == 18);
  CHECK(cltu_octets(7) == 18);
  CHECK(cltu_octets(8) == 26);
  CHECK(cltu_octets(kTcMostOctets) == 2 + 8 * 147 + 8);
}

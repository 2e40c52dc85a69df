#include "link/coding/ccsds.hpp"
#include "link/modulation_config.hpp"
#include "link/radio_rates.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <set>

using namespace urker::link;

namespace {

ModulationConfig modulation(CodingStandard standard, std::vector<std::string> modcods = {}) {
  ModulationConfig c;
  c.standard = standard;
  c.symbol_rate_hz = 10e6;
  c.modcods = std::move(modcods);
  return c;
}

} // namespace

TEST_CASE("What a transfer frame holds besides packets") {
  CHECK(frame_overhead(FrameProtocol::none) == 0);
  CHECK(frame_overhead(FrameProtocol::tm) == 6 + 4 + 2);
  CHECK(frame_overhead(FrameProtocol::aos) == 6 + 2 + 4 + 2);
  CHECK(frame_overhead(FrameProtocol::uslp) == 11 + 3 + 4 + 2);
  CHECK(user_share(FrameProtocol::none) == 1.0);
  CHECK(user_share(FrameProtocol::tm) == Approx(1103.0 / 1119.0));
}

TEST_CASE("Each telemetry code comes once over each modulation") {
  std::set<std::string> names;
  for (const Waveform& w : ccsds_waveforms(FrameProtocol::tm)) {
    CHECK(names.insert(w.name).second);
    const bool bpsk = w.name.starts_with("BPSK");
    CHECK(w.bits_per_symbol > 0.1);
    CHECK(w.bits_per_symbol < (bpsk ? 1.0 : 2.0));
  }
  std::set<std::string> codes;
  for (const CcsdsCode& code : ccsds_codes()) {
    codes.insert(code.name);
  }
  CHECK(names.size() == 2 * (codes.size() - 1)); // LDPC 128/64 is for telecommands
}

TEST_CASE("CCSDS waveforms carry user data alone") {
  auto c = modulation(CodingStandard::ccsds, {"QPSK LDPC C2 8160/7136"});
  c.protocol = FrameProtocol::tm;
  const auto c2 = waveforms(c);
  REQUIRE(c2.size() == 1);
  CHECK(c2[0].bits_per_symbol == Approx(2.0 * 8 * (892 - 12) / (8160 + 32)));
  CHECK(c2[0].least_esn0_db == Approx(3.8 + 10.0 * std::log10(2.0 * 0.875)));
  // The convolutional code doubles all, the marker too.
  c.modcods = {"BPSK concatenated RS 255/223+K=7", "BPSK convolutional K=7 soft Viterbi"};
  for (const Waveform& w : waveforms(c)) {
    const double octets = w.name.find("RS") != std::string::npos ? 5 * 255 : 1115;
    CHECK(w.bits_per_symbol == Approx(0.5 * (1115 - 12) / (octets + 4)));
  }
}

TEST_CASE("DVB's rates are those of its frames, and of the transfer frames in them") {
  RadioConfig radio;
  radio.implementation_loss_db = 1.5;
  radio.modulation = modulation(CodingStandard::dvb_s2, {"QPSK 1/2"});
  radio.modulation->protocol = FrameProtocol::none;
  // 360 slots and the header's; pilots after each 16 slots but the last ones.
  const double symbols = 90.0 * 361 + 36 * 22;
  const RateLadder ladder = rate_ladder(radio);
  REQUIRE(ladder.steps().size() == 1);
  CHECK(ladder.steps()[0].rate_bit_s == std::int64_t(10e6 * (32208 - 80) / symbols));
  CHECK(ladder.steps()[0].least_cn0_db_hz == Approx(1.0 + 70.0 + 1.5));
  radio.modulation->protocol = FrameProtocol::aos;
  CHECK(double(rate_ladder(radio).steps()[0].rate_bit_s) ==
        Approx(double(ladder.steps()[0].rate_bit_s) * 1101.0 / 1119.0).epsilon(1e-6));
  radio.modulation->pilots = false;
  CHECK(double(rate_ladder(radio).steps()[0].rate_bit_s) ==
        Approx(10e6 * (32208 - 80) / (90 * 361) * 1101 / 1119).epsilon(1e-6));
}

TEST_CASE("Only adaptive coding has hysteresis") {
  RadioConfig radio;
  radio.modulation = modulation(CodingStandard::dvb_s2x);
  CHECK(rate_ladder(radio).enter_db_hz(3) == Approx(rate_ladder(radio).leave_db_hz(3) + 0.5));
  radio.modulation->hysteresis_db = 1.25;
  CHECK(rate_ladder(radio).enter_db_hz(3) == Approx(rate_ladder(radio).leave_db_hz(3) + 1.25));
  radio.modulation->mode = CodingMode::variable;
  radio.modulation->hysteresis_db.reset();
  CHECK(rate_ladder(radio).enter_db_hz(3) == rate_ladder(radio).leave_db_hz(3));
  CHECK(is_planned_ahead(radio));
  CHECK(radio.bandwidth_hz() == Approx(13.5e6));
}

#include "link/modulation_config.hpp"

#include "base/wording.hpp"
#include "link/coding/ccsds.hpp"
#include "link/coding/dvb.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace urker::link {

namespace {

constexpr Unit kMbaud{"Mbaud", unit::Hz.dimension, 1e6};

std::vector<Waveform> all_waveforms(const ModulationConfig& c) {
  if (c.standard == CodingStandard::ccsds) {
    return ccsds_waveforms(c.protocol);
  }
  const auto standard = c.standard == CodingStandard::dvb_s2 ? DvbStandard::s2 : DvbStandard::s2x;
  std::vector<Waveform> result = dvb_waveforms(standard, c.pilots.value_or(true));
  for (Waveform& waveform : result) {
    waveform.bits_per_symbol *= user_share(c.protocol);
  }
  return result;
}

void check_modcods(FieldVisitor& v, const ModulationConfig& c) {
  std::vector<std::string> known;
  for (const Waveform& waveform : all_waveforms(c)) {
    known.push_back(waveform.name);
  }
  for (std::size_t i = 0; i < c.modcods.size(); ++i) {
    const std::string& name = c.modcods[i];
    const std::string place = fmt::format("modcods[{}]", i);
    v.check(std::find(known.begin(), known.end(), name) != known.end(), place,
            fmt::format("{} is no modcod of this standard{}", in_quotes(name),
                        did_you_mean(name, known)));
    const auto here = c.modcods.begin() + static_cast<std::ptrdiff_t>(i);
    v.check(std::find(c.modcods.begin(), here, name) == here, place,
            fmt::format("{} stands here twice", in_quotes(name)));
  }
}

} // namespace

void describe(FieldVisitor& v, ModulationConfig& c) {
  v.required("standard", c.standard,
             "dvb_s2: ETSI EN 302 307-1; dvb_s2x: with the modcods of part 2; ccsds: codes of "
             "CCSDS 131.0-B over BPSK and QPSK");
  v.required("symbol_rate", c.symbol_rate_hz, between(1e-3, 5e3, kMbaud),
             "Symbols of the channel, with all overheads");
  v.optional("mode", c.mode,
             "constant: one modcod, where the link leaves the required margin; variable: chosen "
             "ahead for each instant of a pass by the link that planners reckon with, and sent "
             "where the link then leaves a margin of 0 dB; adaptive: by the link as it is");
  v.optional("modcods", c.modcods,
             "Those that the transmitter has, by name (\"16APSK 2/3\", \"QPSK LDPC C2 "
             "8160/7136\"); none given: all of the standard");
  v.optional("hysteresis", c.hysteresis_db, between(0.0, 10.0, unit::dB),
             "What adaptive coding needs beyond the margin to switch upwards; 0.5 dB unless given");
  v.optional("roll_off", c.roll_off, between(0.0, 1.0, unit::one),
             "Of the pulses' root raised cosine: the carrier takes 1 + roll_off symbol rates");
  v.optional("pilots", c.pilots, "Whether DVB frames carry pilots; true unless given");
  v.optional("protocol", c.protocol,
             "Transfer frames around user data. tm (132.0-B), aos (732.0-B with M_PDU) and uslp "
             "(732.1-B, frame count of 4 octets) with OCF and FECF; none: the code's blocks are "
             "the user's. Where the code does not fix its length, a frame has 1115 octets and a "
             "marker of 4");
  v.check(!c.hysteresis_db || c.mode == CodingMode::adaptive, "hysteresis",
          "is of adaptive coding");
  v.check(!c.pilots || c.standard != CodingStandard::ccsds, "pilots", "are of DVB");
  check_modcods(v, c);
  v.check(c.mode != CodingMode::constant || c.modcods.size() == 1, "modcods",
          "constant coding needs exactly one modcod");
}

std::vector<Waveform> waveforms(const ModulationConfig& config) {
  std::vector<Waveform> result = all_waveforms(config);
  if (!config.modcods.empty()) {
    std::erase_if(result, [&config](const Waveform& waveform) {
      return std::find(config.modcods.begin(), config.modcods.end(), waveform.name) ==
             config.modcods.end();
    });
  }
  return result;
}

} // namespace urker::link

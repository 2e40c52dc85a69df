#include "link/coding/dvb.hpp"

#include "base/text_lines.hpp"

#include <charconv>
#include <string_view>

namespace urker::data {
std::string_view dvb_modcods(); // sim/data/dvb_modcods.csv
} // namespace urker::data

namespace urker::link {

namespace {

constexpr int kFrameBits = 64800;
constexpr int kHeaderBits = 80; // BBHEADER
constexpr int kSlotSymbols = 90;
constexpr int kPilotSymbols = 36;
constexpr int kSlotsBetweenPilots = 16;

std::vector<Modcod> read_modcods() {
  std::vector<Modcod> modcods;
  ShippedRows rows(data::dvb_modcods(), "dvb_modcods.csv");
  while (rows.next()) {
    Modcod& m = modcods.emplace_back();
    m.standard = rows.cell() == "s2" ? DvbStandard::s2 : DvbStandard::s2x;
    m.name = rows.cell();
    m.bits_per_symbol = rows.integer();
    m.bch_bits = rows.integer();
    m.least_esn0_db = rows.number();
    const std::string_view saturated = rows.cell();
    if (!saturated.empty()) {
      double value = 0.0;
      const auto end = saturated.data() + saturated.size();
      rows.require_row(std::from_chars(saturated.data(), end, value).ptr == end);
      m.least_saturated_db = value;
    }
  }
  return modcods;
}

} // namespace

double Modcod::efficiency(bool pilots) const {
  const int per_slot = kSlotSymbols * bits_per_symbol;
  const int slots = (kFrameBits + per_slot - 1) / per_slot;
  const int groups = pilots ? (slots - 1) / kSlotsBetweenPilots : 0; // none at the frame's end
  return double(bch_bits - kHeaderBits) /
         double(kSlotSymbols * (slots + 1) + kPilotSymbols * groups);
}

const std::vector<Modcod>& dvb_modcods() {
  static const std::vector<Modcod> modcods = read_modcods();
  return modcods;
}

std::vector<Waveform> dvb_waveforms(DvbStandard standard, bool pilots) {
  std::vector<Waveform> waveforms;
  for (const Modcod& m : dvb_modcods()) {
    if (m.standard == DvbStandard::s2 || standard == DvbStandard::s2x) {
      waveforms.push_back({m.name, m.efficiency(pilots), m.least_esn0_db});
    }
  }
  return waveforms;
}

} // namespace urker::link

#include "link/coding/ccsds.hpp"
#include "link/coding/dvb.hpp"

#include <string>

#include "cases.hpp"
#include "data_file.hpp"
#include "worst.hpp"

namespace urker::validation {

namespace {

const link::Modcod& modcod(const std::string& name) {
  for (const link::Modcod& m : link::dvb_modcods()) {
    if ((m.standard == link::DvbStandard::s2x ? "s2x " : "") + m.name == name) {
      return m;
    }
  }
  throw std::runtime_error("no modcod " + name);
}

double frame_efficiency(const DataFile& table, std::size_t i) {
  const std::string& code = table.text(i, "code");
  const std::string& rate = table.text(i, "rate");
  if (code == "c2") {
    return link::c2_frame().efficiency();
  }
  const int size = std::stoi(table.text(i, "size"));
  if (code == "rs") {
    return link::reed_solomon_frame(size).efficiency();
  }
  const std::size_t slash = rate.find('/');
  const int denominator = std::stoi(rate.substr(slash + 1));
  return code == "turbo" ? link::turbo_frame(size, denominator).efficiency()
                         : link::ar4ja_frame(size, std::stod(rate) / denominator).efficiency();
}

} // namespace

void compare_coding(Page& page) {
  page.begin_section("Modulation and coding");
  const DataFile dvb("link/dvb_efficiency.csv");
  const auto efficiency = [&](bool pilots) {
    return [&dvb, pilots](std::size_t i) { return modcod(dvb.text(i, "name")).efficiency(pilots); };
  };
  page.add({"DVB-S2 and S2X, 67 efficiencies without pilots, relative", "ETSI EN 302 307", "", 2e-6,
            worst_relative(dvb, "without_pilots", efficiency(false))});
  page.add({"DVB-S2, 28 efficiencies with pilots, relative", "independent calculation", "", 2e-6,
            worst_relative(dvb, "with_pilots", efficiency(true))});
  page.add({"DVB-S2 and S2X, 67 values of Eb/N0", "another transcription, two digits", "dB", 0.01,
            worst_absolute(dvb, "ebn0_dB", [&](std::size_t i) {
              const link::Modcod& m = modcod(dvb.text(i, "name"));
              return link::Waveform{m.name, m.efficiency(false), m.least_esn0_db}.least_ebn0_db();
            })});
  const DataFile frames("link/ccsds_frames.csv");
  page.add({"CCSDS frames, 23 efficiencies, relative", "independent calculation", "", 2e-6,
            worst_relative(frames, "efficiency",
                           [&](std::size_t i) { return frame_efficiency(frames, i); })});
  const DataFile uncoded("link/uncoded.csv");
  page.add({"Uncoded BPSK, Eb/N0 for three error rates", "independent calculation", "dB", 1e-3,
            worst_absolute(uncoded, "ebn0_dB", [&](std::size_t i) {
              return link::uncoded_ebn0_db(uncoded.number(i, "bit_error_rate"));
            })});
}

} // namespace urker::validation

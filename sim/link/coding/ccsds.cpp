#include "link/coding/ccsds.hpp"

#include "base/text_lines.hpp"
#include "link/atmosphere/normal.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

namespace urker::data {
std::string_view ccsds_codes(); // sim/data/ccsds_codes.csv
} // namespace urker::data

namespace urker::link {

namespace {

ThresholdStatus status_of(std::string_view text) {
  if (text == "computed") {
    return ThresholdStatus::computed;
  }
  return text == "interpolated" ? ThresholdStatus::interpolated : ThresholdStatus::nominal;
}

FrameForm form_of(std::string_view text, const ShippedRows& rows) {
  constexpr std::array<std::string_view, 7> kForms{
      "convolutional", "reed_solomon", "concatenated", "turbo", "ar4ja", "c2", "telecommand"};
  const auto* const found = std::find(kForms.begin(), kForms.end(), text);
  rows.require_row(found != kForms.end());
  return static_cast<FrameForm>(found - kForms.begin());
}

/// At the error rate that waveforms are stated for.
bool is_stated(const CcsdsCode& code) {
  constexpr double kFrames = 1e-5;
  constexpr double kBits = 1e-6;
  const bool has_frames = code.form != FrameForm::convolutional;
  return code.of_frames == has_frames && code.error_rate == (has_frames ? kFrames : kBits);
}

CodedFrame frame_of(const CcsdsCode& code) {
  constexpr int kInterleaving = 5;
  switch (code.form) {
  case FrameForm::turbo:
    return turbo_frame(code.information_bits, static_cast<int>(std::lround(1.0 / code.rate)));
  case FrameForm::ar4ja:
    return ar4ja_frame(code.information_bits, code.rate);
  case FrameForm::c2:
    return c2_frame();
  case FrameForm::reed_solomon:
    return reed_solomon_frame(kInterleaving);
  case FrameForm::concatenated: {
    // The inner code codes the marker too.
    CodedFrame frame = reed_solomon_frame(kInterleaving);
    frame.codeblock_bits *= 2.0;
    frame.marker_bits *= 2.0;
    return frame;
  }
  case FrameForm::convolutional:
  case FrameForm::telecommand:
    break;
  }
  return {kFrameOctets, 8.0 * kFrameOctets / code.rate, 8.0 * kMarkerOctets / code.rate};
}

std::vector<CcsdsCode> read_codes() {
  std::vector<CcsdsCode> codes;
  ShippedRows rows(data::ccsds_codes(), "ccsds_codes.csv");
  while (rows.next()) {
    CcsdsCode& code = codes.emplace_back();
    code.name = rows.cell();
    code.form = form_of(rows.cell(), rows);
    code.information_bits = rows.integer();
    code.rate = rows.number();
    code.of_frames = rows.cell() == "frames";
    code.error_rate = rows.number();
    code.least_ebn0_db = rows.number();
    code.status = status_of(rows.cell());
  }
  return codes;
}

} // namespace

const std::vector<CcsdsCode>& ccsds_codes() {
  static const std::vector<CcsdsCode> codes = read_codes();
  return codes;
}

std::vector<Waveform> ccsds_waveforms(FrameProtocol protocol) {
  std::vector<Waveform> waveforms;
  for (const CcsdsCode& code : ccsds_codes()) {
    if (code.form == FrameForm::telecommand || !is_stated(code)) {
      continue;
    }
    CodedFrame frame = frame_of(code);
    frame.overhead_octets = frame_overhead(protocol);
    for (const auto& [modulation, bits] : {std::pair("BPSK ", 1.0), std::pair("QPSK ", 2.0)}) {
      waveforms.push_back({modulation + code.name, bits * frame.efficiency(),
                           code.least_ebn0_db + 10.0 * std::log10(bits * code.rate)});
    }
  }
  return waveforms;
}

double uncoded_ebn0_db(double bit_error_rate) {
  const double x = normal_quantile(bit_error_rate);
  return 10.0 * std::log10(0.5 * x * x);
}

CodedFrame reed_solomon_frame(int interleaving) {
  return {223.0 * interleaving, 8.0 * 255.0 * interleaving, 32.0};
}

CodedFrame turbo_frame(int information_bits, int denominator) {
  constexpr int kTailBits = 4;
  return {information_bits / 8.0, double((information_bits + kTailBits) * denominator),
          32.0 * denominator};
}

CodedFrame ar4ja_frame(int information_bits, double rate) {
  return {information_bits / 8.0, information_bits / rate, 64.0};
}

CodedFrame c2_frame() {
  return {892.0, 8160.0, 32.0};
}

} // namespace urker::link

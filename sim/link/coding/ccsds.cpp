#include "link/coding/ccsds.hpp"

#include "base/text_lines.hpp"
#include "link/atmosphere/normal.hpp"

#include <cmath>
#include <string_view>

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

std::vector<CcsdsCode> read_codes() {
  std::vector<CcsdsCode> codes;
  ShippedRows rows(data::ccsds_codes(), "ccsds_codes.csv");
  while (rows.next()) {
    CcsdsCode& code = codes.emplace_back();
    code.name = rows.cell();
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

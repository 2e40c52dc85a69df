#pragma once

namespace urker::link {

/// How far below saturation a transponder's amplifier works. All three in dB, positive.
struct BackOff {
  double input_db = 0.0;  ///< all carriers together, below the input that saturates one carrier
  double output_db = 0.0; ///< what of the output is carriers, below the saturated output
  double carrier_to_intermodulation_db = 0.0; ///< all carriers to all products within their band
};

/// A limiter of the envelope, which a linearised travelling wave tube comes near to, under many
/// carriers that add up to Gaussian noise: D. Dardari, V. Tralli, A. Vaccari, "A theoretical
/// characterization of nonlinear distortion effects in OFDM systems", IEEE Trans. Commun. 48
/// (2000), eqs. for the soft envelope limiter. Of the products two thirds fall into the carriers'
/// own band, as those of third order do where it is evenly filled. Conversion of amplitude to phase
/// is left out.
[[nodiscard]] BackOff many_carriers(double input_back_off_db);

/// The same limiter under one carrier of constant envelope: linear up to saturation, no products.
[[nodiscard]] BackOff one_carrier(double input_back_off_db);

} // namespace urker::link

#pragma once

#include <cstdint>

namespace urker::link {

// Octets that CCSDS protocols put around user data; each names its book.

inline constexpr int kSpacePacketHeader = 6;  ///< 133.0-B
inline constexpr int kTmHeader = 6;           ///< 132.0-B; OCF 4 and FECF 2 besides
inline constexpr int kAosHeader = 6;          ///< 732.0-B
inline constexpr int kAosPacketHeader = 2;    ///< M_PDU header of an AOS frame of packets
inline constexpr int kUslpDataHeader = 3;     ///< 732.1-B, of the data field of a frame of packets
inline constexpr int kOperationalControl = 4; ///< OCF
inline constexpr int kFrameErrorControl = 2;  ///< FECF
inline constexpr int kTcHeader = 5;           ///< 232.0-B; FECF besides
inline constexpr int kTcMostOctets = 1024;    ///< of a TC frame
inline constexpr int kDvbBasebandHeader = 10; ///< in each BBFRAME

/// Primary header of a USLP frame with its frame count (732.1-B): 7 and 0 to 7 octets.
[[nodiscard]] constexpr int uslp_header(int count_octets) {
  return 7 + count_octets;
}

/// Transfer frames of packets, all with OCF and FECF.
enum class FrameProtocol { none, tm, aos, uslp };

/// What a frame holds besides packets, octets.
[[nodiscard]] constexpr int frame_overhead(FrameProtocol protocol) {
  constexpr int kTail = kOperationalControl + kFrameErrorControl;
  switch (protocol) {
  case FrameProtocol::tm:
    return kTmHeader + kTail;
  case FrameProtocol::aos:
    return kAosHeader + kAosPacketHeader + kTail;
  case FrameProtocol::uslp:
    return uslp_header(4) + kUslpDataHeader + kTail;
  case FrameProtocol::none:
    break;
  }
  return 0;
}

/// Octets of a transfer frame whose length the code leaves open: five Reed-Solomon codewords.
inline constexpr int kFrameOctets = 1115;
inline constexpr int kMarkerOctets = 4; ///< attached sync marker before each (131.0-B, 131.3-B)

/// Of a stream of such frames, the part that is packets.
[[nodiscard]] constexpr double user_share(FrameProtocol protocol) {
  return protocol == FrameProtocol::none
             ? 1.0
             : double(kFrameOctets - frame_overhead(protocol)) / (kFrameOctets + kMarkerOctets);
}

/// Header of an encapsulation packet for that much data (133.1-B): the shortest that can tell it.
[[nodiscard]] constexpr int encapsulation_header(std::int64_t data_octets) {
  if (data_octets == 0) {
    return 1;
  }
  if (data_octets + 2 <= 0xff) {
    return 2;
  }
  return data_octets + 4 <= 0xffff ? 4 : 8;
}

/// Fixed header of a CFDP PDU (727.0-B) with its offset, of file data.
[[nodiscard]] constexpr int cfdp_file_data_header(int entity_octets, int sequence_octets,
                                                  bool large_file) {
  return 4 + 2 * entity_octets + sequence_octets + (large_file ? 8 : 4);
}

/// A TC frame in a CLTU (231.0-B): start 2, each 7 octets in a BCH codeblock of 8, tail 8.
[[nodiscard]] constexpr int cltu_octets(int frame_octets) {
  return 2 + 8 * ((frame_octets + 6) / 7) + 8;
}

} // namespace urker::link

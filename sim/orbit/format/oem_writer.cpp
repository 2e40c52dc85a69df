#include "orbit/format/oem_writer.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace urker::orbit {
namespace {

/// As annex A of the Recommendation spells it.
std::string_view frame_name(Frame frame) {
  switch (frame) {
  case Frame::gcrf:
    return "GCRF";
  case Frame::teme:
    return "TEME";
  case Frame::eme2000:
    return "EME2000";
  case Frame::tod:
    return "TOD";
  default:
    throw Error(Cause::internal, "this frame has no name in an ephemeris message");
  }
}

std::string plain(std::string_view text) {
  std::string result(text);
  std::replace_if(
      result.begin(), result.end(), [](char c) { return c < ' ' || c > '~'; }, '_');
  return result.empty() ? "UNKNOWN" : result;
}

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
    case '&':
      result += "&amp;";
      break;
    case '<':
      result += "&lt;";
      break;
    case '>':
      result += "&gt;";
      break;
    default:
      result += c;
    }
  }
  return result;
}

/// More points than that gain nothing for smooth orbits.
constexpr std::size_t kDegree = 7;

} // namespace

std::string OemWriter::utc(Time t) const {
  constexpr int kNanosecond = 9; // decimals
  std::string text = epoch_.utc_text(t, kNanosecond);
  if (!text.empty() && text.back() == 'Z') {
    text.pop_back();
  }
  return text;
}

std::string OemWriter::head(const OemHead& head) const {
  std::vector<std::pair<std::string_view, std::string>> fields{
      {"OBJECT_NAME", plain(head.object_name)},
      {"OBJECT_ID", plain(head.object_id)},
      {"CENTER_NAME", "EARTH"},
      {"REF_FRAME", std::string(frame_name(head.frame))},
      {"TIME_SYSTEM", "UTC"},
      {"START_TIME", utc(head.begin)},
      {"STOP_TIME", utc(head.end)}};
  if (head.states > 1) {
    fields.emplace_back("INTERPOLATION", "LAGRANGE");
    fields.emplace_back("INTERPOLATION_DEGREE", std::to_string(std::min(kDegree, head.states - 1)));
  }
  std::string text;
  if (form_ == OemForm::kvn) {
    text = fmt::format("CCSDS_OEM_VERS = 2.0\nCREATION_DATE = {}\nORIGINATOR = {}\n\nMETA_START\n",
                       head.created_utc, plain(head.originator));
    for (const auto& [name, value] : fields) {
      text += fmt::format("{} = {}\n", name, value);
    }
    return text + "META_STOP\n\n";
  }
  text = fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                     "<oem xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
                     "xsi:noNamespaceSchemaLocation=\"https://sanaregistry.org/r/ndmxml/"
                     "ndmxml-1.0-master.xsd\" id=\"CCSDS_OEM_VERS\" version=\"2.0\">\n"
                     "<header>\n<CREATION_DATE>{}</CREATION_DATE>\n"
                     "<ORIGINATOR>{}</ORIGINATOR>\n</header>\n<body>\n<segment>\n<metadata>\n",
                     head.created_utc, escaped(plain(head.originator)));
  for (const auto& [name, value] : fields) {
    text += fmt::format("<{0}>{1}</{0}>\n", name, escaped(value));
  }
  return text + "</metadata>\n<data>\n";
}

std::string OemWriter::state(Time t, const State& state) const {
  const Vector3 r = state.r_m * 1e-3;
  const Vector3 v = state.v_m_s * 1e-3;
  constexpr std::string_view kKvn = "{} {:.9f} {:.9f} {:.9f} {:.12f} {:.12f} {:.12f}\n";
  constexpr std::string_view kXml =
      "<stateVector><EPOCH>{}</EPOCH><X>{:.9f}</X><Y>{:.9f}</Y><Z>{:.9f}</Z>"
      "<X_DOT>{:.12f}</X_DOT><Y_DOT>{:.12f}</Y_DOT><Z_DOT>{:.12f}</Z_DOT></stateVector>\n";
  return fmt::format(fmt::runtime(form_ == OemForm::kvn ? kKvn : kXml), utc(t), r.x(), r.y(), r.z(),
                     v.x(), v.y(), v.z());
}

std::string OemWriter::tail() const {
  return form_ == OemForm::kvn ? "" : "</data>\n</segment>\n</body>\n</oem>\n";
}

} // namespace urker::orbit

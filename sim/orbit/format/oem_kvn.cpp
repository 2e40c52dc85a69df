#include "base/wording.hpp"
#include "orbit/format/ccsds_kvn.hpp"
#include "orbit/format/oem_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace urker::orbit {
namespace {

std::vector<OemWord> words_of(const KvnLine& line) {
  constexpr std::string_view kBlanks = " \t";
  std::vector<OemWord> words;
  for (std::size_t begin = 0; begin < line.text.size();) {
    const std::size_t end = std::min(line.text.find_first_of(kBlanks, begin), line.text.size());
    words.push_back(
        {line.text.substr(begin, end - begin), {line.place.line, line.place.column + begin}});
    begin = std::min(line.text.find_first_not_of(kBlanks, end), line.text.size());
  }
  return words;
}

/// Where in the file a line is: what comes in it, and what may end it.
enum class Part { header, metadata, states, covariances };

class Reader {
 public:
  explicit Reader(OemBuilder& builder) : builder_(builder) {}

  void read(const KvnLine& line) {
    if (line.text == "META_START") {
      begin_segment(line);
    } else if (line.text == "META_STOP" && part_ == Part::metadata) {
      builder_.end_metadata();
      part_ = Part::states;
    } else if (line.text == "COVARIANCE_START" && part_ == Part::states) {
      part_ = Part::covariances;
    } else if (line.text == "COVARIANCE_STOP" && part_ == Part::covariances) {
      end_matrix();
      part_ = Part::states;
    } else {
      read_line(line);
    }
  }

  void finish() {
    if (part_ == Part::metadata || part_ == Part::covariances) {
      builder_.refuse(open_, part_ == Part::metadata ? "a META_START without its META_STOP"
                                                     : "a covariance without COVARIANCE_STOP");
    } else if (part_ == Part::states) {
      builder_.end_segment();
    }
  }

 private:
  void begin_segment(const KvnLine& line) {
    if (part_ != Part::header) {
      finish();
    }
    builder_.begin_segment(line.place);
    open_ = line.place;
    part_ = Part::metadata;
  }

  void read_line(const KvnLine& line) {
    const auto entry = line.entry();
    if (part_ == Part::states && !entry) {
      builder_.state(words_of(line));
    } else if (part_ == Part::covariances) {
      read_covariance(line, entry);
    } else if (entry && part_ == Part::header) {
      builder_.header(*entry);
    } else if (entry && part_ == Part::metadata) {
      builder_.metadata(*entry);
    } else {
      builder_.refuse(line.place, fmt::format("{} has no place here", in_quotes(line.text)));
    }
  }

  void read_covariance(const KvnLine& line, const std::optional<CcsdsEntry>& entry) {
    if (entry && entry->keyword == "EPOCH") {
      end_matrix();
      epoch_ = *entry;
      open_ = line.place;
    } else if (!entry && !epoch_.keyword.empty()) {
      const auto words = words_of(line);
      if (words.size() != ++rows_) {
        builder_.refuse(line.place,
                        fmt::format("{} figures in row {} of a covariance", words.size(), rows_));
      }
      figures_.insert(figures_.end(), words.begin(), words.end());
    } else if (!entry || entry->keyword != "COV_REF_FRAME") {
      builder_.refuse(line.place, fmt::format("{} has no place in a covariance; expected EPOCH, "
                                              "COV_REF_FRAME and figures",
                                              in_quotes(line.text)));
    }
  }

  void end_matrix() {
    if (!epoch_.keyword.empty()) {
      builder_.covariance(epoch_, figures_);
    }
    epoch_ = {};
    figures_.clear();
    rows_ = 0;
  }

  OemBuilder& builder_;
  Part part_ = Part::header;
  TextPlace open_;   ///< where that began which has an end of its own
  CcsdsEntry epoch_; ///< of the matrix at hand; without a keyword between two of them
  std::vector<OemWord> figures_;
  std::size_t rows_ = 0;
};

} // namespace

void read_oem_kvn(std::string_view text, OemBuilder& builder) {
  Reader reader(builder);
  KvnLines lines(text);
  while (const auto line = lines.next()) {
    reader.read(*line);
  }
  reader.finish();
}

} // namespace urker::orbit

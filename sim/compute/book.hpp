#pragma once

#include "base/pack.hpp"
#include "base/table.hpp"

#include <cstdint>
#include <string>

#include "compute/judge.hpp"
#include "compute/scene.hpp"

namespace urker::compute {

/// What a computer has done, in sums.
class Book {
 public:
  /// A stage of a kind is over.
  void note(StageKind kind, bool learned, const Verdict& verdict, const Scene& scene,
            double energy_j);
  /// A scene missed its deadline; whether it was thrown away.
  void note_late(bool dropped) {
    ++late_;
    dropped_late_ += dropped ? 1 : 0;
  }
  /// Energy that went to a stage that was broken off.
  void note_waste(double energy_j) { wasted_j_ += energy_j; }
  void emit(const std::string& scope, const std::string& entity, RowSink& rows) const;

  template <class Packer>
  void pack(Packer& p) {
    p(kept_, discarded_, wrongly_discarded_, wrongly_kept_, wrongly_discarded_bits_, others_bits_,
      wrongly_cut_bits_, late_, dropped_late_, found_, falsely_found_, missed_, reports_,
      learned_j_, other_j_, wasted_j_);
  }

 private:
  std::int64_t kept_ = 0; ///< decisions of cloud masks and of detectors that throw away
  std::int64_t discarded_ = 0;
  std::int64_t wrongly_discarded_ = 0;
  std::int64_t wrongly_kept_ = 0;
  std::int64_t wrongly_discarded_bits_ = 0; ///< raw
  std::int64_t others_bits_ = 0;            ///< of tiles that are other satellites'
  std::int64_t wrongly_cut_bits_ = 0;
  std::int64_t late_ = 0;
  std::int64_t dropped_late_ = 0;
  std::int64_t found_ = 0; ///< targets
  std::int64_t falsely_found_ = 0;
  std::int64_t missed_ = 0;
  std::int64_t reports_ = 0;
  double learned_j_ = 0.0; ///< energy above idle
  double other_j_ = 0.0;
  double wasted_j_ = 0.0;
};

} // namespace urker::compute

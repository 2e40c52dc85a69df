#pragma once

#include "onboard/cloud_classifier.hpp"
#include "onboard/computer_config.hpp"
#include "onboard/pipeline_config.hpp"
#include "spacecraft/image_processor.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace urker::onboard {

/// The on-board computer: one scene at a time, by priority (greater first), age (older first) and
/// number; a scene that is begun is finished. Each scene passes the cloud mask, which may throw it
/// away, and then compression. Upsets, temperature and memory limits are left out.
class OnboardComputer final : public spacecraft::ImageProcessor {
 public:
  OnboardComputer(std::string satellite, const ComputerConfig& computer,
                  const PipelineConfig& pipeline, std::uint64_t seed);

  void submit(const protocol::Product& product, Time now) override;
  [[nodiscard]] Time next_event() const override;
  [[nodiscard]] std::vector<spacecraft::ProcessedImage> handle(Time now, RowSink& rows) override;
  [[nodiscard]] double load_w() const override;
  void suspend(Time now) override;
  void resume(Time now) override;
  void finish(Time now, RowSink& rows) override;
  void save(Writer& writer) const override { writer(*this); }
  void restore(Reader& reader) override { reader(*this); }

  template <class Packer>
  void pack(Packer& p) {
    p(queue_, running_, suspended_, busy_, kept_, discarded_, wrongly_discarded_, wrongly_kept_,
      wrongly_discarded_bits_);
  }

 private:
  enum class Stage { cloud_mask, compress };
  // Without initialisers, which their optionals would want before the class is complete.
  struct Job {
    std::int64_t priority;
    Time imaged;
    std::int64_t number;
    std::int64_t raw_bits;
    double cloud_truth;
    template <class Packer>
    void pack(Packer& p) {
      p(priority, imaged, number, raw_bits, cloud_truth);
    }
    /// First in the queue is least.
    friend bool operator<(const Job& a, const Job& b) {
      return std::tuple(-a.priority, a.imaged, a.number) <
             std::tuple(-b.priority, b.imaged, b.number);
    }
  };
  struct Running {
    Job job;
    Stage stage;
    Time begin;
    Time end; ///< if nothing stops it
    Duration work;
    template <class Packer>
    void pack(Packer& p) {
      p(job, stage, begin, end, work);
    }
  };

  [[nodiscard]] const StageConfig& config(Stage stage) const;
  void begin(const Job& job, Stage stage, Time now);
  void begin_next(Time now);
  /// Ends the running stage and begins what follows; the scene if it is done.
  [[nodiscard]] std::optional<spacecraft::ProcessedImage> end_stage(RowSink& rows);
  [[nodiscard]] std::optional<spacecraft::ProcessedImage> screen(const Running& done,
                                                                 RowSink& rows);
  [[nodiscard]] spacecraft::ProcessedImage compress(const Running& done, RowSink& rows);
  void emit(const Running& done, std::int64_t bits_out, std::string_view decision,
            RowSink& rows) const;

  std::string satellite_;
  ComputerConfig computer_;
  PipelineConfig pipeline_;
  CloudClassifier classifier_;
  std::set<Job> queue_;
  std::optional<Running> running_;
  std::optional<Time> suspended_; ///< since when
  Duration busy_{0};
  std::int64_t kept_ = 0;
  std::int64_t discarded_ = 0;
  std::int64_t wrongly_discarded_ = 0;
  std::int64_t wrongly_kept_ = 0;
  std::int64_t wrongly_discarded_bits_ = 0;
};

} // namespace urker::onboard

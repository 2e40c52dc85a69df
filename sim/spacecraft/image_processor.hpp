#pragma once

#include "base/pack.hpp"
#include "base/table.hpp"
#include "protocol/product.hpp"
#include "time/time.hpp"

#include <cstdint>
#include <vector>

namespace urker::spacecraft {

/// What became of a processed scene.
struct ProcessedImage {
  std::int64_t number = 0;
  bool discarded = false;
  std::int64_t bits = 0; ///< to keep; of a discarded scene nothing
};

/// The on-board computer as the satellite sees it.
class ImageProcessor {
 public:
  virtual ~ImageProcessor() = default;
  virtual void submit(const protocol::Product& product, Time now) = 0;
  /// When `handle` is next due; kNever if nothing runs.
  [[nodiscard]] virtual Time next_event() const = 0;
  /// Ends what is due at `now`, begins what follows, and returns the scenes that are done.
  [[nodiscard]] virtual std::vector<ProcessedImage> handle(Time now, RowSink& rows) = 0;
  /// Power drawn from now on.
  [[nodiscard]] virtual double load_w() const = 0;
  /// Stops the work, to go on where it stopped.
  virtual void suspend(Time now) = 0;
  virtual void resume(Time now) = 0;
  /// Part of its full pace at which it works from now on, as its temperature and power allow. One
  /// that knows no paces works at full pace as long as it is not suspended.
  virtual void set_pace(double /*part*/, Time /*now*/) {}
  /// Last rows and metrics.
  virtual void finish(Time now, RowSink& rows) = 0;
  /// Everything that has changed since it was made.
  virtual void save(Writer& writer) const = 0;
  virtual void restore(Reader& reader) = 0;
  void pack(Writer& writer) const { save(writer); }
  void pack(Reader& reader) { restore(reader); }
};

} // namespace urker::spacecraft

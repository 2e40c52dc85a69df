#include "compute/judge.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace urker::compute {

namespace {

// Draws of one scene; a scene has fewer tiles and targets.
constexpr std::uint64_t kDrawsOfScene = 1ULL << 24;

/// The draws of one stage for one scene.
class Draws {
 public:
  Draws(const Stage& stage, const Scene& scene, std::string_view purpose, std::uint64_t seed)
      : key_{seed, key_of("satellites." + scene.satellite),
             key_of("onboard." + stage.name + std::string(purpose))},
        next_(static_cast<std::uint64_t>(scene.key.second) * kDrawsOfScene) {}
  double next() { return random_uniform(key_, next_++); }
  /// How many of n come true, each with a probability.
  std::int64_t of(std::int64_t n, double probability) {
    std::int64_t count = 0;
    for (std::int64_t i = 0; i < n; ++i) {
      count += next() < probability;
    }
    return count;
  }

 private:
  RandomKey key_;
  std::uint64_t next_;
};

Verdict mask_clouds(const Stage& stage, const StageModel& model, const Scene& scene,
                    std::int64_t bits_in, std::uint64_t seed) {
  const bool ought = scene.cloud_truth > stage.config.discard_cloud_above;
  const RandomKey key{seed, key_of("satellites." + scene.satellite),
                      key_of("onboard." + stage.name)};
  const double probability = ought ? model.rates.detection : model.rates.false_alarm;
  Verdict verdict;
  verdict.discards =
      random_uniform(key, static_cast<std::uint64_t>(scene.key.second)) < probability;
  verdict.wrong = verdict.discards != ought;
  verdict.bits = verdict.discards ? 0 : bits_in;
  verdict.decision =
      verdict.discards ? (ought ? "discard" : "wrong_discard") : (ought ? "wrong_keep" : "keep");
  return verdict;
}

/// Keeps the satellite's tiles, and of them cuts out those that the model takes for cloudy. As many
/// are so as the cover tells.
Verdict cut_tiles(const Stage& stage, const StageModel& model, const Scene& scene,
                  std::int64_t frame_bits, std::uint64_t seed) {
  const std::int64_t bits_in = std::max<std::int64_t>(1, stage.share.bits(frame_bits));
  Verdict verdict;
  verdict.bits = bits_in;
  verdict.others_bits = frame_bits - bits_in;
  if (model.name.empty()) {
    verdict.decision = stage.config.split ? "split" : "";
    return verdict;
  }
  const std::int64_t tiles = tiles_of(model, bits_in);
  const std::int64_t cloudy = std::llround(scene.cloud_truth * static_cast<double>(tiles));
  Draws draws(stage, scene, ".tiles", seed);
  const std::int64_t cut_rightly = draws.of(cloudy, model.rates.detection);
  const std::int64_t cut_wrongly = draws.of(tiles - cloudy, model.rates.false_alarm);
  const auto part = [&](std::int64_t of_tiles) {
    return static_cast<std::int64_t>(static_cast<double>(bits_in) * static_cast<double>(of_tiles) /
                                     static_cast<double>(tiles));
  };
  verdict.bits = bits_in - part(cut_rightly + cut_wrongly);
  verdict.wrong_bits = part(cut_wrongly);
  verdict.discards = verdict.bits == 0;
  verdict.wrong = verdict.discards && cut_wrongly > 0;
  verdict.decision = !verdict.discards ? "cut" : verdict.wrong ? "wrong_discard" : "discard";
  return verdict;
}

/// How many false finds a mean number of them makes: Poisson's distribution, by inversion.
std::int64_t false_finds(double mean, double uniform) {
  if (mean > 500.0) { // where exp(-mean) is no longer a number to build on
    return std::llround(mean);
  }
  double term = std::exp(-mean);
  double sum = term;
  std::int64_t count = 0;
  while (uniform >= sum && term > 0.0) {
    ++count;
    term *= mean / static_cast<double>(count);
    sum += term;
  }
  return count;
}

Verdict detect(const Stage& stage, const StageModel& model, const Scene& scene,
               std::int64_t bits_in, std::uint64_t seed) {
  Draws draws(stage, scene, ".targets", seed);
  const double mean = model.rates.false_alarm * static_cast<double>(tiles_of(model, bits_in));
  Find find;
  find.kind = *model.finds;
  find.wrong = false_finds(mean, draws.next());
  std::int64_t present = 0;
  std::int64_t visible = 0;
  for (const auto& content : scene.contents) {
    if (content.kind == find.kind) {
      present = stage.sees_share ? content.own_present : content.present;
      visible = stage.sees_share ? content.own_visible : content.visible;
      find.right = draws.of(visible, model.rates.detection);
    }
  }
  find.missed = present - find.right;
  const std::int64_t finds = find.right + find.wrong;
  find.bits = finds * static_cast<std::int64_t>(std::ceil(stage.config.report_bit));
  find.priority = stage.config.report_priority;
  Verdict verdict{bits_in, false, false, finds > 0 ? "found" : "empty", 0, 0, find};
  if (stage.config.discard_empty) {
    verdict.discards = finds == 0;
    verdict.wrong = verdict.discards == (visible > 0);
    verdict.bits = verdict.discards ? 0 : bits_in;
    verdict.decision = verdict.discards ? (verdict.wrong ? "wrong_discard" : "discard")
                                        : (verdict.wrong ? "wrong_keep" : "keep");
  }
  return verdict;
}

/// Rounded up, at least a bit, and no more than there was.
std::int64_t scaled(std::int64_t bits, double volume) {
  const auto whole = static_cast<std::int64_t>(std::max(1.0, std::ceil(volume)));
  return std::min(whole, bits);
}

Verdict volume_only(std::int64_t bits) {
  Verdict verdict;
  verdict.bits = bits;
  return verdict;
}

} // namespace

std::int64_t tiles_of(const StageModel& model, std::int64_t bits) {
  if (!model.tile_bit) {
    return 1;
  }
  constexpr auto kMostTiles = kDrawsOfScene / 2;
  const double tiles = std::ceil(static_cast<double>(bits) / *model.tile_bit);
  return static_cast<std::int64_t>(std::clamp(tiles, 1.0, static_cast<double>(kMostTiles)));
}

Verdict judge(const Stage& stage, const StageModel& model, const Scene& scene, std::int64_t bits_in,
              std::uint64_t seed) {
  switch (stage.config.kind) {
  case StageKind::cloud_mask:
    return mask_clouds(stage, model, scene, bits_in, seed);
  case StageKind::tile:
    return cut_tiles(stage, model, scene, bits_in, seed);
  case StageKind::detect:
    return detect(stage, model, scene, bits_in, seed);
  case StageKind::compress:
    return volume_only(scaled(bits_in, static_cast<double>(bits_in) / stage.config.ratio));
  case StageKind::calibrate:
  case StageKind::encrypt:
  case StageKind::other:
    break;
  }
  const auto volume =
      static_cast<std::int64_t>(std::ceil(static_cast<double>(bits_in) * stage.config.volume));
  return volume_only(std::max<std::int64_t>(1, volume));
}

} // namespace urker::compute

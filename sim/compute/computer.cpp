#include "compute/computer.hpp"

#include "base/error.hpp"
#include "base/metric.hpp"
#include "des/channel.hpp"

#include <algorithm>
#include <cmath>

#include "compute/compute_row.hpp"
#include "compute/judge.hpp"

namespace urker::compute {

namespace {

/// Nominal time of a stage on a volume, and its power above idle.
std::pair<Duration, double> work_of(const StageModel& model, std::int64_t bits) {
  const StageConfig& cost = model.cost;
  if (cost.throughput_bit_s) {
    return {ceil_seconds(static_cast<double>(bits) / *cost.throughput_bit_s), *cost.power_w};
  }
  const auto tiles = static_cast<double>(tiles_of(model, bits));
  const double power_w = cost.power_w ? *cost.power_w : *cost.tile_energy_j / *cost.tile_time_s;
  return {ceil_seconds(tiles * *cost.tile_time_s), power_w};
}

} // namespace

Computer::Computer(ComputerSetup setup) : setup_(std::move(setup)) {
  for (const auto& [name, config] : setup_.config.all_devices()) {
    device_names_.push_back(name);
    devices_.emplace_back(config);
    std::map<std::string, double> sizes;
    for (const Pipeline& pipeline : setup_.pipelines) {
      for (const Stage& stage : pipeline.stages) {
        if (stage.device + 1 == devices_.size()) {
          sizes.emplace(stage.models.front().name, stage.models.front().size_bit);
        }
      }
    }
    double all_bit = 0.0;
    for (const auto& [model, size_bit] : sizes) {
      all_bit += size_bit;
    }
    reloads_.push_back(config.memory_bit && config.model_load_rate_bit_s &&
                       all_bit > *config.memory_bit);
  }
  for (const Pipeline& pipeline : setup_.pipelines) {
    models_.emplace_back(pipeline.stages.size(), 0);
  }
}

const StageModel& Computer::model_of(const Image& image, std::size_t stage) const {
  const auto used = models_[static_cast<std::size_t>(image.pipeline)][stage];
  return pipeline_of(image).stages[stage].models[static_cast<std::size_t>(used)];
}

void Computer::submit(const Scene& scene, std::size_t pipeline, Time now) {
  Image image;
  image.scene = scene;
  image.pipeline = static_cast<std::int64_t>(pipeline);
  const Pipeline& graph = setup_.pipelines[pipeline];
  require(!graph.stages.empty(), "a scene goes to a pipeline without stages");
  image.bits_out.assign(graph.stages.size(), -1);
  if (graph.deadline_s) {
    image.deadline = des::saturated_sum(scene.imaged, ceil_seconds(*graph.deadline_s));
    deadlines_.insert({std::max(image.deadline, now), scene.key});
    image.deadline = std::max(image.deadline, now);
  }
  const bool is_new = images_.emplace(scene.key, image).second;
  require(is_new, "a scene is submitted twice");
  for (std::size_t i = 0; i < graph.stages.size(); ++i) {
    if (graph.stages[i].inputs.empty()) {
      enqueue(image, i, now);
    }
  }
  dispatch(now);
}

void Computer::enqueue(const Image& image, std::size_t place, Time now) {
  const Stage& stage = pipeline_of(image).stages[place];
  const StageModel& model = model_of(image, place);
  const auto [work, power_w] = work_of(model, bits_in(image, stage));
  Job job;
  job.scene = image.scene.key;
  job.stage = static_cast<std::int64_t>(place);
  job.priority = image.scene.priority;
  job.imaged = image.scene.imaged;
  job.ready = now;
  job.work = job.left =
      setup_.time_factor == 1.0 ? work : ceil_seconds(to_seconds(work) * setup_.time_factor);
  job.power_w = power_w * setup_.power_factor;
  job.model = model.name;
  const DeviceConfig& device = devices_[stage.device].config();
  job.goes_on = busy_with_.contains({job.scene, static_cast<std::int64_t>(stage.device)});
  if (reloads_[stage.device]) {
    job.model_load = ceil_seconds(model.size_bit / *device.model_load_rate_bit_s);
  }
  devices_[stage.device].enqueue(job);
}

void Computer::dispatch(Time now) {
  for (Device& device : devices_) {
    device.dispatch(now);
  }
}

std::int64_t Computer::model_bits() const {
  std::int64_t bits = 0;
  for (const Pipeline& pipeline : setup_.pipelines) {
    bits = std::max(bits, compute::model_bits(pipeline)); // one holds the stages of the others
  }
  return bits;
}

bool Computer::may_withdraw(const SceneKey& key) const {
  const auto found = images_.find(key);
  if (found == images_.end()) {
    return false;
  }
  const auto& done = found->second.bits_out;
  return std::none_of(devices_.begin(), devices_.end(),
                      [&key](const Device& device) { return device.has_begun(key); }) &&
         std::all_of(done.begin(), done.end(), [](std::int64_t bits) { return bits < 0; });
}

bool Computer::withdraw(const SceneKey& key) {
  if (!may_withdraw(key)) {
    return false;
  }
  const auto found = images_.find(key);
  for (Device& device : devices_) {
    require(device.drop(key, kStart).empty(), "a scene that runs is withdrawn");
  }
  deadlines_.erase({found->second.deadline, key});
  images_.erase(found);
  return true;
}

Time Computer::next_event() const {
  Time next = deadlines_.empty() ? kNever : deadlines_.begin()->first;
  for (const Device& device : devices_) {
    next = std::min(next, device.next_event());
  }
  return next;
}

std::vector<Outcome> Computer::handle(Time now, RowSink& rows) {
  std::vector<Outcome> outcomes;
  for (Time due = next_event(); due <= now; due = next_event()) {
    for (std::size_t i = 0; i < devices_.size(); ++i) {
      for (const EndedJob& ended : devices_[i].advance(due)) {
        end_stage(ended, i, due, outcomes, rows);
      }
    }
    pass_deadlines(due, outcomes, rows);
    dispatch(due);
  }
  return outcomes;
}

std::int64_t Computer::bits_in(const Image& image, const Stage& stage) const {
  std::int64_t bits = image.scene.raw_bits;
  bool first = true;
  for (const auto before : stage.inputs) {
    bits = first ? image.bits_out[before] : std::min(bits, image.bits_out[before]);
    first = false;
  }
  return bits;
}

void Computer::end_stage(const EndedJob& ended, std::size_t device, Time now,
                         std::vector<Outcome>& outcomes, RowSink& rows) {
  const auto found = images_.find(ended.job.scene);
  if (found == images_.end()) {
    book_.note_waste(ended.job.energy_j);
    return; // thrown away by a stage that ended at the same instant
  }
  Image& image = found->second;
  const auto place = static_cast<std::size_t>(ended.job.stage);
  const Stage& stage = pipeline_of(image).stages[place];
  const auto model = std::find_if(stage.models.begin(), stage.models.end(),
                                  [&](const StageModel& m) { return m.name == ended.job.model; });
  Verdict verdict = judge(stage, *model, image.scene, bits_in(image, stage), setup_.seed);
  const bool learned = stage.config.kind == StageKind::cloud_mask || !model->name.empty();
  book_.note(stage.config.kind, learned, verdict, image.scene, ended.job.energy_j);
  emit_row(ended, device, image, verdict.bits, verdict.decision, now, rows);
  if (devices_[device].config().by_scene) {
    busy_with_.insert({ended.job.scene, static_cast<std::int64_t>(device)});
  }
  if (verdict.found) {
    verdict.found->stage = ended.job.stage;
    outcomes.push_back(
        {Outcome::Kind::found, ended.job.scene, stage.name, 0, 1.0, false, verdict.found});
  }
  if (verdict.discards) {
    outcomes.push_back(
        {Outcome::Kind::discarded, ended.job.scene, stage.name, 0, 1.0, verdict.wrong, {}});
    remove(found, now, rows);
    return;
  }
  image.bits_out[place] = verdict.bits;
  if (stage.config.kind == StageKind::compress) {
    image.quality *= stage.config.quality;
  }
  follow_up(found, place, now, outcomes);
}

void Computer::follow_up(Images::iterator found, std::size_t place, Time now,
                         std::vector<Outcome>& outcomes) {
  Image& image = found->second;
  const auto& stages = pipeline_of(image).stages;
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const auto& inputs = stages[i].inputs;
    const bool follows = std::find(inputs.begin(), inputs.end(), place) != inputs.end();
    if (follows && std::all_of(inputs.begin(), inputs.end(), [&image](std::size_t before) {
          return image.bits_out[before] >= 0;
        })) {
      enqueue(image, i, now);
    }
  }
  if (std::all_of(image.bits_out.begin(), image.bits_out.end(),
                  [](std::int64_t bits) { return bits >= 0; })) {
    const auto& last = stages[place].name;
    outcomes.push_back(
        {Outcome::Kind::done, image.scene.key, last, bits_left(image), image.quality, false, {}});
    deadlines_.erase({image.deadline, found->first});
    busy_with_.erase(busy_with_.lower_bound({found->first, 0}),
                     busy_with_.upper_bound({found->first, INT64_MAX}));
    images_.erase(found);
  }
}

std::int64_t Computer::bits_left(const Image& image) const {
  const auto& stages = pipeline_of(image).stages;
  std::vector<bool> is_read(stages.size(), false);
  for (std::size_t i = 0; i < stages.size(); ++i) {
    for (const auto before : stages[i].inputs) {
      is_read[before] = is_read[before] || image.bits_out[i] >= 0;
    }
  }
  std::int64_t bits = image.scene.raw_bits;
  for (std::size_t i = 0; i < stages.size(); ++i) {
    if (image.bits_out[i] >= 0 && !is_read[i]) {
      bits = std::min(bits, image.bits_out[i]);
    }
  }
  return bits;
}

void Computer::pass_deadlines(Time now, std::vector<Outcome>& outcomes, RowSink& rows) {
  while (!deadlines_.empty() && deadlines_.begin()->first <= now) {
    const auto found = images_.find(deadlines_.begin()->second);
    deadlines_.erase(deadlines_.begin());
    require(found != images_.end(), "a deadline of a scene that is not there");
    Image& image = found->second;
    image.is_late = true;
    const WhenLate when_late = pipeline_of(image).when_late;
    book_.note_late(when_late == WhenLate::drop);
    if (when_late == WhenLate::finish) {
      continue;
    }
    const bool drops = when_late == WhenLate::drop;
    outcomes.push_back({drops ? Outcome::Kind::late : Outcome::Kind::done,
                        found->first,
                        "deadline",
                        drops ? 0 : bits_left(image),
                        image.quality,
                        drops,
                        {}});
    remove(found, now, rows);
  }
}

void Computer::remove(Images::iterator image, Time now, RowSink& rows) {
  const SceneKey key = image->first;
  for (std::size_t i = 0; i < devices_.size(); ++i) {
    for (const EndedJob& broken_off : devices_[i].drop(key, now)) {
      book_.note_waste(broken_off.job.energy_j);
      emit_row(broken_off, i, image->second, 0, "broken_off", now, rows);
    }
  }
  deadlines_.erase({image->second.deadline, key});
  busy_with_.erase(busy_with_.lower_bound({key, 0}), busy_with_.upper_bound({key, INT64_MAX}));
  images_.erase(image);
}

void Computer::emit_row(const EndedJob& ended, std::size_t device, const Image& image,
                        std::int64_t bits_out, std::string_view decision, Time now,
                        RowSink& rows) const {
  const Job& job = ended.job;
  const Stage& stage = pipeline_of(image).stages[static_cast<std::size_t>(job.stage)];
  rows.emit(ComputeRow{image.scene.satellite, image.scene.key.second, stage.name, job.begin, now,
                       bits_in(image, stage), bits_out, job.energy_j, decision, setup_.place,
                       setup_.entity, device_names_[device], ended.unit, job.ready, job.model});
}

double Computer::load_w() const {
  double load_w = setup_.config.idle_power_w;
  for (const Device& device : devices_) {
    load_w += device.load_w();
  }
  return load_w;
}

void Computer::suspend(Time now) {
  for (Device& device : devices_) {
    device.suspend(now);
  }
}

void Computer::resume(Time now) {
  for (Device& device : devices_) {
    device.resume(now);
  }
}

void Computer::set_pace(double part, Time now) {
  for (Device& device : devices_) {
    device.set_pace(part, now);
  }
}

std::vector<SceneKey> Computer::running() const {
  std::vector<SceneKey> scenes;
  for (const Device& device : devices_) {
    device.add_running(scenes);
  }
  return scenes;
}

void Computer::reset(Time now) {
  for (Device& device : devices_) {
    device.reset(now);
  }
}

void Computer::activate(const std::string& stage, const std::string& model) {
  for (std::size_t p = 0; p < setup_.pipelines.size(); ++p) {
    const auto& stages = setup_.pipelines[p].stages;
    for (std::size_t i = 0; i < stages.size(); ++i) {
      if (stages[i].name != stage) {
        continue;
      }
      const auto& known = stages[i].models;
      const auto found = std::find_if(known.begin(), known.end(),
                                      [&](const StageModel& m) { return m.name == model; });
      require(found != known.end(), "a model that a stage does not know is to be used");
      models_[p][i] = found - known.begin();
    }
  }
}

void Computer::finish(Time now, RowSink& rows) {
  book_.emit(setup_.place, setup_.entity, rows);
  const auto metric = [&](const std::string& name, double value, const char* unit) {
    rows.emit(MetricRow{setup_.place, setup_.entity, name, value, unit});
  };
  metric("scenes_waiting_for_computer", static_cast<double>(images_.size()), "1");
  Duration busy{0};
  double cost = 0.0;
  for (std::size_t i = 0; i < devices_.size(); ++i) {
    const Duration of_device = devices_[i].busy(now);
    busy += of_device;
    cost += to_seconds(of_device) / 3600.0 * devices_[i].config().cost_per_hour;
    metric("time_computing_" + device_names_[i], to_seconds(of_device), "s");
  }
  metric("time_computing", to_seconds(busy), "s");
  metric("cost_of_computing", cost, "1");
}

} // namespace urker::compute

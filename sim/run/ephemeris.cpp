#include "run/ephemeris.hpp"

#include "base/error.hpp"
#include "base/table.hpp"
#include "orbit/format/oem_writer.hpp"
#include "results/run_folder.hpp"
#include "results/table_buffer.hpp"
#include "results/text_file.hpp"
#include "run/provenance.hpp"
#include "run/world.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <limits>
#include <system_error>
#include <utility>

namespace urker::run {
namespace {

namespace fs = std::filesystem;

struct StateRow {
  static constexpr TableInfo kTable{"states", "State of a satellite in GCRF", 2};
  std::string satellite;
  Time time = kStart;
  orbit::State state;
  double mass_kg = 0.0;
  void columns(ColumnVisitor& v) const {
    v.text("satellite", satellite, "Satellite");
    v.instant("time", time.time_since_epoch().count(), "Instant");
    v.real("x", state.r_m.x(), "m", "Position along GCRF's x axis");
    v.real("y", state.r_m.y(), "m", "Position along GCRF's y axis");
    v.real("z", state.r_m.z(), "m", "Position along GCRF's z axis");
    v.real("vx", state.v_m_s.x(), "m s-1", "Velocity along GCRF's x axis");
    v.real("vy", state.v_m_s.y(), "m s-1", "Velocity along GCRF's y axis");
    v.real("vz", state.v_m_s.z(), "m s-1", "Velocity along GCRF's z axis");
    v.real("mass", mass_kg, "kg", "Mass; NaN unless the orbit is integrated");
  }
};

/// The instants origin + k step from `begin` to `end`, both included.
struct Instants {
  Time begin;
  Time end;
  Duration step;
  std::size_t count;
};

struct Track {
  const Satellite* satellite;
  Instants instants;
};

std::string now_utc() {
  const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now));
}

/// Instants as long as the satellite is in service.
Instants instants_of(const Satellite& satellite, Time origin, Time end, Duration step) {
  Instants x{origin, std::min(end, satellite.service.end), step, 0};
  if (satellite.service.begin > origin) {
    const auto behind = satellite.service.begin - origin;
    x.begin = origin + (behind + step - Duration(1)) / step * step;
  }
  if (x.begin <= x.end) {
    x.count = static_cast<std::size_t>((x.end - x.begin) / step) + 1;
    x.end = x.begin + static_cast<Duration::rep>(x.count - 1) * step;
  }
  return x;
}

void check_names(const World& world, const EphemerisRequest& request) {
  for (const auto& name : request.satellites) {
    if (!world.scenario.satellites.contains(name)) {
      throw Error(Cause::usage, fmt::format("--satellites: the scenario has no \"{}\"", name));
    }
  }
}

std::vector<Track> tracks_of(const World& world, const EphemerisRequest& request,
                             std::vector<std::string>& notes) {
  check_names(world, request);
  const Time origin = request.start ? world.epoch.at(*request.start) : kStart;
  const Time end = request.duration_s ? origin + round_seconds(*request.duration_s) : world.end;
  if (origin < kStart || end > world.end || end < origin) {
    throw Error(Cause::usage,
                fmt::format("--start and --duration leave the scenario's span, {} to {}",
                            world.epoch.utc_text(kStart), world.epoch.utc_text(world.end)));
  }
  const Duration step = round_seconds(request.step_s);
  if (step <= Duration::zero()) {
    throw Error(Cause::usage, "--step must be at least a nanosecond");
  }
  std::vector<Track> tracks;
  for (const auto& satellite : world.satellites) {
    const auto instants = instants_of(satellite, origin, end, step);
    if (instants.count == 0) {
      notes.push_back(
          fmt::format("satellites.{} is not in service at any instant", satellite.name));
    } else {
      tracks.push_back({&satellite, instants});
    }
  }
  if (tracks.empty()) {
    throw Error(Cause::invalid_input, "no satellite is in service at any instant asked for");
  }
  return tracks;
}

using StateAction = std::function<void(Time, const orbit::State&)>;

void for_each_state(const World& world, const Track& track, const StateAction& action) {
  const auto& trajectory = *track.satellite->trajectory;
  Time t = track.instants.begin;
  for (std::size_t i = 0; i < track.instants.count; ++i, t += track.instants.step) {
    action(t, world.earth->convert(trajectory.state(t), trajectory.frame(), orbit::Frame::gcrf, t));
  }
}

void write_csv(const World& world, const Track& track, results::TextFile& file) {
  file.append(fmt::format("# {} of scenario {}\n"
                          "# frame: GCRF; t_s: elapsed SI seconds since {}\n"
                          "t_s,utc,x_m,y_m,z_m,vx_mps,vy_mps,vz_mps,mass_kg\n",
                          track.satellite->name, world.scenario.name,
                          world.epoch.utc_text(kStart)));
  constexpr auto kMillisecond = std::chrono::milliseconds(1);
  const auto& integrated = track.satellite->integrated;
  const bool even = track.instants.step % kMillisecond == Duration::zero() &&
                    track.instants.begin.time_since_epoch() % kMillisecond == Duration::zero();
  const int decimals = even ? 3 : 9;
  for_each_state(world, track, [&](Time t, const orbit::State& s) {
    const auto elapsed = t.time_since_epoch().count();
    constexpr std::int64_t kSecond = 1'000'000'000;
    file.append(fmt::format("{}.{:09d},{},{:.6f},{:.6f},{:.6f},{:.9f},{:.9f},{:.9f},{}\n",
                            elapsed / kSecond, elapsed % kSecond, world.epoch.utc_text(t, decimals),
                            s.r_m.x(), s.r_m.y(), s.r_m.z(), s.v_m_s.x(), s.v_m_s.y(), s.v_m_s.z(),
                            integrated ? fmt::format("{:.7f}", integrated->mass_kg(t)) : ""));
  });
}

void write_oem(const World& world, const Track& track, orbit::OemForm form,
               results::TextFile& file) {
  const orbit::OemWriter writer(form, world.epoch);
  const auto number = track.satellite->config->norad_id;
  orbit::OemHead head;
  head.created_utc = now_utc();
  head.created_utc.pop_back();
  head.object_name = track.satellite->name;
  head.object_id = number > 0 ? std::to_string(number) : track.satellite->name;
  head.begin = track.instants.begin;
  head.end = track.instants.end;
  head.states = track.instants.count;
  file.append(writer.head(head));
  for_each_state(world, track,
                 [&](Time t, const orbit::State& s) { file.append(writer.state(t, s)); });
  file.append(writer.tail());
}

/// A folder that is removed again unless it is kept or somebody put something in.
class NewFolder {
 public:
  explicit NewFolder(fs::path path) : path_(std::move(path)) {
    std::error_code error;
    made_ = fs::create_directory(path_, error);
    if (error || !fs::is_directory(path_)) {
      throw Error(Cause::cannot_write,
                  fmt::format("{}: {}", path_.string(), error ? error.message() : "is no folder"));
    }
  }
  NewFolder(const NewFolder&) = delete;
  NewFolder& operator=(const NewFolder&) = delete;
  ~NewFolder() {
    std::error_code ignored;
    if (made_) {
      fs::remove(path_, ignored); // fails where there is a file, as it should
    }
  }

 private:
  fs::path path_;
  bool made_ = false;
};

void write_texts(const World& world, const std::vector<Track>& tracks,
                 const EphemerisRequest& request, EphemerisSummary& summary) {
  const bool single = request.satellites.size() == 1 && !fs::is_directory(request.output);
  std::optional<NewFolder> folder;
  if (!single) {
    folder.emplace(request.output);
  }
  const std::string_view extension = request.form == EphemerisForm::csv   ? ".csv"
                                     : request.form == EphemerisForm::oem ? ".oem"
                                                                          : ".xml";
  std::vector<results::TextFile> files;
  for (const auto& track : tracks) {
    const fs::path path =
        single ? request.output
               : request.output / fmt::format("{}{}", track.satellite->name, extension);
    auto& file = files.emplace_back(path, request.replace);
    if (request.form == EphemerisForm::csv) {
      write_csv(world, track, file);
    } else {
      write_oem(world, track,
                request.form == EphemerisForm::oem ? orbit::OemForm::kvn : orbit::OemForm::xml,
                file);
    }
    summary.files.push_back(path);
  }
  for (auto& file : files) {
    file.publish();
  }
}

void write_hdf5(const World& world, const std::vector<Track>& tracks,
                const scenario::Loaded<scenario::Scenario>& loaded, const EphemerisRequest& request,
                EphemerisSummary& summary) {
  if (!request.replace && fs::exists(request.output)) {
    throw Error(Cause::cannot_write,
                fmt::format("{} exists; --force replaces it", request.output.string()));
  }
  auto folder =
      results::RunFolder::prepare(request.output, resolved_text(loaded.value), request.replace);
  results::TableSet rows;
  rows.declare<StateRow>();
  for (const auto& track : tracks) {
    for_each_state(world, track, [&](Time t, const orbit::State& s) {
      const auto& integrated = track.satellite->integrated;
      constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
      rows.emit(
          StateRow{track.satellite->name, t, s, integrated ? integrated->mass_kg(t) : kUnknown});
    });
  }
  auto provenance = make_provenance(loaded);
  provenance.run.command_line = request.command_line;
  provenance.run.started_utc = now_utc();
  std::vector<results::TableSet> parts;
  parts.push_back(std::move(rows));
  folder.publish(results::TableSet::merge(std::move(parts)), provenance);
  summary.files.push_back(request.output);
}

} // namespace

EphemerisSummary write_ephemeris(const scenario::Loaded<scenario::Scenario>& loaded,
                                 const EphemerisRequest& request) {
  const World world(loaded.value, request.satellites);
  EphemerisSummary summary;
  summary.notes = world.notes;
  const auto tracks = tracks_of(world, request, summary.notes);
  for (const auto& track : tracks) {
    summary.states += track.instants.count;
  }
  if (request.form == EphemerisForm::hdf5) {
    write_hdf5(world, tracks, loaded, request, summary);
  } else {
    write_texts(world, tracks, request, summary);
  }
  return summary;
}

} // namespace urker::run

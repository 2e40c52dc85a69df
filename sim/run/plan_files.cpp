#include "run/plan_files.hpp"

#include "access/almanac_shadows.hpp"
#include "access/inter_satellite.hpp"
#include "base/error.hpp"
#include "orbit/sgp4/sgp4_trajectory.hpp"
#include "run/plan_output.hpp"
#include "run/provenance.hpp"
#include "time/epoch.hpp"

#include <fmt/format.h>

#include <chrono>
#include <memory>

namespace urker::run {
namespace {

/// Ways in which a shadow's windows were parted (Eclipse) are joined again.
void add_joined(const access::Window& window, std::vector<access::Window>& windows) {
  if (!windows.empty() && windows.back().end == window.begin) {
    windows.back().end = window.end;
    windows.back().end_clipped = window.end_clipped;
  } else {
    windows.push_back(window);
  }
}

/// A satellite's trajectory and its track, which refers to it.
struct Flight {
  Flight(const orbit::MeanElements& elements, const Epoch& epoch, const orbit::Earth& earth,
         Time end)
      : trajectory(elements, epoch), track(trajectory, earth, kStart, end) {}
  orbit::Sgp4Trajectory trajectory;
  access::Track track;
};

/// What is found for one satellite; complete before any of it is written.
struct Findings {
  std::vector<access::StationContact> contacts;
  std::vector<access::Window> penumbras, umbras;
};

class FilePlan {
 public:
  FilePlan(const FilePlanRequest& request, const PlanInput& input, PlanOutput& output)
      : request_(request), input_(input), output_(output), epoch_(request.start),
        end_(kStart + request.duration), earth_(epoch_, kStart, end_, request.rotation) {
    if (request.rotation == orbit::EarthOrientationModel::gmst) {
      bodies_ = access::almanac_shadows(earth_, epoch_);
    }
  }

  FilePlanSummary run() {
    summary_.notes = input_.notes;
    flights_.resize(input_.satellites.size());
    for (std::uint32_t i = 0; i < input_.satellites.size(); ++i) {
      search(i);
    }
    if (request_.all_pairs) {
      search_all_pairs();
    } else {
      for (std::size_t i = 0; i < input_.pairs.size(); ++i) {
        search_pair(i, input_.pairs[i]);
      }
    }
    return std::move(summary_);
  }

 private:
  void search(std::uint32_t index) {
    const auto& satellite = input_.satellites[index];
    try {
      auto flight = std::make_unique<Flight>(satellite.elements, epoch_, earth_, end_);
      write(index, find(index, flight->track));
      ++summary_.satellites;
      if (request_.all_pairs || !input_.pairs.empty()) {
        flights_[index] = std::move(flight);
      }
    } catch (const Error& e) {
      if (e.cause() != Cause::invalid_input) {
        throw;
      }
      output_.problem(index, e.what());
      summary_.notes.push_back(fmt::format("{} ({}, number {} in the file) is left out: {}",
                                           satellite.name, satellite.catalogue_number, index,
                                           e.what()));
    }
  }

  [[nodiscard]] Findings find(std::uint32_t index, const access::Track& track) const {
    Findings found;
    for (std::uint32_t s = 0; s < input_.sites.size(); ++s) {
      for (auto& contact : access::find_station_contacts(track, input_.sites[s], kStart, end_)) {
        contact.satellite = index;
        contact.station = s;
        found.contacts.push_back(contact);
      }
    }
    for (const auto& eclipse : access::find_eclipses(track, kStart, end_, bodies_)) {
      add_joined(eclipse.penumbra, found.penumbras);
      if (eclipse.umbra.begin != kNotYet) {
        found.umbras.push_back(eclipse.umbra);
      }
    }
    return found;
  }

  void write(std::uint32_t index, const Findings& found) {
    for (const auto& contact : found.contacts) {
      output_.contact(contact);
    }
    for (const auto& window : found.penumbras) {
      output_.shadow(index, "penumbra", window);
    }
    for (const auto& window : found.umbras) {
      output_.shadow(index, "umbra", window);
    }
    summary_.contacts += found.contacts.size();
    summary_.shadows += found.penumbras.size() + found.umbras.size();
  }

  void write_between(std::size_t number, const PlanPair& pair,
                     std::vector<access::InterSatelliteContact> contacts) {
    output_.pair(number, pair);
    for (auto& contact : contacts) {
      contact.first = pair.first;
      contact.second = pair.second;
      output_.between(number, contact);
    }
    summary_.between += contacts.size();
  }

  [[nodiscard]] std::vector<access::InterSatelliteContact>
  contacts_between(const PlanPair& pair, Time begin, Time end) const {
    access::InterSatelliteLimits limits;
    limits.range_limit_m = pair.range_limit_m;
    return access::find_inter_satellite_contacts(flights_[pair.first]->track,
                                                 flights_[pair.second]->track, limits, begin, end);
  }

  void search_pair(std::size_t number, const PlanPair& pair) {
    const bool known = flights_[pair.first] && flights_[pair.second];
    write_between(number, pair,
                  known ? contacts_between(pair, kStart, end_)
                        : std::vector<access::InterSatelliteContact>{});
  }

  /// Those that see each other at some time, numbered from 0 in the order of their satellites.
  void search_all_pairs() {
    std::vector<const access::Track*> tracks;
    for (const auto& flight : flights_) {
      tracks.push_back(flight ? &flight->track : nullptr);
    }
    const auto spans = access::screen_pairs(tracks, request_.range_limit_m);
    std::size_t number = 0;
    for (std::size_t i = 0; i < spans.size();) {
      const PlanPair pair{spans[i].first, spans[i].second, request_.range_limit_m};
      std::vector<access::InterSatelliteContact> contacts;
      for (; i < spans.size() && spans[i].first == pair.first && spans[i].second == pair.second;
           ++i) {
        const auto found = contacts_between(pair, spans[i].begin, spans[i].end);
        contacts.insert(contacts.end(), found.begin(), found.end());
      }
      if (!contacts.empty()) {
        write_between(number++, pair, std::move(contacts));
      }
    }
  }

  const FilePlanRequest& request_;
  const PlanInput& input_;
  PlanOutput& output_;
  Epoch epoch_;
  Time end_;
  orbit::Earth earth_;
  access::ShadowBodies bodies_;
  std::vector<std::unique_ptr<Flight>> flights_; ///< kept where pairs are asked for
  FilePlanSummary summary_;
};

/// What was asked for, as a text that tells one plan from another.
std::string request_text(const FilePlanRequest& r) {
  return fmt::format("plan:\n  start: {}\n  duration: {} s\n  rotation: {}\n  pairs: {}\n",
                     format_calendar(r.start), to_seconds(r.duration),
                     r.rotation == orbit::EarthOrientationModel::gmst ? "gmst" : "standard",
                     r.all_pairs ? fmt::format("all within {} m", r.range_limit_m)
                     : r.pairs   ? "of a file"
                                 : "none");
}

} // namespace

FilePlanSummary plan_files(const FilePlanRequest& request) {
  const auto begin = std::chrono::steady_clock::now();
  const auto input = read_plan_input(request.element_sets, request.sites, request.pairs);
  const bool with_pairs = request.all_pairs || request.pairs.has_value();
  const auto text = request_text(request);
  const auto output =
      request.csv ? make_csv_output(request.output, with_pairs, request.all_pairs, request.replace)
                  : make_result_output(request.output, input, with_pairs, request.replace, text);
  auto summary = FilePlan(request, input, *output).run();

  auto provenance = program_provenance();
  provenance.title = "Contact plan of element sets and sites";
  provenance.start_utc = format_calendar(request.start);
  provenance.scenario = text;
  provenance.sources = input.sources;
  provenance.run = run_record(request.command_line, std::chrono::system_clock::now());
  provenance.run.wall_time_s =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  output->publish(provenance);
  return summary;
}

} // namespace urker::run

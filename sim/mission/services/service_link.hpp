#pragma once

#include "link/antenna/masks.hpp"
#include "link/coding/rate_ladder.hpp"
#include "link/transponder/cascade.hpp"
#include "link/transponder/geo_beam.hpp"
#include "link/transponder/off_axis_limits.hpp"
#include "link/weather/weather_loss.hpp"
#include "mission/services/service_carriers.hpp"
#include "orbit/earth/geodesy.hpp"
#include "time/epoch.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace urker::mission {

/// Weather at both ends by the state of their rain (link::RainState; 0: the median of the year),
/// and what the Sun adds to the dish's noise, behind the air.
struct ServiceWeather {
  double uplink = 0.0;
  double site = 0.0;
  double sun_k = 0.0;
};

/// A service at a site in one weather.
struct ServiceBudget {
  link::AtmosphericLoss air;
  link::AtmosphericLoss uplink_air; ///< none without an uplink of its own
  double uplink_shortfall_db = 0.0; ///< by which the uplink cannot make up for it
  double system_k = 0.0;            ///< noise temperature of the receiver
  double g_over_t_db_k = 0.0;
  link::Cascade cascade;
  double total_db = 0.0;  ///< C/N in the symbol rate; regenerative: the lesser of both links
  double margin_db = 0.0; ///< of the lowest modcod
};

/// Another carrier that reaches the dish.
struct Interference {
  std::string service;
  double off_axis_rad = 0.0;
  double carrier_to_interference_db = 0.0;
};

/// Where a service is received, and what of it does not change with the weather.
struct ServicePath {
  orbit::LookAngles look, uplink_look;
  double beam_loss_db = 0.0, uplink_beam_loss_db = 0.0; ///< below the peaks
  double eirp_dbw = 0.0;                                ///< of the carrier, towards the site
  double free_space_loss_db = 0.0;
  double uplink_eirp_dbw = 0.0; ///< that the transponder needs under clear sky
  double uplink_reserve_db = 0.0;
  /// C/N with all that it needs, less what other uplinks disturb.
  double uplink_clear_db = link::Cascade::kNothing;
  double gain_dbi = 0.0;                  ///< of the dish, pointing loss off
  std::vector<Interference> interference; ///< the strongest first
  /// Other satellites' uplinks off whose axes this one stands; likewise.
  std::vector<Interference> uplink_interference;
  /// Of its own uplink under clear sky; none without a dish or where no limit is known.
  std::vector<link::OffAxisCheck> off_axis;
};

/// One service at one site with one dish, the satellites at rest where they are at an instant.
///
/// Downlink interference is that of every other carrier on an overlapping frequency, through the
/// main beam or the side lobes of the dish; rain takes from it as much as from the wanted one. On
/// the uplink it is that of carriers to other satellites whose uplinks tell their dish, under clear
/// sky. Depolarisation by rain is left out.
class ServiceLink {
 public:
  /// Served, or the first thing that is in the way.
  struct Reach {
    std::string_view status; ///< "below_horizon", ...; empty if nothing is
    std::string reason;
  };

  [[nodiscard]] const Reach& reach() const { return reach_; }
  [[nodiscard]] bool reaches() const { return reach_.status.empty(); }
  [[nodiscard]] const ServiceCarrier& carrier() const { return *carrier_; }
  [[nodiscard]] const DishConfig& dish() const { return *dish_; }
  [[nodiscard]] const link::RateLadder& ladder() const { return ladder_; }
  /// As far as the satellite is there at all.
  [[nodiscard]] const ServicePath& path() const { return path_; }

  /// Only where it reaches, as all that follows.
  [[nodiscard]] ServiceBudget budget(const ServiceWeather& weather) const;
  [[nodiscard]] double margin_db(const ServiceWeather& weather) const {
    return budget(weather).margin_db;
  }
  /// The highest modcod at a C/N.
  [[nodiscard]] std::optional<link::RateStep> step_at(double total_db) const;
  /// Noise of the quiet Sun at an angle from the beam's axis, behind clear air.
  [[nodiscard]] double sun_k(double off_axis_rad) const;

 private:
  friend class ServiceNetwork;
  ServiceLink(const ServiceCarrier& carrier, const DishConfig& dish);
  void set_air(const ServiceSources& sources, const std::string& site);
  void set_uplink_air(const ServiceSources& sources);
  void set_uplink(double peak_g_over_t_db_k);

  const ServiceCarrier* carrier_;
  const DishConfig* dish_;
  Reach reach_;
  ServicePath path_;
  link::RateLadder ladder_;
  double lowest_need_db_ = 0.0; ///< C/N
  double interference_db_ = link::Cascade::kNothing;
  std::optional<link::WeatherLoss> air_, uplink_air_;
  double clear_uplink_db_ = 0.0, clear_absorbed_db_ = 0.0;
};

/// All services of a scenario with their satellites where they are at an instant.
class ServiceNetwork {
 public:
  /// `positions_m`: ITRF, of the satellites in service. Throws as carriers_of does.
  ServiceNetwork(const ServiceSources& sources,
                 const std::map<std::string, orbit::Vector3>& positions_m, const CalendarTime& utc);

  [[nodiscard]] ServiceLink link(const std::string& service, const std::string& receivers,
                                 const std::string& site) const;

 private:
  struct Sender {
    ServiceCarrier carrier;
    orbit::Vector3 position_m;
    std::optional<link::GeoBeam> beam, uplink_beam; ///< none without the satellite
  };
  [[nodiscard]] ServiceLink::Reach reach(const Sender& sender, const ServiceSiteConfig& site,
                                         ServicePath& path) const;
  /// On the way up to a satellite, at which the carrier arrives with a level (by its beam's peak).
  [[nodiscard]] std::vector<Interference> uplink_interference(const Sender& own,
                                                              double level_dbw_m2) const;
  [[nodiscard]] std::vector<Interference> interference(const Sender& own,
                                                       const orbit::Geodetic& place,
                                                       const DishConfig& dish,
                                                       const ServicePath& path) const;

  ServiceSources sources_;
  std::map<std::string, Sender> senders_; ///< by service
};

} // namespace urker::mission

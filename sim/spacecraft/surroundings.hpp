#pragma once

#include "access/track.hpp"
#include "link/line_of_sight.hpp"
#include "orbit/earth/geodesy.hpp"
#include "protocol/messages.hpp"
#include "spacecraft/scene.hpp"

#include <memory>
#include <vector>

namespace urker::spacecraft {

using SiteView = link::LineOfSight;

/// How near a line of sight comes to the Sun.
struct SunAngles {
  double at_site_rad = 0.0; ///< between satellite and Sun
  /// Between site and Sun; in the Earth's umbra pi.
  double at_satellite_rad = 0.0;
};

/// What a satellite meets on its way, as pure functions of time.
class Surroundings {
 public:
  virtual ~Surroundings() = default;
  /// Scenes of a strip, with what they show; empty if the swath misses the Earth.
  [[nodiscard]] virtual std::vector<Scene> scenes(const protocol::ImagingTask& task) const = 0;
  [[nodiscard]] virtual SiteView site(const orbit::Geodetic& place, Time t) const = 0;
  [[nodiscard]] virtual SunAngles sun_angles(const orbit::Geodetic& place, Time t) const = 0;
  /// Sun and Moon beside the satellite, as seen from a site.
  [[nodiscard]] virtual link::BodiesInSky bodies(const orbit::Geodetic& place, Time t) const = 0;
  /// Solar flux over that at 1 au.
  [[nodiscard]] virtual double sun_flux(Time t) const = 0;
  /// Visible part of the Sun's disc.
  [[nodiscard]] virtual double sunlit_fraction(Time t) const = 0;
  /// The same, quicker for many questions about one stretch, as seen from one site; must not
  /// outlive this.
  [[nodiscard]] virtual std::shared_ptr<const Surroundings>
  along(Time /*begin*/, Time /*end*/, const orbit::Geodetic& /*site*/) const {
    return {std::shared_ptr<const Surroundings>(), this};
  }
};

/// The surroundings along a trajectory.
class OrbitalSurroundings final : public Surroundings {
 public:
  /// All but `trajectory` and `earth` are needed only if strips are cut, `contents` not even then.
  OrbitalSurroundings(std::shared_ptr<const orbit::Trajectory> trajectory,
                      std::shared_ptr<const orbit::Earth> earth, ImagerConfig imager = {},
                      std::shared_ptr<const access::CellGrid> grid = nullptr,
                      std::shared_ptr<const link::CloudField> clouds = nullptr,
                      std::shared_ptr<const ContentField> contents = nullptr,
                      const compute::TileShare& share = {});
  [[nodiscard]] std::vector<Scene> scenes(const protocol::ImagingTask& task) const override;
  [[nodiscard]] SiteView site(const orbit::Geodetic& place, Time t) const override;
  [[nodiscard]] SunAngles sun_angles(const orbit::Geodetic& place, Time t) const override;
  [[nodiscard]] link::BodiesInSky bodies(const orbit::Geodetic& place, Time t) const override;
  [[nodiscard]] double sun_flux(Time t) const override;
  [[nodiscard]] double sunlit_fraction(Time t) const override;
  /// By an access::Track, for up to 6 h.
  [[nodiscard]] std::shared_ptr<const Surroundings>
  along(Time begin, Time end, const orbit::Geodetic& site) const override;

 private:
  [[nodiscard]] orbit::State itrf(Time t) const;
  [[nodiscard]] orbit::SiteAxes axes_at(const orbit::Geodetic& place) const;

  std::shared_ptr<const orbit::Trajectory> trajectory_;
  std::shared_ptr<const orbit::Earth> earth_;
  ImagerConfig imager_;
  std::shared_ptr<const access::CellGrid> grid_;
  std::shared_ptr<const link::CloudField> clouds_;
  std::shared_ptr<const ContentField> contents_;
  compute::TileShare share_;
  /// What is quick to tell, if anything is.
  struct Stretch {
    access::Track track;
    orbit::Geodetic site;
    orbit::SiteAxes axes;
  };
  std::shared_ptr<const Stretch> stretch_;
};

} // namespace urker::spacecraft

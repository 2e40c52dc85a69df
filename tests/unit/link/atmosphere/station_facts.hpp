#pragma once

#include "link/atmosphere/atmosphere_config.hpp"

/// Round figures of a site with all facts, somewhat like Baku.
inline urker::link::AtmosphereConfig all_facts() {
  urker::link::AtmosphereConfig facts;
  facts.height_m = 100.0;
  facts.temperature_k = 288.0;
  facts.wet_refractivity = 60.0;
  facts.isotherm_height_m = 3200.0;
  facts.rain_rate_m_s = 20e-3 / 3600.0;
  facts.exceeded = {
      {0.01, 20e-3, 40.0, 1.0, 0.34}, {0.1, 17e-3, 33.0, 0.3, 0.11}, {0.5, 10e-3, 19.0, 0.0, 0.0}};
  return facts;
}

#include "compute/scene.hpp"

namespace urker::compute {

Scene scene_of(const protocol::Product& product) {
  return {{product.satellite, product.number},
          product.satellite_name,
          product.priority,
          product.imaged,
          product.raw_bits,
          product.cloud_truth,
          product.contents};
}

protocol::Product report_of(const protocol::Product& scene, const Find& find, Time ready) {
  protocol::Product report = scene;
  report.number = report_number(scene.number, find.stage);
  report.kind = protocol::ProductKind::report;
  report.scene = scene.number;
  report.priority = find.priority;
  report.raw_bits = report.bits = find.bits;
  report.contents.clear();
  report.quality = 1.0;
  report.found = find.right;
  report.false_found = find.wrong;
  report.processed = ready;
  report.processed_on_board = scene.processing == protocol::ProcessingPlace::onboard;
  return report;
}

} // namespace urker::compute

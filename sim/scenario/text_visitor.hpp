#pragma once

#include "base/fields.hpp"

#include <string>

namespace urker::scenario {

/// A visitor of a complete struct that sees single values as the YAML that reads back to them.
/// Nothing is told of absent std::optionals nor of numbers that are not finite, which only a
/// default can be.
class TextVisitor : public FieldVisitor {
 public:
  void exactly_one_of(std::span<const std::string_view>) override {}
  void check(bool, std::string_view, std::string_view) override {}
  void visit_number(const Field& field, double& value, const Range& range) override;
  void visit_integer(const Field& field, std::int64_t& value, std::int64_t least,
                     std::int64_t most) override;
  void visit_boolean(const Field& field, bool& value) override;
  void visit_text(const Field& field, std::string& value) override;
  void visit_reference(const Field& field, std::string& value, Reference to) override;
  void visit_calendar(const Field& field, CalendarTime& value) override;
  void visit_choice(const Field& field, std::size_t& index,
                    std::span<const std::string_view> names) override;
  bool visit_presence(const Field& field, bool present) override;

 protected:
  virtual void single_value(const Field& field, const std::string& yaml) = 0;
};

} // namespace urker::scenario

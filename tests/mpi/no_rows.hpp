#pragma once

#include "base/table.hpp"

/// Takes result rows and forgets them.
class NoRows final : public urker::RowSink {
  void declare_table(const urker::TableInfo&, const Columns&) override {}
  void emit_row(const urker::TableInfo&, const Columns&) override {}
};

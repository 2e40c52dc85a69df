#pragma once

#include "base/table.hpp"

namespace urker::bench {

/// Takes result rows and forgets them.
class NoRows final : public RowSink {
  void declare_table(const TableInfo&, const Columns&) override {}
  void emit_row(const TableInfo&, const Columns&) override {}
};

} // namespace urker::bench

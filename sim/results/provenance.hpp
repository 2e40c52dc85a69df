#pragma once

#include "base/table.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace urker::results {

/// A file that the run read.
struct SourceFileRow {
  static constexpr TableInfo kTable{"sources", "File that the scenario was read from", 1};
  std::string name; ///< as the scenario names it, never an absolute path: that is the machine's
  std::string sha256;
  void columns(ColumnVisitor& v) const {
    v.text("name", name, "Name of the file, seen from the scenario");
    v.text("sha256", sha256, "SHA-256 of its contents");
  }
};

struct LibraryRow {
  static constexpr TableInfo kTable{"libraries", "Library that the program uses", 1};
  std::string name;
  std::string version;
  void columns(ColumnVisitor& v) const {
    v.text("name", name, "Name of the library");
    v.text("version", version, "Version at run time");
  }
};

/// One input value with its standing. Values that the scenario leaves to a default belong here too.
struct InputRow {
  static constexpr TableInfo kTable{"inputs", "Value that went into the run", 1};
  std::string path; ///< key path in the resolved scenario
  std::string value;
  std::string grade;  ///< S, T, R or E; empty where none is given
  std::string source; ///< citation; empty where none is given
  std::string origin; ///< file:line, or "default"
  void columns(ColumnVisitor& v) const {
    v.text("path", path, "Key path in the resolved scenario");
    v.text("value", value, "Value with its unit");
    v.text("grade", grade,
           "Grade: S found in a named source, T derived from orbital elements, "
           "R recalled and not checked, E estimated");
    v.text("source", source, "Where the value comes from");
    v.text("origin", origin, "File and line that set it, or default");
  }
};

/// What a rank did: depends on the machine and the number of ranks.
struct RankStatisticRow {
  static constexpr TableInfo kTable{"rank_statistics", "Figure of one rank of the run", 2};
  std::int64_t rank = 0;
  std::string statistic;
  double value = 0.0;
  std::string unit;
  void columns(ColumnVisitor& v) const {
    v.integer("rank", rank, "1", "Rank of the process");
    v.text("statistic", statistic, "Name of the figure");
    v.real("value", value, "1", "Value, in the unit of the column `unit`");
    v.text("unit", unit, "Unit of the value");
  }
};

/// A run that was stopped or killed goes on where its last checkpoint is.
struct RunLegRow {
  static constexpr TableInfo kTable{"legs", "Part of the run, from its start or a resumption on",
                                    1};
  std::int64_t leg = 0;
  std::int64_t ranks = 1;
  std::string host;
  std::string command_line;
  std::string started_utc;      ///< ISO 8601
  std::int64_t from_ns = 0;     ///< simulated time at which it went on
  std::int64_t checkpoints = 0; ///< that it wrote
  void columns(ColumnVisitor& v) const {
    v.integer("leg", leg, "1", "Number of the part, from 0");
    v.integer("ranks", ranks, "1", "Number of ranks");
    v.text("host", host, "Host of rank 0");
    v.text("command_line", command_line, "Command");
    v.text("started_utc", started_utc, "When it was started, by the host's clock");
    v.instant("from", from_ns, "Simulated time at which it went on");
    v.integer("checkpoints", checkpoints, "1", "Checkpoints that it wrote");
  }
};

/// Everything that depends on the machine or the moment; the digest leaves it out.
struct RunRecord {
  std::int64_t ranks = 1;
  std::string host;
  std::string command_line;
  double wall_time_s = 0.0;
  std::string started_utc; ///< ISO 8601
  std::vector<RankStatisticRow> statistics;
  std::vector<RunLegRow> legs; ///< the last is the one that the rest is about
  double checkpoints_s = 0.0;  ///< wall time that checkpoints took, of wall_time_s
};

/// What a reader of the results must know to trust and to repeat them.
struct Provenance {
  std::string title;     ///< of the scenario; the root attribute `title`
  std::string question;  ///< what the scenario asks
  std::string start_utc; ///< ISO 8601 with `Z`; all instants count from it
  std::string scenario;  ///< resolved scenario, YAML
  std::string version;
  std::string commit;
  std::string build_flags;
  std::string instruction_set; ///< of the kernels: sets differ within the models' tolerances
  std::uint64_t seed = 0;
  std::vector<SourceFileRow> sources;
  std::vector<LibraryRow> libraries;
  std::vector<InputRow> inputs;
  RunRecord run;
};

} // namespace urker::results

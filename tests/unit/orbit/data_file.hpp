#pragma once

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

/// Reads the tables of tests/data: comment lines, one header line, comma-separated cells.
class DataFile {
 public:
  explicit DataFile(const std::string& name) {
    const std::string path = URKER_TEST_DATA "/" + name;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
      if (line.empty() || line[0] == '#') {
        continue;
      }
      (header_.empty() ? header_ : rows_.emplace_back()) = cells(line);
    }
    if (rows_.empty()) {
      throw std::runtime_error("no rows in " + path);
    }
  }
  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  [[nodiscard]] const std::string& text(std::size_t row, const std::string& column) const {
    for (std::size_t i = 0; i < header_.size(); ++i) {
      if (header_[i] == column) {
        return rows_.at(row).at(i);
      }
    }
    throw std::runtime_error("no column " + column);
  }
  [[nodiscard]] double number(std::size_t row, const std::string& column) const {
    return std::stod(text(row, column));
  }

 private:
  static std::vector<std::string> cells(const std::string& line) {
    std::vector<std::string> result;
    std::istringstream stream(line + ',');
    for (std::string cell; std::getline(stream, cell, ',');) {
      result.push_back(cell);
    }
    return result;
  }
  std::vector<std::string> header_;
  std::vector<std::vector<std::string>> rows_;
};

// What of the folders was no input, counted by suffix for one line on standard error.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace newsgrain::cli {

class PassedOver {
 public:
  void add(const std::string& path);
  bool any() const { return !by_suffix_.empty(); }
  // "left out 9 files of folders that are no pages: 7 .css, 2 without suffix; name a file to analyse it all the same"
  std::string summary() const;

 private:
  std::map<std::string, uint64_t> by_suffix_;
};

}  // namespace newsgrain::cli

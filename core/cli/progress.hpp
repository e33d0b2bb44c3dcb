// One line on a terminal's standard error that says how far a long run is.
#pragma once

#include <chrono>
#include <cstdint>

namespace newsgrain::cli {

class Progress {
 public:
  // `shown` false: does nothing.
  explicit Progress(bool shown) : shown_(shown) {}
  ~Progress() { clear(); }
  void update(uint64_t documents, uint64_t failed);
  // Takes the line away, before something else is written.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  bool shown_, visible_ = false;
  Clock::time_point start_ = Clock::now(), last_ = start_;
};

}  // namespace newsgrain::cli

// cancel.hpp: tells a run to stop. Components poll between sentences; what was finished stays.
#pragma once

#include <atomic>

namespace newsgrain {

// [any thread] The token outlives the runs that it was given to.
class CancelToken {
 public:
  void cancel() { flag_.store(true, std::memory_order_relaxed); }
  bool cancelled() const { return flag_.load(std::memory_order_relaxed); }

 private:
  std::atomic<bool> flag_{false};
};

}  // namespace newsgrain

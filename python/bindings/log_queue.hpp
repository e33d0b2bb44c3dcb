// log_queue.hpp: from the threads that analyse to Python's logging. They never take the GIL: records wait here until a
// thread that holds it, in a call of the same pipeline, hands them on.
#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <vector>

#include "newsgrain/pipeline.hpp"

namespace newsgrain::python {

// Bounded: what comes too fast is counted and left out. [any thread]
class LogQueue {
 public:
  void push(const LogRecord& record);
  // Hands on what there is to logging.getLogger("newsgrain"). Needs the GIL; throws what a handler raised.
  void drain();

 private:
  struct Kept {
    LogLevel level;
    std::string component, document, text;
  };
  std::mutex mutex_;
  std::vector<Kept> kept_;
  size_t dropped_ = 0;
};

}  // namespace newsgrain::python

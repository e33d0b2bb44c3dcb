// Where the log of plugins and host goes: each record gets its document, and none can flood.
#pragma once

#include <functional>
#include <string_view>

#include "newsgrain/pipeline.hpp"

namespace newsgrain::internal {

// What this thread is at while it lives: a document, or the making of a pipeline where `document` is empty. `document`
// must outlive it. Components run on the thread that made it, so that their records need not carry a document.
class LogScope {
 public:
  explicit LogScope(std::string_view document);
  ~LogScope();
  LogScope(const LogScope&) = delete;
  LogScope& operator=(const LogScope&) = delete;

  // Passes a record on, up to the limit. A level that does not exist becomes the nearest that does.
  static void say(const std::function<void(const LogRecord&)>& log, int level, std::string_view component,
                  std::string_view text);

 private:
  LogScope* outer_;
  std::string_view document_;
  unsigned said_ = 0;
};

}  // namespace newsgrain::internal

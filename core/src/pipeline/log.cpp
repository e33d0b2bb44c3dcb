#include "pipeline/log.hpp"

#include <algorithm>

namespace newsgrain {

std::string_view log_level_name(LogLevel level) {
  switch (level) {
    case LogLevel::debug: return "debug";
    case LogLevel::info: return "info";
    case LogLevel::warning: return "warning";
    case LogLevel::error: return "error";
  }
  return "";
}

namespace internal {
namespace {

constexpr unsigned kMostRecords = 100;  // per document
thread_local LogScope* current = nullptr;

}  // namespace

LogScope::LogScope(std::string_view document) : outer_(current), document_(document) { current = this; }
LogScope::~LogScope() { current = outer_; }

void LogScope::say(const std::function<void(const LogRecord&)>& log, int level, std::string_view component,
                   std::string_view text) {
  if (!log) return;
  LogRecord record{static_cast<LogLevel>(std::clamp(level, 0, static_cast<int>(LogLevel::error))), component, {}, text};
  if (current == nullptr) return log(record);
  record.document = current->document_;
  const unsigned said = current->said_++;
  if (said > kMostRecords) return;
  if (said == kMostRecords) record.text = "more than 100 messages: the others are left out";
  log(record);
}

}  // namespace internal
}  // namespace newsgrain

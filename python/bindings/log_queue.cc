#include "log_queue.hpp"

#include <utility>

#include "bindings.hpp"

namespace newsgrain::python {
namespace {

constexpr size_t kMostKept = 1000;     // between two calls of drain(), which are 20 ms apart
constexpr size_t kMostText = 4 << 10;  // bytes of one record

}  // namespace

void LogQueue::push(const LogRecord& record) {
  const std::lock_guard lock(mutex_);
  if (kept_.size() >= kMostKept) {
    ++dropped_;
    return;
  }
  kept_.push_back({record.level, std::string(record.component), std::string(record.document),
                   std::string(record.text.substr(0, kMostText))});
}

void LogQueue::drain() {
  std::vector<Kept> records;
  size_t dropped = 0;
  {
    const std::lock_guard lock(mutex_);
    if (kept_.empty()) return;
    records.swap(kept_);
    dropped = std::exchange(dropped_, 0);
  }
  const py::object emit = py::module_::import("newsgrain._logs").attr("emit");
  for (const Kept& r : records)
    emit(std::string(log_level_name(r.level)), lenient(r.component), lenient(r.document), lenient(r.text));
  if (dropped != 0)
    emit("warning", "newsgrain", "", std::to_string(dropped) + " messages came too fast and are left out");
}

}  // namespace newsgrain::python

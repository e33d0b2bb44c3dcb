// Where a plugin crashed: the worker's last act is to write its backtrace, and its host keeps it in a file when asked.
#pragma once

#include <string>

#include "newsgrain/isolation.hpp"
#include "plugin/component.hpp"

namespace newsgrain::internal {

// In the worker: from now on a crash of this thread writes its backtrace to `file`, in place of what stands there.
// Before the plugin is loaded, since loading runs its constructors.
void write_backtrace_on_crash(int file);

// In the host: the backtrace in a worker's file, or "" where the worker ended without one.
std::string read_backtrace(int file);

// Writes a report into the folder of options.crash_reports and returns "; report: PATH" for the message. "" where no
// reports are wanted; "; no report: REASON" where it can't be written. `document` is empty while the plugin is loaded.
// [any thread]
std::string keep_crash_report(const IsolationOptions& options, const ComponentInfo& info, const std::string& document,
                              const std::string& end, const std::string& backtrace);

}  // namespace newsgrain::internal

#include "isolation/crash_report.hpp"

#include <execinfo.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>

namespace newsgrain::internal {
namespace {

constexpr std::string_view kMark = "newsgrain backtrace\n";
constexpr size_t kLongest = 64 * 1024;  // bytes of a backtrace
constexpr int kMostFrames = 100;
constexpr int kSignals[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSYS};

int report_file = -1;
alignas(16) std::array<char, 64 * 1024> handler_stack;  // a stack that overflowed is no place for a handler

// Async-signal-safe but for backtrace(), which was called once before so that it has loaded what it needs.
void on_crash(int) {
  void* frames[kMostFrames];
  if (ftruncate(report_file, 0) != 0 || lseek(report_file, 0, SEEK_SET) != 0) return;
  if (write(report_file, kMark.data(), kMark.size()) < 0) return;
  backtrace_symbols_fd(frames, backtrace(frames, kMostFrames), report_file);
}  // the signal is raised again and, its handler being gone, ends the process as it would have without

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

// A name that no report of this or another process has: ID-PROCESS-NUMBER.txt.
std::filesystem::path new_path(const std::string& folder, const std::string& id) {
  static std::atomic<unsigned> number{0};
  std::string name;
  for (const char c : id) name += is_name_character(c) ? c : '_';
  return std::filesystem::path(folder) /
         (name + "-" + std::to_string(getpid()) + "-" + std::to_string(++number) + ".txt");
}

}  // namespace

void write_backtrace_on_crash(int file) {
  report_file = file;
  void* frames[1];
  backtrace(frames, 1);
  const stack_t stack{.ss_sp = handler_stack.data(), .ss_flags = 0, .ss_size = handler_stack.size()};
  sigaltstack(&stack, nullptr);
  struct sigaction action{};
  action.sa_handler = &on_crash;
  action.sa_flags = static_cast<int>(SA_ONSTACK | SA_RESETHAND);
  for (const int number : kSignals) sigaction(number, &action, nullptr);
}

std::string read_backtrace(int file) {
  std::string text(kLongest, '\0');
  const ssize_t got = pread(file, text.data(), text.size(), 0);
  if (got < 0) return "";
  text.resize(static_cast<size_t>(got));
  return text.starts_with(kMark) ? text.substr(kMark.size()) : std::string();
}

std::string keep_crash_report(const IsolationOptions& options, const ComponentInfo& info, const std::string& document,
                              const std::string& end, const std::string& backtrace) {
  if (options.crash_reports.empty()) return "";
  std::error_code error;
  std::filesystem::create_directories(options.crash_reports, error);
  const std::filesystem::path path = new_path(options.crash_reports, info.manifest->id);
  std::ofstream out(path, std::ios::binary);
  out << "component: " << info.label() << "\nlibrary: " << info.plugin->path
      << "\ndocument: " << (document.empty() ? "(while the plugin was loaded)" : document) << "\nits process " << end
      << "\nconfiguration: " << info.config.to_json() << "\n\n"
      << (backtrace.empty() ? "no backtrace: the process ended without a signal that can be caught\n" : backtrace);
  if (!out.flush()) return "; no report: can't write " + path.string();
  return "; report: " + path.string();
}

}  // namespace newsgrain::internal

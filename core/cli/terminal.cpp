// POSIX terminals.
#include "terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>

#include "commands.hpp"
#include "output.hpp"

namespace newsgrain::cli {
namespace {

bool is_set(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

size_t characters(std::string_view text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

bool write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(fd, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    text.remove_prefix(static_cast<size_t>(n));
  }
  return true;
}

bool stdout_is_terminal() { return isatty(STDOUT_FILENO) == 1; }
bool stderr_is_terminal() { return isatty(STDERR_FILENO) == 1; }

unsigned terminal_width() {
  constexpr unsigned kUsual = 80, kReadable = 100;
  if (const char* columns = std::getenv("COLUMNS")) {
    const long n = std::strtol(columns, nullptr, 10);
    if (n >= 20 && n <= 1000) return static_cast<unsigned>(n);
  }
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20)
    return std::min<unsigned>(size.ws_col, kReadable);
  return kUsual;
}

bool use_color(std::string_view choice, bool terminal) {
  if (choice == "always") return true;
  if (choice == "never") return false;
  if (is_set("NO_COLOR")) return false;
  if (is_set("FORCE_COLOR") || is_set("CLICOLOR_FORCE")) return true;
  const char* term = std::getenv("TERM");
  return terminal && (term == nullptr || std::string_view(term) != "dumb");
}

void write_stderr(std::string_view text) {
  if (!write_all(STDERR_FILENO, text)) return;  // nowhere left to complain
}

void complain(std::string_view text) {
  std::string line = "newsgrain: ";
  for (const char c : text) {
    // Names of files and messages of plugins must not steer the terminal.
    const auto u = static_cast<unsigned char>(c);
    line += (u < 0x20 && c != '\n') || u == 0x7F ? ' ' : c;
  }
  line += '\n';
  write_stderr(line);
}

int print(std::string_view text) {
  Output out;
  out.write(text);
  return out.failed() ? report(out.error()) : kClean;
}

int report(const Error& error) {
  complain(error.to_string());
  return kTrouble;
}

std::string table(const std::vector<std::vector<std::string>>& rows) {
  std::vector<size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()), 0);
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], characters(row[i]));
  }
  std::string out;
  for (const auto& row : rows) {
    for (size_t i = 0; i < row.size(); ++i) {
      out += row[i];
      if (i + 1 < row.size()) out.append(widths[i] - characters(row[i]) + 2, ' ');
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    out += '\n';
  }
  return out;
}

}  // namespace newsgrain::cli

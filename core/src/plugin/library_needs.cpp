#include "plugin/library_needs.hpp"

#include <dlfcn.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <unordered_set>
#include <vector>

extern char** environ;

namespace newsgrain::internal {
namespace {

struct Said {
  std::string text;
  int status = 0;
};

// Runs the loader with `--list` and reads what it says on both streams; nothing where it can't be started.
std::optional<Said> ask_loader(const std::string& loader, const std::string& path) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return {};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
  std::string program = loader, list = "--list", file = path;
  char* const arguments[] = {program.data(), list.data(), file.data(), nullptr};
  pid_t child = 0;
  const int failed = posix_spawn(&child, loader.c_str(), &actions, nullptr, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  Said out;
  char buffer[4096];
  for (ssize_t got; failed == 0 && ((got = read(ends[0], buffer, sizeof buffer)) > 0 || (got < 0 && errno == EINTR));)
    if (got > 0) out.text.append(buffer, static_cast<size_t>(got));
  close(ends[0]);
  if (failed != 0) return {};
  while (waitpid(child, &out.status, 0) < 0 && errno == EINTR) {}
  return out;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return out;
}

// "\tlibm.so.6 => /lib/libm.so.6 (0x7f...)", "\t/lib64/ld-linux.so.2 (0x7f...)" -> the path, or "".
std::string path_in(std::string_view line) {
  const size_t arrow = line.find("=> ");
  std::string_view rest =
      arrow != std::string_view::npos ? line.substr(arrow + 3) : line.substr(line.starts_with('\t') ? 1 : 0);
  rest = rest.substr(0, rest.rfind(" (0x"));
  return rest.starts_with('/') ? std::string(rest) : std::string();
}

bool names_a_fault(std::string_view line) {
  return line.find("not found") != std::string_view::npos || line.find("error while loading") != std::string_view::npos;
}

}  // namespace

Result<void> check_needs(const std::string& path, const LibraryFile& library) {
  const std::string loader = LibraryFile::interpreter("/proc/self/exe");
  const std::optional<Said> said = loader.empty() ? std::nullopt : ask_loader(loader, path);
  if (!said) return {};
  auto fault = [&](std::string text) { return Error{ErrorCode::plugin_refused, std::move(text), path}; };
  std::unordered_set<std::string> there;
  for (const std::string_view line : lines_of(said->text)) {
    if (names_a_fault(line))
      return fault("the system's loader says: " + std::string(line.substr(line.find_first_not_of("\t "))));
    const std::string needed = path_in(line);
    if (needed.empty()) continue;
    auto file = LibraryFile::read(needed);
    if (!file) return {};  // the loader knows more than this file
    for (std::string& name : file.value().exported()) there.insert(std::move(name));
  }
  if (!WIFEXITED(said->status) || WEXITSTATUS(said->status) != 0) return fault("the system's loader does not take it");
  for (const LibraryFile::Symbol& symbol : library.symbols())
    if (!symbol.defined && !symbol.weak && !symbol.name.empty() && !there.contains(symbol.name) &&
        dlsym(RTLD_DEFAULT, symbol.name.c_str()) == nullptr)  // else this program has it
      return fault("it needs the symbol " + symbol.name + ", which none of its libraries has");
  return {};
}

}  // namespace newsgrain::internal

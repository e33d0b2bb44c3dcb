#include "isolation/spawner.hpp"

#include <dlfcn.h>
#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <filesystem>
#include <mutex>
#include <system_error>
#include <thread>

#include "isolation/protocol.hpp"
#include "newsgrain/isolation.hpp"

extern char** environ;

namespace newsgrain::internal {
namespace {

std::string error_text(int error) { return std::error_code(error, std::generic_category()).message(); }

struct Request {
  const std::string* program;
  int control, input, output;
  pid_t pid = -1;
  int error = 0;
  bool done = false;
};

void start(Request& request) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  // The worker's standard streams lead nowhere: what a plugin prints must not reach the host's output.
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, request.control, kControlFd);
  posix_spawn_file_actions_adddup2(&actions, request.input, kInputFd);
  posix_spawn_file_actions_adddup2(&actions, request.output, kOutputFd);
  // A group of its own, so that Ctrl-C reaches the host alone; signals as a fresh program expects them.
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  posix_spawnattr_setpgroup(&attributes, 0);
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  std::string name = "newsgrain", argument(kWorkerArgument);
  char* arguments[] = {name.data(), argument.data(), nullptr};
  request.error = posix_spawn(&request.pid, request.program->c_str(), &actions, &attributes, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
}

class Spawner {
 public:
  Spawner() : owner_(getpid()) {
    std::thread([this] { serve(); }).detach();
  }
  pid_t owner() const { return owner_; }

  void run(Request& request) {
    std::unique_lock lock(mutex_);
    queue_.push_back(&request);
    work_.notify_one();
    done_.wait(lock, [&] { return request.done; });
  }

 private:
  [[noreturn]] void serve() {
    std::unique_lock lock(mutex_);
    while (true) {
      work_.wait(lock, [&] { return !queue_.empty(); });
      Request* request = queue_.front();
      queue_.pop_front();
      lock.unlock();
      start(*request);
      lock.lock();
      request->done = true;
      done_.notify_all();
    }
  }
  const pid_t owner_;
  std::mutex mutex_;
  std::condition_variable work_, done_;
  std::deque<Request*> queue_;
};

// One per process, leaked: its thread ends with the process. After a fork the child makes its own.
Spawner& spawner() {
  static std::atomic<Spawner*> current{nullptr};
  Spawner* found = current.load(std::memory_order_acquire);
  while (found == nullptr || found->owner() != getpid()) {
    auto* fresh = new Spawner();
    if (current.compare_exchange_strong(found, fresh, std::memory_order_acq_rel)) return *fresh;
  }
  return *found;
}

}  // namespace

Result<std::string> find_worker_program(const std::string& option) {
  namespace fs = std::filesystem;
  std::error_code ec;
  std::vector<fs::path> candidates;
  if (!option.empty()) {
    candidates.emplace_back(option);
  } else if (const char* variable = std::getenv("NEWSGRAIN_WORKER")) {
    candidates.emplace_back(variable);
  } else {
    // The object that holds this function: the program bin/newsgrain, or the Python module beside bin/.
    Dl_info info;
    fs::path self;
    if (dladdr(reinterpret_cast<const void*>(&find_worker_program), &info) != 0 && info.dli_fname != nullptr)
      self = info.dli_fname;
    const fs::path program = fs::read_symlink("/proc/self/exe", ec);
    // A program's name may be relative to a folder that it has left since.
    if (!self.is_absolute()) self = program;
    const fs::path here = fs::weakly_canonical(self, ec).parent_path();
    for (const fs::path& candidate : {program.parent_path() / "newsgrain", here / "newsgrain",
                                      here / "bin" / "newsgrain", here.parent_path() / "bin" / "newsgrain"})
      candidates.push_back(candidate);
  }
  std::string looked;
  for (const fs::path& candidate : candidates) {
    if (fs::is_regular_file(candidate, ec) && access(candidate.c_str(), X_OK) == 0) return candidate.string();
    looked += (looked.empty() ? "" : ", ") + candidate.string();
  }
  return Error{ErrorCode::isolation_failed,
               "the program that runs plugins in processes of their own is not there; looked for " + looked, ""};
}

Result<pid_t> spawn_worker(const std::string& program, int control, int input, int output) {
  Request request{&program, control, input, output};
  spawner().run(request);
  if (request.error != 0)
    return Error{ErrorCode::isolation_failed, "can't start a worker process: " + error_text(request.error), program};
  return request.pid;
}

}  // namespace newsgrain::internal

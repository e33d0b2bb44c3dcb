// A plugin that misbehaves, as its configuration says ("what"), on documents that hold the word HOSTILE, or on all
// ("always"); on all others it marks the text. Faults of the model and of init() do not wait for a document.
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <clocale>
#include <csetjmp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

#include "newsgrain/abi/newsgrain.h"

extern "C" const char ng_manifest_data[];

namespace {

ng_str to_abi(std::string_view s) { return {s.data(), s.size()}; }

struct Model {
  std::string what, path;
  bool always = false;
};

std::string setting(const ng_host* host, const char* key) {
  ng_str out{};
  return host->config_get(host, to_abi(key), 0, NG_CONFIG_STR, &out) == NG_OK ? std::string(out.data, out.size)
                                                                              : std::string();
}

int inits = 0;

ng_status create(const ng_host* host, void** model) {
  int32_t always = 0;
  host->config_get(host, to_abi("always"), 0, NG_CONFIG_BOOL, &always);
  auto* made = new Model{setting(host, "what"), setting(host, "path"), always != 0};
  *model = made;
  if (made->what == "create_segfault") raise(SIGSEGV);
  if (made->what == "create_hang") pause();
  if (made->what == "leaks_model") std::memset(std::malloc(1u << 20), 1, 1u << 20);
  return made->what == "inits_once" && inits > 1 ? NG_ERROR : NG_OK;
}
void destroy(void* model) { delete static_cast<Model*>(model); }

ng_status init(const ng_host*) {
  ++inits;
  return NG_OK;
}
void deinit() {}

// A fork bomb with a fuse: where nothing stops it, it ends at 64 processes that wait to be killed.
[[noreturn]] void fork_bomb() {
  auto* forks =
      static_cast<std::atomic<int>*>(mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
  while (forks->fetch_add(1) < 64) fork();
  for (;;) pause();
}

void spin(double milliseconds) {
  timespec begin{}, now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &begin);
  do clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  while (static_cast<double>(now.tv_sec - begin.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec - begin.tv_nsec) / 1e6 <
         milliseconds);
}

volatile int sink = 0;
[[gnu::noinline]] int overflow(int depth) {
  volatile char room[4096];
  room[0] = static_cast<char>(depth);
  const int below = overflow(depth + 1);
  sink = sink + room[0];
  return below + room[0];
}

jmp_buf somewhere;
[[gnu::noinline]] void set_mark() {
  if (setjmp(somewhere) != 0) std::abort();
}

// What the component says of itself in the column "note": the outcome of something that the sandbox ought to forbid.
std::string tried(bool worked) { return worked ? "worked" : "refused"; }

ng_status write_row(const ng_host* host, ng_run* run, uint32_t end, uint32_t bytes, ng_sid note) {
  const uint32_t begin = 0;
  const ng_column columns[2] = {{NG_U32, 0, &bytes, nullptr}, {NG_STR, 0, &note, nullptr}};
  return host->append(run, 0, 1, &begin, &end, columns, 2);
}

ng_status say(const ng_host* host, ng_run* run, const std::string& text) {
  ng_sid note = NG_NONE;
  if (const ng_status status = host->intern(run, to_abi(text), &note); status != NG_OK) return status;
  return write_row(host, run, 0, 1, note);
}

ng_status misbehave(const std::string& what, const Model& model, const ng_host* host, ng_run* run, ng_str text) {
  if (what == "segfault") *reinterpret_cast<volatile int*>(uintptr_t{8}) = 1;
  if (what == "abort") std::abort();
  if (what == "exit") std::exit(0);
  if (what == "endless_loop")
    for (volatile int i = 0;; i = i + 1) {}
  if (what == "sleep")
    for (;;) sleep(1000);
  if (what == "stack_overflow") return overflow(0);
  if (what == "leak") {
    for (size_t i = 0; i < 8192; ++i) {  // 8 GB, touched
      auto* block = static_cast<char*>(std::malloc(1u << 20));
      std::memset(block, 1, 1u << 20);
    }
    return NG_OK;
  }
  if (what == "fork_bomb") fork_bomb();
  if (what == "throw") throw std::runtime_error("thrown over the boundary");
  if (what == "longjmp") {
    set_mark();
    longjmp(somewhere, 1);
  }
  if (what == "prints") {
    std::printf("{\"this\": \"is no document\"}\n");
    std::fflush(stdout);
  }
  if (what == "closes_descriptors")
    for (int fd = 0; fd < 256; ++fd) close(fd);
  if (what == "locale") std::setlocale(LC_ALL, "de_DE.UTF-8");
  if (what == "directory") {
    [[maybe_unused]] const int moved = chdir("/");
  }
  if (what == "signals") {
    for (const int number : {SIGINT, SIGTERM, SIGPIPE, SIGCHLD}) std::signal(number, SIG_IGN);
  }
  if (what == "environment") setenv("NEWSGRAIN_HOSTILE", "1", 1);
  if (what == "leaves_descriptor") {
    [[maybe_unused]] const int left = dup(0);
  }
  if (what == "leaves_thread")
    std::thread([] {
      for (;;) pause();
    }).detach();
  if (what == "leaks_slowly") std::memset(std::malloc(1u << 16), 1, 1u << 16);
  if (what == "counts") {
    static std::atomic<uint32_t> documents{0};
    return write_row(host, run, 0, ++documents, NG_NONE);
  }
  if (what == "shares") {  // scratch memory that should belong to a thread
    static volatile size_t scratch;
    scratch = text.size;
    usleep(200);
    return write_row(host, run, 0, static_cast<uint32_t>(scratch), NG_NONE);
  }
  if (what == "deaf") {
    if (text.size > (2u << 20)) spin(300);
    return NG_OK;
  }
  if (what == "bad_offsets") return write_row(host, run, static_cast<uint32_t>(text.size) + 7, 1, NG_NONE);
  if (what == "invalid_utf8") return say(host, run, "caf\xE9");
  if (what == "double_free") {
    auto* block = static_cast<char*>(std::malloc(64));
    std::free(block);
    char* volatile again = block;
    std::free(again);
  }
  if (what == "deadlock") {
    static std::mutex mutex;
    mutex.lock();
    mutex.lock();
  }
  if (what == "writes_input") const_cast<char*>(text.data)[0] = '#';
  if (what == "remap_input") {
    const auto page = reinterpret_cast<uintptr_t>(text.data) & ~uintptr_t{4095};
    return say(host, run, tried(mprotect(reinterpret_cast<void*>(page), 4096, PROT_READ | PROT_WRITE) == 0));
  }
  if (what == "network") return say(host, run, tried(socket(AF_INET, SOCK_STREAM, 0) >= 0));
  if (what == "new_process") {
    const pid_t child = fork();
    if (child == 0) _exit(0);
    if (child > 0) waitpid(child, nullptr, 0);
    return say(host, run, tried(child > 0));
  }
  if (what == "reads_file") return say(host, run, tried(open(model.path.c_str(), O_RDONLY) >= 0));
  if (what == "writes_file")
    return say(host, run, tried(open((model.path + ".new").c_str(), O_WRONLY | O_CREAT, 0600) >= 0));
  if (what == "kills_host") return say(host, run, tried(kill(getppid(), 0) == 0));
  return say(host, run, "misbehaved: " + what);
}

ng_status process(const ng_host* host, const void* model, void*, ng_run* run) {
  const Model& m = *static_cast<const Model*>(model);
  ng_str text{};
  if (host->text(run, NG_VIEW_TEXT, &text) != NG_OK) return NG_ERROR;
  if (std::string_view(text.data, text.size).find("HOSTILE") != std::string_view::npos || m.always)
    return misbehave(m.what, m, host, run, text);
  return write_row(host, run, static_cast<uint32_t>(text.size), static_cast<uint32_t>(text.size), NG_NONE);
}

const ng_component component = {
    sizeof(ng_component), 0, "test.hostile", create, destroy, nullptr, nullptr, process, nullptr};
const ng_component* const components[1] = {&component};

}  // namespace

extern "C" NG_EXPORT const ng_entry ng_plugin_entry_v1;
extern "C" const ng_entry ng_plugin_entry_v1 = {
    sizeof(ng_entry), NG_ABI_MAJOR, NG_ABI_MINOR, 1, {ng_manifest_data, NG_MANIFEST_SIZE}, init, deinit, components};

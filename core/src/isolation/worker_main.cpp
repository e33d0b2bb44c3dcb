// A worker process: one component, one document at a time, told by its host over a socket.
//
// The order matters: the ties to the host, the limits and the ban on system calls are in place before the plugin's
// library is opened, since opening runs its constructors. Reading of files is narrowed down after that, since the
// loader must find the libraries that the plugin needs wherever they are.
#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <filesystem>

#include "isolation/crash_report.hpp"
#include "isolation/protocol.hpp"
#include "isolation/sandbox.hpp"
#include "newsgrain/build_info.hpp"
#include "newsgrain/isolation.hpp"

namespace newsgrain {
namespace {

using namespace internal;

constexpr size_t kMostLogged = 64 * 1024;  // bytes per document

// A part of the input file, mapped read-only.
class Mapping {
 public:
  Mapping() = default;
  ~Mapping() { unmap(); }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  // At least `size` bytes from `offset`, a multiple of the page size. More may be mapped than the file holds yet.
  bool map(uint64_t offset, size_t size) {
    if (at_ != nullptr && offset == offset_ && size <= size_) return true;
    unmap();
    constexpr size_t kLeast = 1u << 20;
    size_t rounded = kLeast;
    while (rounded < size) rounded *= 2;
    void* at = mmap(nullptr, rounded, PROT_READ, MAP_SHARED, kInputFd, static_cast<off_t>(offset));
    if (at == MAP_FAILED) return false;
    at_ = static_cast<const char*>(at);
    size_ = rounded;
    offset_ = offset;
    return true;
  }
  void unmap() {
    if (at_ != nullptr) munmap(const_cast<char*>(at_), size_);
    at_ = nullptr;
  }
  const char* data() const { return at_; }

 private:
  const char* at_ = nullptr;
  size_t size_ = 0;
  uint64_t offset_ = 0;
};

bool send_message(const Message& message) {
  while (true) {
    const ssize_t sent = ::send(kControlFd, &message, sizeof message, MSG_NOSIGNAL);
    if (sent == static_cast<ssize_t>(sizeof message)) return true;
    if (sent >= 0 || errno != EINTR) return false;
  }
}

bool receive_message(Message& message) {
  while (true) {
    const ssize_t got = ::recv(kControlFd, &message, sizeof message, 0);
    if (got == static_cast<ssize_t>(sizeof message)) return true;
    if (got >= 0 || errno != EINTR) return false;
  }
}

// Writes a message to the output file and tells the host its size.
bool answer(Message::Kind kind, const Packer& packer) {
  const size_t size = packer.write(kOutputFd, 0);
  return size != 0 && send_message({kind, 0, size, 0});
}

class Worker {
 public:
  int run() {
    if (!read_setup()) return 2;
    bind_to_parent(setup_.host_pid);
    close_descriptors_from(kOutputFd + 1);
    processors_known_ = sched_getaffinity(0, sizeof processors_, &processors_) == 0;
    statm_ = ::open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    Ready ready;
    auto component = make_component();
    if (!component) ready.error = component.error();
    ready.log = std::move(log_);
    Packer packer;
    pack(packer, ready);
    if (!answer(Message::ready, packer) || !component) return component ? 2 : 0;
    Message message;
    while (receive_message(message))
      if (message.kind != Message::run || !process(*component.value(), message.a)) return 2;
    // The host has gone or wants no more: nothing is worth tidying up that the system does not.
    return 0;
  }

 private:
  bool read_setup() {
    Message message;
    if (!receive_message(message) || message.kind != Message::run) return false;
    Mapping mapping;
    if (!mapping.map(0, kFrameOffset + message.a)) return false;
    Unpacker in({mapping.data() + kFrameOffset, message.a});
    return unpack(in, setup_);
  }

  Result<std::unique_ptr<ComponentHost>> make_component() {
    if (setup_.version != version())
      return Error{ErrorCode::isolation_failed,
                   "the worker program is newsgrain " + std::string(version()) + ", the host is " + setup_.version, ""};
    plugin_.path = setup_.plugin_path;
    auto manifest = parse_manifest(setup_.manifest, setup_.plugin_path);
    if (!manifest) return manifest.error();
    plugin_.manifest = std::move(manifest).value();
    ComponentInfo info;
    info.plugin = &plugin_;
    for (const ComponentManifest& c : plugin_.manifest.components)
      if (c.id == setup_.component) info.manifest = &c;
    if (info.manifest == nullptr)
      return Error{ErrorCode::unknown_component, "the plugin has no component " + setup_.component, setup_.plugin_path};
    auto config = parse_json(setup_.config_json);
    if (!config) return config.error();
    info.config = std::move(config).value();
    info.checking = setup_.full_checking ? Checking::full : Checking::bounds;
    info.verify_resources = setup_.verify_resources;
    info.log = [this](int level, std::string_view, std::string_view text) { note(level, text); };
    std::vector<std::string> readable{std::filesystem::path(setup_.plugin_path).parent_path().string()};
    add_paths(info.config, readable);
    if (setup_.backtrace) write_backtrace_on_crash(kOutputFd);
    limit_memory(setup_.memory);
    if (setup_.sandbox) forbid_system_calls();
    if (auto loaded = load_plugin(plugin_); !loaded) return loaded.error();
    if (setup_.sandbox) allow_reading_only(readable);
    return ComponentHost::create(std::move(info));
  }

  // Files and folders that the user names in the configuration may be read.
  static void add_paths(const Value& value, std::vector<std::string>& out) {
    if (const std::string* text = value.string(); text != nullptr && text->find('/') != std::string::npos)
      out.push_back(*text);
    if (value.array() != nullptr)
      for (const Value& item : *value.array()) add_paths(item, out);
    if (value.object() != nullptr)
      for (const auto& [key, item] : *value.object()) add_paths(item, out);
  }

  void note(int level, std::string_view text) {
    if (logged_ + text.size() > kMostLogged) return;
    logged_ += text.size();
    log_.push_back({level, std::string(text)});
  }

  bool process(const ComponentHost& component, uint64_t size) {
    // The host had this process wake on its own processor.
    if (processors_known_) sched_setaffinity(0, sizeof processors_, &processors_);
    if (!input_.map(0, kFrameOffset + size)) return false;
    Unpacker in({input_.data() + kFrameOffset, size});
    Mapping markup;
    SharedSource source(in, *component.info().manifest, [&]() -> std::string_view {
      Message reply;
      if (!send_message({Message::need_markup, 0, 0, 0}) || !receive_message(reply) || reply.kind != Message::markup)
        _exit(2);
      if (reply.b == 0) return {};
      if (!markup.map(reply.a, reply.b)) return {};
      return {markup.data(), reply.b};
    });
    if (!source.valid()) return false;
    log_.clear();
    logged_ = 0;
    StopSignal stop;
    stop.word = reinterpret_cast<const uint32_t*>(input_.data());
    if (source.deadline_ns() != 0)
      stop.deadline = std::chrono::steady_clock::time_point(std::chrono::nanoseconds(source.deadline_ns()));
    const Produced produced = component.execute(scratch_, source, stop);
    Packer packer;
    pack_produced(packer, produced, source, log_, resident());
    return answer(Message::done, packer);
  }

  uint64_t resident() const {
    char text[128] = {};
    unsigned long size = 0, pages = 0;
    if (statm_ < 0 || ::pread(statm_, text, sizeof text - 1, 0) <= 0 ||
        std::sscanf(text, "%lu %lu", &size, &pages) != 2)
      return 0;
    return static_cast<uint64_t>(pages) * static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
  }

  Setup setup_;
  PluginInfo plugin_;
  Scratch scratch_;
  Mapping input_;
  std::vector<LogLine> log_;
  size_t logged_ = 0;
  int statm_ = -1;
  cpu_set_t processors_{};  // that this process may use
  bool processors_known_ = false;
};

}  // namespace

int worker_main() {
  // A person who types the hidden word gets an answer instead of a silent wait.
  int type = 0;
  socklen_t length = sizeof type;
  if (getsockopt(kControlFd, SOL_SOCKET, SO_TYPE, &type, &length) != 0) return 2;
  // Leaves at once, without destructors: the plugin's have no say in how the process ends.
  _exit(Worker().run());
}

}  // namespace newsgrain

#include "isolation/worker_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <system_error>
#include <thread>

#include "isolation/spawner.hpp"
#include "newsgrain/build_info.hpp"

namespace newsgrain::internal {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kLookForCancel{10};
// A component that polls gets this long after its deadline to end by itself.
constexpr milliseconds kGrace{100};
// A process whose socket is closed is on its way out; one that only closed the socket is not.
constexpr milliseconds kDying{200};
constexpr uint64_t kKeepInput = 8u << 20;  // bytes of the input file that are kept for the next document
constexpr int kAboveWorkerFds = 10;

std::string error_text() { return std::error_code(errno, std::generic_category()).message(); }

Error failed(const std::string& what) { return {ErrorCode::isolation_failed, what + ": " + error_text(), ""}; }

// A copy with a number that does not collide with those that the worker gets.
Descriptor raised(int fd) {
  Descriptor low(fd);
  return Descriptor(fcntl(fd, F_DUPFD_CLOEXEC, kAboveWorkerFds));
}

// The worker is to wake on the processor of this thread, which is about to wait: its caches hold the document, and no
// sleeping processor has to be roused. Once awake the worker goes where it likes.
void wake_here(pid_t worker) {
  const int here = sched_getcpu();
  if (here < 0 || here >= CPU_SETSIZE) return;
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(static_cast<size_t>(here), &one);
  sched_setaffinity(worker, sizeof one, &one);
}

uint64_t nanoseconds(Clock::time_point at) {
  return static_cast<uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(at.time_since_epoch()).count());
}

}  // namespace

Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

Result<std::unique_ptr<WorkerProcess>> WorkerProcess::start(const ComponentInfo& info, const IsolationOptions& options,
                                                            const std::string& program) {
  std::unique_ptr<WorkerProcess> out(new WorkerProcess());
  out->owner_ = getpid();
  constexpr uint64_t kMostAnswer = 1u << 30;
  out->most_answer_ = options.memory != 0 ? std::min(options.memory, kMostAnswer) : kMostAnswer;
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
    return failed("can't make a socket for a worker");
  out->control_ = Descriptor(pair[0]);
  Descriptor control = raised(pair[1]);
  out->input_ = Descriptor(memfd_create("newsgrain-document", MFD_CLOEXEC));
  const Descriptor output = raised(memfd_create("newsgrain-result", MFD_CLOEXEC));
  if (out->input_.get() < 0 || output.get() < 0) return failed("can't make shared memory for a worker");
  out->output_ = Descriptor(fcntl(output.get(), F_DUPFD_CLOEXEC, kAboveWorkerFds));
  // Opened anew for reading only: the worker cannot map it for writing.
  const Descriptor input =
      raised(::open(("/proc/self/fd/" + std::to_string(out->input_.get())).c_str(), O_RDONLY | O_CLOEXEC));
  if (input.get() < 0 || control.get() < 0 || out->output_.get() < 0)
    return failed("can't open a descriptor for a worker");

  Setup setup;
  setup.version = version();
  setup.plugin_path = info.plugin->path;
  setup.manifest = info.plugin->manifest.json;
  setup.component = info.manifest->id;
  setup.config_json = info.config.to_json();
  setup.full_checking = info.checking == Checking::full;
  setup.verify_resources = info.verify_resources;
  setup.sandbox = options.sandbox;
  setup.backtrace = !options.crash_reports.empty();
  setup.memory = options.memory;
  setup.host_pid = out->owner_;
  Packer packer;
  pack(packer, setup);
  const uint64_t control_words[kFrameOffset / sizeof(uint64_t)] = {};
  const size_t size = write_all(out->input_.get(), control_words, sizeof control_words, 0)
                          ? packer.write(out->input_.get(), kFrameOffset)
                          : 0;
  if (size == 0) return failed("can't fill the shared memory of a worker");
  auto pid = spawn_worker(program, control.get(), input.get(), output.get());
  if (!pid) return pid.error();
  out->pid_ = pid.value();

  auto refused = [&](const std::string& what) {
    return info.blamed(
        {ErrorCode::plugin_refused, "while the plugin was loaded its process " + what, info.plugin->path});
  };
  Message message;
  out->send({Message::run, 0, size, 0});
  control = Descriptor();  // while this copy of the worker's end is open its death is not seen
  switch (out->wait(message, Clock::now() + milliseconds(options.startup_ms), nullptr)) {
    case Wait::message: break;
    case Wait::closed:
      out->reap(false);
      return refused(out->last_words_ + keep_crash_report(options, info, "", out->last_words_, out->backtrace()));
    default:
      out->kill_and_reap();
      return refused("did not answer within " + std::to_string(options.startup_ms) + " ms");
  }
  Ready ready;
  std::vector<uint64_t> buffer;
  const bool read = message.kind == Message::ready && out->read_answer(message.a, buffer);
  Unpacker in({reinterpret_cast<const char*>(buffer.data()), read ? message.a : 0});
  if (!read || !unpack(in, ready)) return refused("sent no answer that can be read");
  if (info.log)
    for (const LogLine& line : ready.log) info.log(line.level, info.manifest->id, line.text);
  if (ready.error.code != ErrorCode::none) return ready.error;
  return out;
}

WorkerProcess::~WorkerProcess() {
  // After a fork of the host the worker belongs to the parent.
  if (pid_ > 0 && owner_ == getpid()) kill_and_reap();
}

bool WorkerProcess::send(const Message& message) {
  while (true) {
    const ssize_t sent = ::send(control_.get(), &message, sizeof message, MSG_NOSIGNAL);
    if (sent == static_cast<ssize_t>(sizeof message)) return true;
    if (sent >= 0 || errno != EINTR) return false;
  }
}

WorkerProcess::Wait WorkerProcess::wait(Message& message, Clock::time_point until, const StopSignal* stop) {
  while (true) {
    const bool watch = stop != nullptr && stop->cancel != nullptr;
    const auto left = std::chrono::ceil<milliseconds>(until - Clock::now());
    if (left <= milliseconds(0)) return Wait::timeout;
    const auto slice =
        watch ? std::min<milliseconds>(left, kLookForCancel) : std::min<milliseconds>(left, milliseconds(60'000));
    pollfd poll_for{control_.get(), POLLIN, 0};
    const int ready = ::poll(&poll_for, 1, static_cast<int>(slice.count()));
    if (ready > 0) {
      const ssize_t got = ::recv(control_.get(), &message, sizeof message, MSG_DONTWAIT);
      if (got == static_cast<ssize_t>(sizeof message)) return Wait::message;
      if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
      return Wait::closed;
    }
    if (ready < 0 && errno != EINTR) return Wait::closed;
    if (watch && stop->cancelled()) return Wait::cancelled;
  }
}

bool WorkerProcess::read_answer(uint64_t size, std::vector<uint64_t>& buffer) const {
  // Copied out before anything is looked at, so that the worker cannot change it meanwhile; read, not mapped, so that
  // it cannot pull the memory from under the host's feet.
  if (size == 0 || size > most_answer_) return false;
  buffer.resize((size + sizeof(uint64_t) - 1) / sizeof(uint64_t));
  return read_all(output_.get(), buffer.data(), size, 0);
}

CallEnd WorkerProcess::call(const ComponentInfo& info, uint32_t deadline_ms, Document& doc, const StopSignal& stop,
                            std::optional<Received>& received) {
  const Clock::time_point begin = Clock::now();
  Clock::time_point deadline = Clock::time_point::max();
  if (deadline_ms != 0) deadline = begin + milliseconds(deadline_ms);
  if (stop.deadline) deadline = std::min(deadline, *stop.deadline);
  const bool limited = deadline != Clock::time_point::max();
  const Clock::time_point last = limited ? deadline + kGrace : begin + std::chrono::hours(24 * 365);

  Packer packer;
  pack_document(packer, doc, *info.manifest, limited ? nanoseconds(deadline) : 0, columns_, strings_, string_ends_);
  const size_t size = packer.write(input_.get(), kFrameOffset);
  wake_here(pid_);
  if (size == 0 || !send({Message::run, 0, size, 0})) {
    kill_and_reap();
    return CallEnd::unusable;
  }
  uint64_t used = kFrameOffset + size;
  Message message;
  bool told_to_stop = false;
  Clock::time_point until = last;
  while (true) {
    switch (wait(message, until, told_to_stop ? nullptr : &stop)) {
      case Wait::message: break;
      case Wait::closed: reap(false); return CallEnd::crashed;
      case Wait::timeout: kill_and_reap(); return told_to_stop ? CallEnd::cancelled : CallEnd::timed_out;
      case Wait::cancelled: {
        const uint32_t stop_word = 1;
        write_all(input_.get(), &stop_word, sizeof stop_word, 0);
        told_to_stop = true;
        until = std::min(last, Clock::now() + kGrace);
        continue;
      }
    }
    if (message.kind == Message::need_markup) {
      const uint64_t page = static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
      const uint64_t at = (kFrameOffset + size + page - 1) / page * page;
      const std::string_view markup = doc.markup();
      used = at + markup.size();
      if (!write_all(input_.get(), markup.data(), markup.size(), at) ||
          !send({Message::markup, 0, at, markup.size()})) {
        reap(false);
        return CallEnd::crashed;
      }
      continue;
    }
    break;
  }
  std::optional<Received> result;
  if (message.kind == Message::done && read_answer(message.a, answer_)) {
    Unpacker in({reinterpret_cast<const char*>(answer_.data()), message.a});
    result = unpack_produced(in, *info.manifest, doc);
  }
  if (!result) {
    kill_and_reap();
    last_words_ = "sent a result that can't be read";
    return CallEnd::broken;
  }
  if (told_to_stop) {
    const uint32_t go = 0;
    write_all(input_.get(), &go, sizeof go, 0);
  }
  // The memory of an unusually large document goes back to the system.
  if (used > kKeepInput) [[maybe_unused]]
    const int cut = ftruncate(input_.get(), static_cast<off_t>(kKeepInput));
  if (message.a > kKeepInput) {
    [[maybe_unused]] const int cut = ftruncate(output_.get(), 0);
    answer_ = {};
  }
  received = std::move(result);
  return CallEnd::done;
}

void WorkerProcess::kill_and_reap() {
  if (pid_ <= 0) return;
  ::kill(-pid_, SIGKILL);  // its group: where the system has no seccomp it may have started others
  reap(true);
}

void WorkerProcess::reap(bool killed) {
  if (pid_ <= 0) return;
  int status = 0;
  pid_t got = 0;
  if (!killed) {
    const Clock::time_point until = Clock::now() + kDying;
    while ((got = ::waitpid(pid_, &status, WNOHANG)) == 0 && Clock::now() < until)
      std::this_thread::sleep_for(std::chrono::microseconds(200));
    if (got == 0) ::kill(-pid_, SIGKILL);
  }
  while (got == 0) {
    got = ::waitpid(pid_, &status, 0);
    if (got < 0 && errno == EINTR)
      got = 0;
    else if (!killed && got == pid_) {
      last_words_ = "closed its descriptors and was killed";
      pid_ = -1;
      return;
    }
  }
  if (got < 0)
    last_words_ = "ended";  // somebody else in this program waited for it
  else if (WIFSIGNALED(status))
    last_words_ =
        "was ended by signal " + std::to_string(WTERMSIG(status)) + " (" + ::strsignal(WTERMSIG(status)) + ")";
  else
    last_words_ = "left with exit status " + std::to_string(WEXITSTATUS(status));
  pid_ = -1;
}

}  // namespace newsgrain::internal

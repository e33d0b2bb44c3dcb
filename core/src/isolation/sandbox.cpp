#include "isolation/sandbox.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstdlib>

namespace newsgrain::internal {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

#if defined(__x86_64__)
constexpr uint32_t kArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
#else
constexpr uint32_t kArchitecture = 0;
#endif

constexpr uint32_t kNumber = offsetof(seccomp_data, nr);
constexpr uint32_t low_word(unsigned argument) {
  return static_cast<uint32_t>(offsetof(seccomp_data, args) + argument * 8);
}

sock_filter load(uint32_t offset) { return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset); }
sock_filter answer(uint32_t action) { return BPF_STMT(BPF_RET | BPF_K, action); }
sock_filter jump(uint16_t how, uint32_t value, uint8_t yes, uint8_t no) {
  return BPF_JUMP(static_cast<uint16_t>(BPF_JMP | how | BPF_K), value, yes, no);
}

constexpr uint32_t kDenied = SECCOMP_RET_ERRNO | EPERM;

class Filter {
 public:
  Filter() {
    program_ = {load(offsetof(seccomp_data, arch)), jump(BPF_JEQ, kArchitecture, 1, 0),
                answer(SECCOMP_RET_KILL_PROCESS), load(kNumber)};
#if defined(__x86_64__)
    // The second numbering of the same calls.
    constexpr uint32_t kX32 = 0x40000000u;
    program_.push_back(jump(BPF_JGE, kX32, 0, 1));
    program_.push_back(answer(SECCOMP_RET_KILL_PROCESS));
#endif
  }
  void deny(long number, uint32_t error = kDenied) {
    program_.push_back(jump(BPF_JEQ, static_cast<uint32_t>(number), 0, 1));
    program_.push_back(answer(error));
  }
  // Denied where any of `bits` is set in the argument.
  void deny_bits(long number, unsigned argument, uint32_t bits) {
    conditional(number, argument, jump(BPF_JSET, bits, 0, 1), kDenied, SECCOMP_RET_ALLOW);
  }
  // Allowed only where any of `bits` is set.
  void demand_bits(long number, unsigned argument, uint32_t bits) {
    conditional(number, argument, jump(BPF_JSET, bits, 0, 1), SECCOMP_RET_ALLOW, kDenied);
  }
  void demand_value(long number, unsigned argument, uint32_t value) {
    conditional(number, argument, jump(BPF_JEQ, value, 0, 1), SECCOMP_RET_ALLOW, kDenied);
  }
  void deny_value(long number, unsigned argument, uint32_t value) {
    conditional(number, argument, jump(BPF_JEQ, value, 0, 1), kDenied, SECCOMP_RET_ALLOW);
  }

  bool install() {
    program_.push_back(answer(SECCOMP_RET_ALLOW));
    const sock_fprog program{static_cast<unsigned short>(program_.size()), program_.data()};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
  }

 private:
  void conditional(long number, unsigned argument, sock_filter test, uint32_t if_true, uint32_t if_false) {
    program_.push_back(jump(BPF_JEQ, static_cast<uint32_t>(number), 0, 4));
    program_.push_back(load(low_word(argument)));
    program_.push_back(test);
    program_.push_back(answer(if_true));
    program_.push_back(answer(if_false));
  }
  std::vector<sock_filter> program_;
};

uint64_t address_space_in_use() {
  std::FILE* file = std::fopen("/proc/self/statm", "re");
  if (file == nullptr) return 0;
  unsigned long pages = 0;
  const int got = std::fscanf(file, "%lu", &pages);
  std::fclose(file);
  return got == 1 ? static_cast<uint64_t>(pages) * static_cast<uint64_t>(sysconf(_SC_PAGESIZE)) : 0;
}

// The kernel's interface of Landlock; older headers do not have it.
constexpr long kCreateRuleset = 444, kAddRule = 445, kRestrictSelf = 446;
constexpr uint64_t kExecute = 1u << 0, kReadFile = 1u << 2, kReadDir = 1u << 3, kAllOfVersion1 = (1u << 13) - 1;
struct RulesetAttr {
  uint64_t handled_access_fs;
};
struct __attribute__((packed)) PathBeneathAttr {
  uint64_t allowed_access;
  int32_t parent_fd;
};

}  // namespace

void bind_to_parent(int64_t parent_pid) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent_pid) _exit(1);  // it died before the line above
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  // If memory runs out, the worker goes before its host does.
  if (const int file = ::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC); file >= 0) {
    [[maybe_unused]] const ssize_t written = ::write(file, "500", 3);
    ::close(file);
  }
  // A limit of 0 does not keep a crash handler of the system from being started; this does.
  if (!kSanitized) prctl(PR_SET_DUMPABLE, 0);
}

void close_descriptors_from(int first) {
#ifdef SYS_close_range
  if (syscall(SYS_close_range, static_cast<unsigned>(first), ~0u, 0u) == 0) return;
#endif
  if (DIR* folder = opendir("/proc/self/fd")) {
    std::vector<int> open;
    while (const dirent* entry = readdir(folder))
      if (const int fd = std::atoi(entry->d_name); fd >= first && fd != dirfd(folder)) open.push_back(fd);
    closedir(folder);
    for (const int fd : open) ::close(fd);
  }
}

void limit_memory(uint64_t bytes) {
  if (bytes == 0 || kSanitized) return;
  const uint64_t in_use = address_space_in_use();
  if (in_use == 0) return;
  const rlimit limit{in_use + bytes, in_use + bytes};
  setrlimit(RLIMIT_AS, &limit);
}

bool forbid_system_calls() {
  if (kArchitecture == 0) return false;
  Filter filter;
  const auto self = static_cast<uint32_t>(getpid());
  // Processes and programs. Threads are let through: clone3 hides its flags, so that glibc has to take clone instead.
  filter.deny(SYS_clone3, SECCOMP_RET_ERRNO | ENOSYS);
  filter.demand_bits(SYS_clone, 0, CLONE_THREAD);
#ifdef SYS_fork
  filter.deny(SYS_fork);
  filter.deny(SYS_vfork);
#endif
  filter.deny(SYS_execve);
  filter.deny(SYS_execveat);
  // Others' processes, and this one's ties to its host.
  for (const long number : {SYS_kill, SYS_tgkill}) filter.demand_value(number, 0, self);
  for (const long number : {SYS_tkill,
                            SYS_rt_sigqueueinfo,
                            SYS_rt_tgsigqueueinfo,
                            SYS_pidfd_open,
                            SYS_pidfd_send_signal,
                            SYS_ptrace,
                            SYS_process_vm_readv,
                            SYS_process_vm_writev,
                            SYS_setsid,
                            SYS_setpgid,
                            SYS_unshare,
                            SYS_setns,
                            SYS_chroot,
                            SYS_mount,
                            SYS_umount2,
                            SYS_bpf,
                            SYS_keyctl,
                            SYS_add_key,
                            SYS_perf_event_open,
                            SYS_userfaultfd,
                            SYS_io_uring_setup,
                            SYS_setpriority,
                            SYS_sched_setscheduler,
                            SYS_sched_setparam})
    filter.deny(number);
  filter.demand_value(SYS_prlimit64, 0, 0);
  filter.deny_value(SYS_prctl, 0, PR_SET_PDEATHSIG);
  // Network.
  for (const long number : {SYS_socket, SYS_socketpair, SYS_connect, SYS_bind, SYS_listen, SYS_accept, SYS_accept4})
    filter.deny(number);
  // Files: reading only.
  constexpr uint32_t kWriting = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND;
  filter.deny_bits(SYS_openat, 2, kWriting);
  filter.deny(SYS_openat2, SECCOMP_RET_ERRNO | ENOSYS);
#ifdef SYS_open
  filter.deny_bits(SYS_open, 1, kWriting);
  for (const long number :
       {SYS_creat, SYS_unlink, SYS_rename, SYS_renameat, SYS_mkdir, SYS_rmdir, SYS_link, SYS_symlink, SYS_chmod,
        SYS_chown, SYS_lchown, SYS_mknod, SYS_utime, SYS_utimes, SYS_futimesat})
    filter.deny(number);
#endif
  for (const long number :
       {SYS_unlinkat,    SYS_renameat2,    SYS_mkdirat, SYS_linkat,   SYS_symlinkat, SYS_fchmod,   SYS_fchmodat,
        SYS_fchownat,    SYS_fchown,       SYS_mknodat, SYS_truncate, SYS_utimensat, SYS_setxattr, SYS_lsetxattr,
        SYS_removexattr, SYS_lremovexattr, SYS_mq_open, SYS_shmget,   SYS_msgget,    SYS_semget})
    filter.deny(number);
  return filter.install();
}

bool allow_reading_only(const std::vector<std::string>& paths) {
  RulesetAttr handled{kAllOfVersion1};
  const auto ruleset = static_cast<int>(syscall(kCreateRuleset, &handled, sizeof handled, 0));
  if (ruleset < 0) return false;
  std::vector<std::string> allowed = paths;
  for (const char* system :
       {"/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/localtime", "/proc/self", "/dev/urandom", "/dev/null"})
    allowed.emplace_back(system);
  for (const std::string& path : allowed) {
    const int file = ::open(path.c_str(), O_PATH | O_CLOEXEC);
    if (file < 0) continue;
    struct stat status{};
    const bool folder = fstat(file, &status) == 0 && S_ISDIR(status.st_mode);
    const PathBeneathAttr rule{kExecute | kReadFile | (folder ? kReadDir : 0), file};
    constexpr int kPathBeneath = 1;
    syscall(kAddRule, ruleset, kPathBeneath, &rule, 0);
    ::close(file);
  }
  const bool done = syscall(kRestrictSelf, ruleset, 0) == 0;
  ::close(ruleset);
  return done;
}

std::vector<std::string> sandbox_features() {
  std::vector<std::string> out;
  if (kArchitecture != 0 && prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0) out.emplace_back("seccomp");
  constexpr int kVersion = 1;
  if (syscall(kCreateRuleset, nullptr, 0, kVersion) > 0) out.emplace_back("landlock");
  return out;
}

}  // namespace newsgrain::internal

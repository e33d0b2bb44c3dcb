// POSIX: the file beside the file, its lock, its mode, and its way to its place.
#include "output.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <utility>

#include "terminal.hpp"

namespace newsgrain::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSuffix = ".partial";
constexpr const char* kOldSuffix = ".old";

std::optional<FileId> id_of(const struct stat& info) {
  if (!S_ISREG(info.st_mode)) return std::nullopt;
  return FileId{info.st_dev, info.st_ino};
}

// The descriptor that a path stands for: "/dev/stdout", "/dev/fd/3"; -1 for other paths. Opening such a path anew would
// begin at the start of a file that others have written to.
int descriptor_of(std::string_view path) {
  if (path == "/dev/stdout") return STDOUT_FILENO;
  if (path == "/dev/stderr") return STDERR_FILENO;
  for (const std::string_view folder : {"/dev/fd/", "/proc/self/fd/"}) {
    if (!path.starts_with(folder)) continue;
    int number = -1;
    const char* end = path.data() + path.size();
    const auto parsed = std::from_chars(path.data() + folder.size(), end, number);
    if (parsed.ec == std::errc() && parsed.ptr == end) return number;
  }
  return -1;
}

// Where a chain of links ends, whether there is a file or not.
std::string end_of_links(const std::string& path) {
  constexpr int kMostLinks = 40;
  fs::path at = path;
  std::error_code error;
  for (int i = 0; i < kMostLinks && fs::is_symlink(at, error); ++i) at = at.parent_path() / fs::read_symlink(at, error);
  return at.string();
}

// Makes the file ours alone. The lock goes with the process. A file that another run has just put in its place is no
// longer the one of that name.
Result<void> take(int fd, const std::string& path) {
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
    return Error{ErrorCode::cannot_write, "another run is writing it", path,
                 "Wait for that run, or name another file."};
  struct stat now{}, here{};
  const bool same = ::fstat(fd, &now) == 0 && ::lstat(path.c_str(), &here) == 0 && id_of(now) == id_of(here);
  if (same && id_of(now).has_value() && now.st_nlink == 1) return {};
  return Error{ErrorCode::cannot_write, "is no file of this program", path, "Take it away, or name another file."};
}

// The owner stays where that is allowed; the mode always.
bool copy_mode(int fd, const struct stat& old) {
  constexpr auto kNobody = static_cast<uid_t>(-1);
  if (::fchown(fd, old.st_uid, old.st_gid) != 0 && ::fchown(fd, kNobody, old.st_gid) != 0) errno = 0;
  return ::fchmod(fd, old.st_mode & 07777) == 0;
}

}  // namespace

std::optional<FileId> file_id(const std::string& path) {
  struct stat info{};
  return ::stat(path.c_str(), &info) == 0 ? id_of(info) : std::nullopt;
}

std::optional<FileId> file_id(int descriptor) {
  struct stat info{};
  return ::fstat(descriptor, &info) == 0 ? id_of(info) : std::nullopt;
}

std::string partial_name(const std::string& path) { return end_of_links(path) + kSuffix; }

Output::~Output() {
  finish();
  if (written_ == 0) discard();
}

Error Output::cannot_write(int number, std::string cure) const {
  return {ErrorCode::cannot_write, std::strerror(number), name_, std::move(cure)};
}

Result<void> Output::open(const std::string& path, Packing packing) {
  packer_ = make_packer(packing);
  if (path.empty() || path == "-") return {};
  name_ = path;
  if (const int descriptor = descriptor_of(path); descriptor >= 0) return open_directly(descriptor);
  struct stat info{};
  if (::stat(path.c_str(), &info) != 0) {
    if (errno != ENOENT) return cannot_write(errno);
    return open_partial();
  }
  if (S_ISDIR(info.st_mode)) return cannot_write(EISDIR, "Name a file in that folder.");
  if (!S_ISREG(info.st_mode)) {
    fd_ = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (fd_ >= 0) return {};
    const int number = errno;
    fd_ = STDOUT_FILENO;
    return cannot_write(number);
  }
  if (id_of(info) == file_id(STDOUT_FILENO)) return open_directly(STDOUT_FILENO);
  if (::access(path.c_str(), W_OK) != 0) return cannot_write(errno);
  replaces_ = info.st_size > 0;
  return open_partial();
}

Result<void> Output::open_directly(int descriptor) {
  const int own = ::fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  if (own < 0) return cannot_write(errno, "No file is open there; name one.");
  fd_ = own;
  return {};
}

Error Output::cannot_open_partial(int number) const {
  const bool folder = number == EACCES || number == EROFS || number == EPERM;
  Error error = cannot_write(number, folder ? "A file is written beside its place first, so its folder must be "
                                              "writable; standard output (> FILE) needs only the file."
                                            : "");
  error.where = partial_name(name_);
  return error;
}

Result<void> Output::open_partial() {
  target_ = end_of_links(name_);
  const std::string path = partial_name(name_);
  struct stat old{};
  const bool exists = ::stat(target_.c_str(), &old) == 0;
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK,
                        exists ? old.st_mode & 0777 : 0666);
  if (fd < 0) return cannot_open_partial(errno);
  if (auto owned = take(fd, path); !owned) {
    ::close(fd);
    return owned;
  }
  struct stat rows{};
  if (::fstat(fd, &rows) == 0 && rows.st_size > 0) {  // of a run that was interrupted
    kept_ = path + kOldSuffix;
    const bool moved = ::rename(path.c_str(), kept_.c_str()) == 0;
    const int number = errno;
    ::close(fd);
    return moved ? open_partial() : cannot_write(number);
  }
  fd_ = fd;
  partial_ = path;
  if (::ftruncate(fd, 0) != 0 || (exists && !copy_mode(fd, old))) return cannot_write(errno);
  return {};
}

bool Output::write(std::string_view text) {
  if (failed()) return false;
  return packer_ == nullptr ? write_packed(text) : write_packed(packer_->add(text));
}

bool Output::write_packed(std::string_view packed) {
  if (write_all(fd_, packed)) {
    written_ += packed.size();
    return true;
  }
  if (errno == EPIPE) return false;
  error_ = cannot_write(errno);
  // No half line stays in a file; should even that fail, there is nothing left to do.
  if (!partial_.empty() && ::ftruncate(fd_, static_cast<off_t>(written_)) != 0) return false;
  return false;
}

void Output::finish() {
  if (packer_ != nullptr && !failed()) write_packed(packer_->end());
  packer_.reset();
  if (fd_ <= STDERR_FILENO) return;
  if (!partial_.empty() && !failed() && ::fsync(fd_) != 0 && errno != EINVAL) error_ = cannot_write(errno);
  if (::close(std::exchange(fd_, STDOUT_FILENO)) != 0 && !failed()) error_ = cannot_write(errno);
}

bool Output::publish() {
  finish();
  if (failed() || partial_.empty()) return !failed();
  if (::rename(partial_.c_str(), target_.c_str()) != 0) {
    error_ = cannot_write(errno);
    return false;
  }
  partial_.clear();
  return true;
}

void Output::stop() { finish(); }

void Output::discard() {
  finish();
  if (!partial_.empty()) ::unlink(partial_.c_str());
  partial_.clear();
}

}  // namespace newsgrain::cli

// Where data go: standard output, a pipe or device, or a file that takes its place only when it is whole.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "newsgrain/result.hpp"
#include "packer.hpp"

namespace newsgrain::cli {

// A file apart from its name. Only regular files have one here: two uses of a terminal or of /dev/null do no harm.
struct FileId {
  dev_t device;
  ino_t inode;
  bool operator==(const FileId& other) const { return device == other.device && inode == other.inode; }
};
std::optional<FileId> file_id(const std::string& path);
std::optional<FileId> file_id(int descriptor);
// Where the data for a file are until it is whole: beside the end of a chain of links.
std::string partial_name(const std::string& path);

// A file is written as FILE.partial, under a lock, and renamed by publish(): whoever looks at FILE sees the old one or
// the new one. Pipes, devices, standard output and its names in /dev are written as they are.
class Output {
 public:
  ~Output();
  Output() = default;
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  // "" and "-" are standard output.
  Result<void> open(const std::string& path, Packing packing = Packing::none);
  // Writes all of `text`. If that fails, a file ends with the last whole piece; see failed().
  bool write(std::string_view text);
  // False for the reader of a pipe having gone away, which is no failure.
  bool failed() const { return error_.code != ErrorCode::none; }
  const Error& error() const { return error_; }

  // Ends the file and puts it in its place. False if that fails; the data are in partial() then.
  bool publish();
  // Ends the file and leaves it as it is, in partial().
  void stop();
  // Takes FILE.partial away.
  void discard();

  // The name of FILE.partial while there is one; "" for what is written directly.
  const std::string& partial() const { return partial_; }
  // True if publish() takes the place of a file that is there already.
  // Where the rows of an earlier run that was interrupted were moved; empty where there were none.
  const std::string& kept() const { return kept_; }
  bool replaces() const { return replaces_; }
  // As given to open().
  const std::string& name() const { return name_; }

 private:
  Result<void> open_directly(int descriptor);
  Result<void> open_partial();
  Error cannot_write(int number, std::string cure = {}) const;
  Error cannot_open_partial(int number) const;
  bool write_packed(std::string_view packed);
  void finish();

  int fd_ = 1;
  std::string kept_;
  bool replaces_ = false;
  uint64_t written_ = 0;
  std::string name_ = "standard output", target_, partial_;
  std::unique_ptr<Packer> packer_;
  Error error_;
};

}  // namespace newsgrain::cli

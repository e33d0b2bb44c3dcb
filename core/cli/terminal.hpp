// Standard output and error: whole pieces, bytes as they are, no locale.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "newsgrain/result.hpp"

namespace newsgrain::cli {

// Where data go: standard output or a file.
class Output {
 public:
  ~Output();
  Output() = default;
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  // "" and "-" are standard output. A file is emptied.
  Result<void> open(const std::string& path);
  // Writes all of `text`. If that fails, a file ends with the last whole piece; see failed().
  bool write(std::string_view text);
  // False for the reader of a pipe having gone away, which is no failure.
  bool failed() const { return error_.code != ErrorCode::none; }
  const Error& error() const { return error_; }
  // Closes a file; reports what the system noticed only now.
  bool close();

 private:
  int fd_ = 1;
  bool is_file_ = false;
  uint64_t written_ = 0;
  std::string name_ = "standard output";
  Error error_;
};

bool stdout_is_terminal();
bool stderr_is_terminal();
unsigned terminal_width();
// --color auto|always|never, then NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE and TERM.
bool use_color(std::string_view choice, bool terminal);

// One line on standard error: "newsgrain: <text>".
void complain(std::string_view text);
// Raw text on standard error.
void write_stderr(std::string_view text);
// Text on standard output, for commands with little to say. 0 or kTrouble.
int print(std::string_view text);
// Prints an error with its cure; returns kTrouble.
int report(const Error& error);

// Columns filled up with spaces; the first row is the head.
std::string table(const std::vector<std::vector<std::string>>& rows);

}  // namespace newsgrain::cli

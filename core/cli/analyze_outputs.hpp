// The files that newsgrain analyze writes, kept apart from those that it reads.
#pragma once

#include <string>
#include <vector>

#include "analyze_flags.hpp"
#include "newsgrain/result.hpp"
#include "output.hpp"

namespace newsgrain::cli {

class AnalyzeOutputs {
 public:
  explicit AnalyzeOutputs(const AnalyzeFlags& flags) : flags_(flags) {}

  // Refuses outputs that are inputs or one another, and those that a pattern of the shell put in the place of an input.
  Result<void> check(const std::vector<std::string>& paths) const;
  // Opens -o and --report. Nothing of an earlier run is touched yet.
  Result<void> open();

  Output& data() { return data_; }
  Output& report() { return report_; }
  // True for a file that this run writes, standard output and error too; says so, once a file.
  bool leaves_out(const std::string& path);

  // Puts the files in their places. A file of an earlier run stays if there was nothing to put there.
  Result<void> publish(bool anything);
  // Ends the files where they are; says where the finished documents are, if there are any.
  void stop(bool anything);
  // What went wrong while writing; ErrorCode::none if nothing.
  const Error& error() const { return data_.failed() ? data_.error() : report_.error(); }

 private:
  std::vector<std::string> named() const;
  bool is_named(const std::string& path) const;
  void say(const std::string& text) const;

  const AnalyzeFlags& flags_;
  Output data_, report_;
  std::vector<FileId> written_;
  std::vector<std::string> said_;
};

}  // namespace newsgrain::cli

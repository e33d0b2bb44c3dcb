#include "analyze_outputs.hpp"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "newsgrain/writer.hpp"
#include "terminal.hpp"

namespace newsgrain::cli {
namespace {

namespace fs = std::filesystem;

std::optional<FileId> id_of_input(const std::string& path) {
  return path == "-" ? file_id(STDIN_FILENO) : file_id(path);
}

// All that writing to a file touches.
std::vector<FileId> ids_of_output(const std::string& path) {
  std::vector<FileId> out;
  for (const std::string& name : {path, partial_name(path)})
    if (const auto id = file_id(name)) out.push_back(*id);
  return out;
}

bool contains(const std::vector<FileId>& ids, const std::optional<FileId>& id) {
  return id.has_value() && std::find(ids.begin(), ids.end(), *id) != ids.end();
}

// Where writing to a file begins, whatever the path looks like and whether there is a file or not.
fs::path place_of(const std::string& path) {
  std::error_code ignored;
  return fs::weakly_canonical(fs::absolute(partial_name(path), ignored), ignored);
}

bool same_place(const std::string& a, const std::string& b) {
  return place_of(a) == place_of(b) || place_of(partial_name(a)) == place_of(b) ||
         place_of(a) == place_of(partial_name(b));
}

// True for what newsgrain writes; text for readers can't be told apart.
bool is_output_of_newsgrain(const std::string& path) {
  constexpr size_t kEnough = 4096, kHead = 64;
  std::string head(kEnough, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(head.data(), kEnough);
  head.resize(static_cast<size_t>(file.gcount()));
  std::string report;
  write_html_begin("newsgrain", report);
  return head.starts_with(csv_header()) || head.starts_with(report.substr(0, kEnough)) ||
         head.substr(0, kHead).find("\"newsgrain.document/") != std::string::npos;
}

std::string suffix_of(const fs::path& path) { return path.extension().string(); }

// Whether the folder, or one below it, holds the file.
bool holds(const fs::path& folder, const fs::path& file) {
  std::error_code ignored;
  if (!fs::is_directory(folder, ignored)) return false;
  const fs::path below = fs::weakly_canonical(file, ignored).lexically_relative(fs::canonical(folder, ignored));
  return !below.empty() && *below.begin() != "..";
}

// `-o pages/*.html` names one page as the output and the others as inputs; `analyze pages -o pages/a.html` one of a
// folder's.
bool stands_among_inputs(const std::string& output, const std::vector<std::string>& paths) {
  std::error_code ignored;
  if (!fs::is_regular_file(output, ignored) || fs::file_size(output, ignored) == 0) return false;
  const fs::path folder = fs::path(output).parent_path();
  const bool beside = std::any_of(paths.begin(), paths.end(), [&](const std::string& path) {
    if (holds(path, output)) return true;
    return fs::path(path).parent_path() == folder && suffix_of(path) == suffix_of(output) &&
           fs::is_regular_file(path, ignored);
  });
  return beside && !is_output_of_newsgrain(output);
}

Error refused(std::string message, std::string where, std::string cure) {
  return {ErrorCode::bad_usage, std::move(message), std::move(where), std::move(cure)};
}

}  // namespace

std::vector<std::string> AnalyzeOutputs::named() const {
  std::vector<std::string> out;
  for (const std::string& path : {flags_.output, flags_.report})
    if (!path.empty() && path != "-") out.push_back(path);
  return out;
}

Result<void> AnalyzeOutputs::check(const std::vector<std::string>& paths) const {
  std::vector<std::string> read = paths;
  const PipelineFlags& pipeline = flags_.pipeline;
  read.insert(read.end(), {pipeline.config, pipeline.locked});
  read.insert(read.end(), pipeline.plugins.begin(), pipeline.plugins.end());
  const std::vector<std::string> outputs = named();
  for (const std::string& output : outputs) {
    const std::vector<FileId> touched = ids_of_output(output);
    for (const std::string& path : read)
      if (contains(touched, id_of_input(path)))
        return refused("the output " + output + " is also an input", path, "Name another file to write to.");
    if (stands_among_inputs(output, paths))
      return refused(
          "the output is there already, among the inputs, and newsgrain did not write it", output,
          "If a pattern such as *.html stands behind the option, put a file name there; else remove the file "
          "first.");
  }
  if (outputs.size() == 2 &&
      (same_place(outputs[0], outputs[1]) || contains(ids_of_output(outputs[0]), file_id(outputs[1]))))
    return refused("-o and --report name the same file", outputs[1], "Name two files.");
  return {};
}

Result<void> AnalyzeOutputs::open() {
  if (auto opened = data_.open(flags_.output, kind_of_file(flags_.output).packing); !opened) return opened;
  if (!flags_.report.empty())
    if (auto opened = report_.open(flags_.report, kind_of_file(flags_.report).packing); !opened) return opened;
  for (const Output* output : {&data_, &report_})
    if (!output->kept().empty()) say("kept: " + output->kept() + ", the rows of a run that was interrupted");
  for (const int standard : {STDOUT_FILENO, STDERR_FILENO})
    if (const auto id = file_id(standard)) written_.push_back(*id);
  for (const std::string& path : named())
    for (const FileId& id : ids_of_output(path)) written_.push_back(id);
  return {};
}

bool AnalyzeOutputs::leaves_out(const std::string& path) {
  const auto id = id_of_input(path);
  // A link to a file that is not in its place yet has no id.
  const bool ours = id.has_value() ? contains(written_, id) : path != "-" && is_named(path);
  if (!ours) return false;
  if (std::find(said_.begin(), said_.end(), path) != said_.end()) return true;
  said_.push_back(path);
  say("left out: " + (path == "-" ? std::string("standard input") : path) + ", which this run writes to");
  return true;
}

Result<void> AnalyzeOutputs::publish(bool anything) {
  for (Output* output : {&data_, &report_}) {
    if (output->replaces() && !anything) {
      output->discard();
      say("left as it was: " + output->name());
    } else if (!output->publish()) {
      return output->error();
    }
  }
  return {};
}

void AnalyzeOutputs::stop(bool anything) {
  for (Output* output : {&data_, &report_}) {
    if (!anything) {
      output->discard();
      continue;
    }
    output->stop();
    if (!output->partial().empty()) complain("the finished documents are in " + output->partial());
  }
}

bool AnalyzeOutputs::is_named(const std::string& path) const {
  const std::vector<std::string> outputs = named();
  return std::any_of(outputs.begin(), outputs.end(),
                     [&](const std::string& output) { return same_place(path, output); });
}

void AnalyzeOutputs::say(const std::string& text) const {
  if (!flags_.pipeline.quiet) complain(text);
}

}  // namespace newsgrain::cli

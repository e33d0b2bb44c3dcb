#include "analyze_flags.hpp"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include "newsgrain/declared.hpp"
#include "options.hpp"
#include "output.hpp"
#include "terminal.hpp"

namespace newsgrain::cli {
namespace {

Error usage(std::string message, std::string cure = {}) {
  return {ErrorCode::bad_usage, std::move(message), "", std::move(cure)};
}

Error not_one_of(const std::string& option, const std::string& values, const std::string& value) {
  return usage(option + " is " + values + ", not \"" + value + "\"", "Give one of these, or leave the option out.");
}

// True once there is something to read from a pipe, false where it ends without a byte.
bool pipe_has_data(bool quiet) {
  constexpr int kPatienceMs = 1000;
  pollfd waiting{STDIN_FILENO, POLLIN, 0};
  int ready = ::poll(&waiting, 1, kPatienceMs);
  if (ready == 0 && !quiet) complain("waiting for standard input; name files or folders to analyse those");
  while (ready <= 0 && (ready == 0 || errno == EINTR)) ready = ::poll(&waiting, 1, -1);
  return (waiting.revents & POLLIN) != 0;
}

// A pipe, or a file with something in it.
bool standard_input_has_data(bool quiet) {
  struct stat info{};
  if (::fstat(STDIN_FILENO, &info) != 0) return false;
  if (S_ISREG(info.st_mode)) return info.st_size > ::lseek(STDIN_FILENO, 0, SEEK_CUR);
  return (S_ISFIFO(info.st_mode) || S_ISSOCK(info.st_mode)) && pipe_has_data(quiet);
}

Result<std::vector<std::string>> input_paths(const AnalyzeFlags& flags) {
  std::vector<std::string> paths = flags.paths;
  if (paths.empty() && standard_input_has_data(flags.pipeline.quiet)) paths.push_back("-");
  if (paths.empty())
    return usage("no input: nothing is named, and standard input has nothing",
                 "Name files or folders, or pipe a page in.");
  if (flags.site_context && std::find(paths.begin(), paths.end(), "-") != paths.end())
    return usage("--site-context reads its inputs twice, which standard input can't be",
                 "Write it to a file and name that.");
  return paths;
}

bool is_file_output(const std::string& path) { return !path.empty() && path != "-"; }

// A pipe or device has a name that tells nothing.
bool is_special(const std::string& path) {
  std::error_code ignored;
  const auto status = std::filesystem::status(path, ignored);
  return std::filesystem::exists(status) && !std::filesystem::is_regular_file(status);
}

// The flag, then the suffix of the file, then NEWSGRAIN_FORMAT, then what suits the place.
Result<Format> output_format(const AnalyzeFlags& flags, bool to_terminal) {
  Format named = to_terminal ? Format::text : Format::jsonl;
  if (!flags.format.empty() && !parse_format(flags.format, named))
    return not_one_of(flags.format_given ? "--format" : "NEWSGRAIN_FORMAT", "text, json, jsonl, csv or html",
                      flags.format);
  if (flags.format_given || !is_file_output(flags.output)) return named;
  const FileKind kind = kind_of_file(flags.output);
  if (kind.format.has_value()) return *kind.format;
  if (!kind.suffix.empty() && !is_special(flags.output))
    return usage(
        "the suffix \"" + kind.suffix + "\" of " + flags.output + " tells no format",
        "Use .json, .jsonl, .csv, .html or .txt, each also with .gz or .zst, or name the format with --format.");
  return named;
}

Result<void> check_report(const AnalyzeFlags& flags) {
  if (flags.report.empty()) return {};
  if (flags.report == "-") return usage("--report needs a file", "For HTML on standard output use --format html.");
  const FileKind kind = kind_of_file(flags.report);
  if (kind.format.has_value() && *kind.format != Format::html)
    return usage("--report writes HTML, and " + flags.report + " is named " + kind.suffix,
                 "Name a file with .html, or use -o for other formats.");
  return {};
}

// What the flags declare of all inputs.
Result<void> check_declared(const AnalyzeFlags& flags) {
  using Check = Result<void> (*)(std::string_view);
  const struct {
    const char* option;
    const std::string& value;
    Check check;
  } declared[] = {{"--language", flags.language, check_language},
                  {"--charset", flags.charset, check_charset},
                  {"--url", flags.url, check_url}};
  for (const auto& [option, value, check] : declared) {
    if (value.empty()) continue;
    auto checked = check(value);
    if (checked) continue;
    Error error = checked.error();
    error.where = option;
    return error;
  }
  return {};
}

}  // namespace

Result<AnalyzePlan> plan_analysis(const AnalyzeFlags& flags) {
  AnalyzePlan plan;
  if (!parse_offset_unit(flags.offsets, plan.input.unit))
    return not_one_of("--offsets", "code_point, byte or utf16", flags.offsets);
  if (!parse_input_format(flags.input_format, plan.input.format))
    return not_one_of("--input-format", "auto, html, text or jsonl", flags.input_format);
  if (flags.color != "auto" && flags.color != "always" && flags.color != "never")
    return not_one_of("--color", "auto, always or never", flags.color);
  plan.to_terminal = !is_file_output(flags.output) && stdout_is_terminal();
  auto format = output_format(flags, plan.to_terminal);
  if (!format) return format.error();
  plan.format = format.value();
  const bool json = plan.format == Format::json || plan.format == Format::jsonl;
  if (!flags.layers.empty() && !json)
    return usage("--layer adds to JSON, and the output is none", "Add --format json or jsonl.");
  if (auto fits = check_report(flags); !fits) return fits.error();
  if (auto fits = check_declared(flags); !fits) return fits.error();
  auto paths = input_paths(flags);
  if (!paths) return paths.error();
  plan.paths = std::move(paths).value();
  return plan;
}

void AnalyzeFlags::add_to(CLI::App& command) {
  command.footer(
      "Inputs are HTML (.html .htm .xhtml), text (.txt) and JSON lines (.jsonl .ndjson), each also as .gz, .zst, .xz "
      "or .bz2.\n"
      "Of a folder also what is a page by its content; what is left out is counted.\n"
      "A JSON line is {\"id\", \"html\" or \"text\", \"url\"?, \"published\"?, \"mentions\"?: [{\"begin\", \"end\", "
      "\"type\", \"entity\"?}]}.\n"
      "Exit status: 0 all well, 1 documents failed, 2 nothing was done, 130 interrupted.");
  command.add_option("paths", paths, "Files, folders, or - for standard input, which a pipe needs not")
      ->type_name("PATHS");
  command.add_option("-f,--format", format, "text, json, jsonl, csv or html; default text on a terminal, else jsonl")
      ->type_name("FORMAT")
      ->envname("NEWSGRAIN_FORMAT")
      ->group("Output");
  command.add_option("-o,--output", output, "Write to a file; its suffix tells the format, .gz and .zst compress")
      ->type_name("FILE")
      ->group("Output");
  command.add_option("--report", report, "Write an HTML report too")->type_name("FILE")->group("Output");
  command.add_option("--offsets", offsets, "Unit of offsets, in and out: code_point, byte or utf16")
      ->type_name("UNIT")
      ->group("Output");
  add_repeatable(command, "--layer", layers, "Add a layer such as token or element to JSON")
      ->type_name("NAME")
      ->group("Output");
  command.add_option("--color", color, "auto, always or never")->type_name("WHEN")->group("Output");
  pipeline.add_verbosity(command);
  command.add_option("-j,--threads", threads, "Worker threads; default one per core")
      ->type_name("N")
      ->envname("NEWSGRAIN_JOBS")
      ->check(CLI::Range(1u, 1024u))
      ->group("Limits");
  command.add_flag("--strict", strict, "Stop at the first document that fails")->group("Limits");
  command.add_option("--input-format", input_format, "auto, html, text or jsonl")->type_name("FORMAT")->group("Input");
  command.add_option("--charset", charset, "Encoding that the server declared")->type_name("NAME")->group("Input");
  command.add_option("--language", language, "Language of the documents, for example en")
      ->type_name("TAG")
      ->group("Input");
  command.add_option("--url", url, "Address of the page")->type_name("URL")->group("Input");
  command
      .add_flag("--site-context", site_context,
                "Let pages of one site help each other: lines that stand on several of them are no article's. Reads "
                "the inputs twice; "
                "texts need their address (\"url\" in JSON lines, or --url)")
      ->group("Input");
  pipeline.add_search(command);
  pipeline.add_pipeline(command);
  pipeline.add_limits(command);
}

}  // namespace newsgrain::cli

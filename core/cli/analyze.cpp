// newsgrain analyze: pages and texts in, documents out.
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <thread>

#include "commands.hpp"
#include "document_sink.hpp"
#include "interrupt.hpp"
#include "newsgrain/input.hpp"
#include "newsgrain/pipeline.hpp"
#include "newsgrain/site_context.hpp"
#include "pipeline_flags.hpp"
#include "progress.hpp"
#include "terminal.hpp"

namespace newsgrain::cli {
namespace {

struct AnalyzeFlags {
  PipelineFlags pipeline;
  std::vector<std::string> paths, layers;
  std::string format, output, report, input_format = "auto", offsets = "code_point", charset, language, url,
                                      color = "auto";
  unsigned threads = 0;
  bool strict = false, site_context = false;
};

// Fills in what the command line says about all inputs.
class WithDefaults : public InputSource {
 public:
  WithDefaults(std::unique_ptr<InputSource> inner, const AnalyzeFlags& flags,
               std::shared_ptr<const SiteContext> site_context)
      : inner_(std::move(inner)), flags_(flags), site_context_(std::move(site_context)) {}
  bool next(Input& out) override {
    if (!inner_->next(out)) return false;
    if (out.charset.empty()) out.charset = flags_.charset;
    if (out.language.empty()) out.language = flags_.language;
    if (out.url.empty()) out.url = flags_.url;
    out.site_context = site_context_;
    return true;
  }

 private:
  std::unique_ptr<InputSource> inner_;
  const AnalyzeFlags& flags_;
  const std::shared_ptr<const SiteContext> site_context_;
};

Error usage(std::string message) { return {ErrorCode::bad_usage, std::move(message), ""}; }

// One path that is no folder: there will be one document, unless it turns out to be JSON lines.
bool names_one_document(const AnalyzeFlags& flags) {
  std::error_code ignored;
  return flags.paths.size() == 1 && !std::filesystem::is_directory(flags.paths[0], ignored);
}

bool may_be_json_lines(const AnalyzeFlags& flags) {
  if (flags.input_format != "auto") return flags.input_format == "jsonl";
  const std::string& path = flags.paths[0];
  return path == "-" || path.find(".jsonl") != std::string::npos || path.find(".ndjson") != std::string::npos;
}

unsigned thread_count(const AnalyzeFlags& flags) {
  if (flags.threads != 0) return flags.threads;
  if (names_one_document(flags) && !may_be_json_lines(flags)) return 1;
  return std::max(1u, std::thread::hardware_concurrency());
}

// One run, from options to exit code.
class Analysis {
 public:
  explicit Analysis(const AnalyzeFlags& flags) : flags_(flags) {}

  int run() {
    if (auto ready = read_flags(); !ready) return cli::report(ready.error());
    auto options = flags_.pipeline.options();
    if (!options) return cli::report(options.error());
    auto pipeline = Pipeline::create(std::move(options).value());
    if (!pipeline) return cli::report(pipeline.error());
    if (auto opened = output_.open(flags_.output); !opened) return cli::report(opened.error());
    if (!flags_.report.empty())
      if (auto opened = report_file_.open(flags_.report); !opened) return cli::report(opened.error());

    catch_signals();
    input_options_.max_input = pipeline.value()->options().max_input;
    input_options_.cancelled = [] { return interruption().cancelled(); };
    WithDefaults source(open_inputs(flags_.paths, input_options_), flags_,
                        flags_.site_context ? count_lines() : nullptr);
    return analyze(*pipeline.value(), source);
  }

 private:
  // The first pass of --site-context.
  std::shared_ptr<const SiteContext> count_lines() const {
    SiteContext context;
    WithDefaults source(open_inputs(flags_.paths, input_options_), flags_, nullptr);
    for (Input input; source.next(input); input = Input()) context.add(input, input_options_.max_input);
    return std::make_shared<const SiteContext>(std::move(context));
  }

  Result<void> read_flags() {
    if (flags_.paths.empty()) return usage("no input: name files or folders, or - for standard input");
    if (flags_.site_context && std::find(flags_.paths.begin(), flags_.paths.end(), "-") != flags_.paths.end())
      return usage(
          "--site-context reads its inputs twice, which standard input can't be: write it to a file and name that");
    if (!parse_offset_unit(flags_.offsets, input_options_.unit))
      return usage("--offsets is code_point, byte or utf16, not \"" + flags_.offsets + "\"");
    if (!parse_input_format(flags_.input_format, input_options_.format))
      return usage("--input-format is auto, html, text or jsonl, not \"" + flags_.input_format + "\"");
    if (flags_.color != "auto" && flags_.color != "always" && flags_.color != "never")
      return usage("--color is auto, always or never, not \"" + flags_.color + "\"");
    const bool to_file = !flags_.output.empty() && flags_.output != "-";
    if (flags_.format.empty())
      format_ = to_file ? format_of_file(flags_.output) : stdout_is_terminal() ? Format::text : Format::jsonl;
    else if (!parse_format(flags_.format, format_))
      return usage("--format is text, json, jsonl, csv or html, not \"" + flags_.format + "\"");
    if (flags_.report == "-") return usage("--report needs a file; for HTML on standard output use --format html");
    to_terminal_ = !to_file && stdout_is_terminal();
    return {};
  }

  int analyze(const Pipeline& pipeline, InputSource& source) {
    WriteOptions write_options;
    write_options.unit = input_options_.unit;
    write_options.layers = flags_.layers;
    DocumentSink sink(output_, format_, write_options, names_one_document(flags_),
                      use_color(flags_.color, to_terminal_), terminal_width());
    DocumentSink report_sink(report_file_, Format::html, write_options, false, false, 0);
    const bool quiet = flags_.pipeline.quiet;
    Progress progress(!quiet && stderr_is_terminal() && !to_terminal_);
    bool writing = sink.begin() && (flags_.report.empty() || report_sink.begin());
    bool stopped = false;  // by --strict
    if (writing) {
      pipeline.run_rendered(
          source, thread_count(flags_), [&](const Document& doc) { return sink.render(doc); },
          [&](Document&& doc, std::string&& rendered) {
            if (doc.error.code == ErrorCode::cancelled) return false;  // only finished documents are kept
            tally_.add(doc);
            if (!quiet && Tally::is_failure(doc.status)) {
              progress.clear();
              complain_about(doc);
            }
            writing =
                sink.add(std::move(rendered)) && (flags_.report.empty() || report_sink.add(report_sink.render(doc)));
            progress.update(tally_.documents(), tally_.failed());
            stopped = flags_.strict && Tally::is_failure(doc.status);
            return writing && !stopped;
          },
          &interruption());
    }
    progress.clear();
    if (writing) writing = sink.end() && (flags_.report.empty() || report_sink.end());
    return finish(stopped);
  }

  void complain_about(const Document& doc) {
    constexpr uint64_t kMostLines = 10;
    if (tally_.failed() > kMostLines) return;
    std::string line = std::string(status_name(doc.status)) + ": " + doc.error.to_string();
    if (doc.error.where.empty()) line = doc.input + ": " + line;
    complain(line);
    if (tally_.failed() == kMostLines) complain("further failures are only counted");
  }

  int finish(bool stopped) {
    const bool quiet = flags_.pipeline.quiet;
    for (Output* output : {&output_, &report_file_})
      if (!output->close()) return cli::report(output->error());
    if (interruption().cancelled()) {
      if (!quiet) complain("interrupted after " + tally_.summary());
      return kInterrupted;
    }
    if (!quiet && tally_.failed() != 0)
      complain(stopped ? "stopped by --strict after " + tally_.summary() : tally_.summary());
    if (!quiet && tally_.documents() == 0) complain("no documents: the inputs hold nothing to analyse");
    if (tally_.unreadable()) return kTrouble;
    return tally_.failed() != 0 ? kFindings : kClean;
  }

  const AnalyzeFlags& flags_;
  InputOptions input_options_;
  Format format_ = Format::jsonl;
  bool to_terminal_ = false;
  Output output_, report_file_;
  Tally tally_;
};

}  // namespace

void add_analyze(CLI::App& app, Command& chosen) {
  auto flags = std::make_shared<AnalyzeFlags>();
  CLI::App* command = app.add_subcommand("analyze", "Analyse pages and texts: article, names, quotes, sentiment");
  command->footer(
      "Inputs are HTML (.html .htm .xhtml), text (.txt) and JSON lines (.jsonl .ndjson), each also as .gz or .zst.\n"
      "A JSON line is {\"id\", \"html\" or \"text\", \"url\"?, \"published\"?, \"mentions\"?: [{\"begin\", \"end\", "
      "\"type\", \"entity\"?}]}.\n"
      "Exit status: 0 all well, 1 documents failed, 2 usage, configuration or unreadable files, 130 interrupted.");
  command->add_option("paths", flags->paths, "Files, folders, or - for standard input")->type_name("PATHS");
  command
      ->add_option("-f,--format", flags->format,
                   "text, json, jsonl, csv or html; default text on a terminal, else jsonl")
      ->type_name("FORMAT")
      ->envname("NEWSGRAIN_FORMAT")
      ->group("Output");
  command->add_option("-o,--output", flags->output, "Write to a file; its suffix tells the format")
      ->type_name("FILE")
      ->group("Output");
  command->add_option("--report", flags->report, "Write an HTML report too")->type_name("FILE")->group("Output");
  command->add_option("--offsets", flags->offsets, "Unit of offsets, in and out: code_point, byte or utf16")
      ->type_name("UNIT")
      ->group("Output");
  command
      ->add_option("--layer", flags->layers, "Add a layer such as token or element to JSON; may be given several times")
      ->type_name("NAME")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->group("Output");
  command->add_option("--color", flags->color, "auto, always or never")->type_name("WHEN")->group("Output");
  flags->pipeline.add_verbosity(*command);
  command->add_option("-j,--threads", flags->threads, "Worker threads; default one per core")
      ->type_name("N")
      ->envname("NEWSGRAIN_JOBS")
      ->check(CLI::Range(1u, 1024u))
      ->group("Limits");
  command->add_flag("--strict", flags->strict, "Stop at the first document that fails")->group("Limits");
  command->add_option("--input-format", flags->input_format, "auto, html, text or jsonl")
      ->type_name("FORMAT")
      ->group("Input");
  command->add_option("--charset", flags->charset, "Encoding that the server declared")
      ->type_name("NAME")
      ->group("Input");
  command->add_option("--language", flags->language, "Language of the documents, for example en")
      ->type_name("TAG")
      ->group("Input");
  command->add_option("--url", flags->url, "Address of the page")->type_name("URL")->group("Input");
  command
      ->add_flag("--site-context", flags->site_context,
                 "Let pages of one site help each other: lines that stand on several of them are no article's. Reads "
                 "the inputs twice; "
                 "texts need their address (\"url\" in JSON lines, or --url)")
      ->group("Input");
  flags->pipeline.add_search(*command);
  flags->pipeline.add_pipeline(*command);
  flags->pipeline.add_limits(*command);
  command->callback([flags, &chosen] { chosen = [flags] { return Analysis(*flags).run(); }; });
}

}  // namespace newsgrain::cli

// newsgrain analyze: pages and texts in, documents out.
#include <algorithm>
#include <filesystem>
#include <memory>
#include <thread>

#include "analyze_flags.hpp"
#include "analyze_outputs.hpp"
#include "commands.hpp"
#include "document_sink.hpp"
#include "interrupt.hpp"
#include "newsgrain/input.hpp"
#include "newsgrain/pipeline.hpp"
#include "newsgrain/site_context.hpp"
#include "newsgrain/writer.hpp"
#include "options.hpp"
#include "passed_over.hpp"
#include "progress.hpp"
#include "terminal.hpp"

namespace newsgrain::cli {
namespace {

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

// One path that is no folder: there will be one document, unless it turns out to be JSON lines.
bool names_one_document(const AnalyzePlan& plan) {
  std::error_code ignored;
  return plan.paths.size() == 1 && !std::filesystem::is_directory(plan.paths[0], ignored);
}

bool may_be_json_lines(const AnalyzePlan& plan) {
  if (plan.input.format != InputFormat::detect) return plan.input.format == InputFormat::jsonl;
  const std::string& path = plan.paths[0];
  return path == "-" || path.find(".jsonl") != std::string::npos || path.find(".ndjson") != std::string::npos;
}

unsigned thread_count(const AnalyzeFlags& flags, const AnalyzePlan& plan) {
  if (flags.threads != 0) return flags.threads;
  if (names_one_document(plan) && !may_be_json_lines(plan)) return 1;
  return std::max(1u, std::thread::hardware_concurrency());
}

Result<void> check_layers_of(const Pipeline& pipeline, const std::vector<std::string>& layers) {
  std::vector<std::string> written;
  for (const PlanStep& step : pipeline.plan()) written.insert(written.end(), step.writes.begin(), step.writes.end());
  return check_layers(layers, written);
}

// The documents, and the report beside them if there is one.
class Sinks {
 public:
  Sinks(AnalyzeOutputs& outputs, const AnalyzeFlags& flags, const AnalyzePlan& plan, uint32_t timeout_ms)
      : data_(outputs.data(), plan.format, options(flags, plan, timeout_ms), names_one_document(plan),
              use_color(flags.color, plan.to_terminal), terminal_width()),
        report_(outputs.report(), Format::html, options(flags, plan, timeout_ms), false, false, 0),
        with_report_(!flags.report.empty()) {}
  // False when nothing more can be written.
  bool begin() { return data_.begin() && (!with_report_ || report_.begin()); }
  std::string render(Document& doc) const { return data_.render(doc); }
  bool add(Document& doc, std::string&& rendered) {
    return data_.add(std::move(rendered)) && (!with_report_ || report_.add(report_.render(doc)));
  }
  bool end() { return data_.end() && (!with_report_ || report_.end()); }

 private:
  static WriteOptions options(const AnalyzeFlags& flags, const AnalyzePlan& plan, uint32_t timeout_ms) {
    WriteOptions out;
    out.unit = plan.input.unit;
    out.layers = flags.layers;
    out.timeout_ms = timeout_ms;
    return out;
  }
  DocumentSink data_, report_;
  bool with_report_;
};

// One run, from options to exit code.
class Analysis {
 public:
  Analysis(const AnalyzeFlags& flags, AnalyzePlan plan) : flags_(flags), plan_(std::move(plan)), outputs_(flags) {}

  Result<int> run() {
    if (auto fit = outputs_.check(plan_.paths); !fit) return fit.error();
    auto options = flags_.pipeline.options();
    if (!options) return options.error();
    auto made = Pipeline::create(std::move(options).value());
    if (!made) return made.error();
    const Pipeline& pipeline = *made.value();
    if (auto fit = check_layers_of(pipeline, flags_.layers); !fit) return fit.error();
    if (auto opened = outputs_.open(); !opened) return opened.error();

    catch_signals();
    plan_.input.max_input = pipeline.options().max_input;
    plan_.input.cancelled = [] { return interruption().cancelled(); };
    plan_.input.left_out = [this](const std::string& path) { return outputs_.leaves_out(path); };
    auto site_context = flags_.site_context ? count_lines() : nullptr;
    plan_.input.passed_over = [this](const std::string& path) { passed_over_.add(path); };
    WithDefaults source(open_inputs(plan_.paths, plan_.input), flags_, std::move(site_context));
    analyze(pipeline, source);
    return finish();
  }

 private:
  // Why there are no more documents.
  enum class End { all_done, strict, cannot_write };

  // The first pass of --site-context.
  std::shared_ptr<const SiteContext> count_lines() const {
    SiteContext context;
    WithDefaults source(open_inputs(plan_.paths, plan_.input), flags_, nullptr);
    for (Input input; source.next(input); input = Input()) context.add(input, plan_.input.max_input);
    return std::make_shared<const SiteContext>(std::move(context));
  }

  void analyze(const Pipeline& pipeline, InputSource& source) {
    Sinks sinks(outputs_, flags_, plan_, pipeline.options().timeout_ms);
    Progress progress(!flags_.pipeline.quiet && stderr_is_terminal() && !plan_.to_terminal);
    bool writing = sinks.begin();
    auto deliver = [&](Document&& doc, std::string&& rendered) {
      if (doc.error.code == ErrorCode::cancelled) return false;  // only finished documents are kept
      count(doc, progress);
      writing = sinks.add(doc, std::move(rendered));
      return writing && end_ == End::all_done;
    };
    if (writing)
      pipeline.run_rendered(
          source, thread_count(flags_, plan_), [&](Document& doc) { return sinks.render(doc); }, deliver,
          &interruption());
    progress.clear();
    if (!writing || !sinks.end()) end_ = End::cannot_write;
  }

  void count(const Document& doc, Progress& progress) {
    tally_.add(doc);
    if (Tally::is_failure(doc.status)) {
      progress.clear();
      complain_about(doc);
      if (flags_.strict) end_ = End::strict;
    }
    progress.update(tally_.documents(), tally_.failed());
  }

  void complain_about(const Document& doc) {
    constexpr uint64_t kMostLines = 10;
    if (flags_.pipeline.quiet || tally_.failed() > kMostLines) return;
    std::string line = std::string(status_name(doc.status)) + ": " + doc.error.to_string();
    if (doc.error.where.empty()) line = doc.input + ": " + line;
    complain(line);
    if (tally_.failed() == kMostLines) complain("further failures are only counted");
  }

  Result<int> finish() {
    const bool interrupted = interruption().cancelled(), anything = tally_.documents() != 0;
    if (!interrupted && end_ == End::all_done) {
      if (auto published = outputs_.publish(tally_.readable() != 0); !published) return stopped(published.error());
    } else {
      outputs_.stop(anything);
      if (outputs_.error().code != ErrorCode::none) return outputs_.error();
    }
    say_how_it_ended(interrupted);
    if (interrupted) return kInterrupted;
    // A reader that has gone away has what it wanted.
    if (tally_.readable() == 0 && end_ != End::cannot_write) return kTrouble;
    return tally_.failed() != 0 ? kFindings : kClean;
  }

  Error stopped(Error error) {
    outputs_.stop(tally_.documents() != 0);
    return error;
  }

  void say_how_it_ended(bool interrupted) const {
    if (flags_.pipeline.quiet) return;
    if (passed_over_.any()) complain(passed_over_.summary());
    if (interrupted)
      complain("interrupted after " + tally_.summary());
    else if (end_ == End::strict)
      complain("stopped by --strict after " + tally_.summary());
    else if (tally_.failed() != 0)
      complain(tally_.summary());
    else if (tally_.documents() == 0 && end_ == End::all_done)
      complain("no documents: the inputs hold nothing to analyse");
  }

  const AnalyzeFlags& flags_;
  AnalyzePlan plan_;
  AnalyzeOutputs outputs_;
  Tally tally_;
  End end_ = End::all_done;
  PassedOver passed_over_;
};

int run(const AnalyzeFlags& flags) {
  auto plan = plan_analysis(flags);
  if (!plan) return report(plan.error());
  auto code = Analysis(flags, std::move(plan).value()).run();
  return code ? code.value() : report(code.error());
}

}  // namespace

void add_analyze(CLI::App& app, Command& chosen) {
  auto flags = std::make_shared<AnalyzeFlags>();
  CLI::App* command = app.add_subcommand("analyze", "Analyse pages and texts: article, names, quotes, sentiment");
  flags->add_to(*command);
  command->callback([flags, command, &chosen] {
    flags->format_given = is_given(*command, "--format");
    chosen = [flags] { return run(*flags); };
  });
}

}  // namespace newsgrain::cli

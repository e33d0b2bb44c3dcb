// newsgrain pipeline explain: which components run, in which order, and why. newsgrain pipeline lock: what they are
// made of.
#include <algorithm>
#include <memory>

#include "commands.hpp"
#include "newsgrain/build_info.hpp"
#include "newsgrain/pipeline.hpp"
#include "output.hpp"
#include "pipeline_flags.hpp"
#include "terminal.hpp"

namespace newsgrain::cli {
namespace {

Value as_array(const std::vector<std::string>& items) {
  Value::Array out;
  for (const std::string& item : items) out.emplace_back(item);
  return out;
}

std::string joined(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : ", ") + item;
  return out.empty() ? "-" : out;
}

std::string as_json(const std::vector<PlanStep>& plan) {
  Value::Array steps;
  for (const PlanStep& step : plan) {
    steps.emplace_back(Value::Object{{"component", step.component},
                                     {"plugin", step.plugin},
                                     {"version", step.version},
                                     {"origin", step.origin},
                                     {"isolation", step.isolated ? "process" : "none"},
                                     {"languages", as_array(step.languages)},
                                     {"after", as_array(step.after)},
                                     {"reads", as_array(step.reads)},
                                     {"writes", as_array(step.writes)},
                                     {"missing_optional", as_array(step.missing_optional)},
                                     {"config", step.config}});
  }
  return Value(std::move(steps)).to_json() + "\n";
}

std::string as_text(const std::vector<PlanStep>& plan) {
  std::vector<std::vector<std::string>> rows{
      {"", "COMPONENT", "PLUGIN", "RUNS IN", "AFTER", "READS", "WRITES", "LANGUAGES"}};
  rows.push_back(
      {"0", "reader", "newsgrain " + std::string(version()), "host", "-", "source", "element, block", "any"});
  for (size_t i = 0; i < plan.size(); ++i) {
    const PlanStep& step = plan[i];
    rows.push_back({std::to_string(i + 1), step.component, step.plugin + " " + step.version,
                    step.isolated ? "own process" : "host", joined(step.after), joined(step.reads), joined(step.writes),
                    step.languages.empty() ? "any" : joined(step.languages)});
  }
  std::string out = table(rows);
  for (const PlanStep& step : plan)
    if (!step.missing_optional.empty())
      out += "\n" + step.component + " runs without the optional layers " + joined(step.missing_optional) + ".\n";
  for (const PlanStep& step : plan)
    if (step.config.object() != nullptr && !step.config.object()->empty())
      out += "\n" + step.component + ": " + step.config.to_json() + "\n";
  return out;
}

// A drawing: a row per component, a column per layer; a dot where it is written, a ring where it is read.
class Drawing {
 public:
  explicit Drawing(const std::vector<PlanStep>& plan) {
    rows_.push_back({"reader", "source bytes to text", false, {}, {"element", "block"}});
    for (const PlanStep& step : plan)
      rows_.push_back({step.component, step.plugin + " " + step.version, step.isolated, step.reads, step.writes});
    for (const Row& row : rows_) {
      for (const std::string& layer : row.writes) add_layer(layer);
      for (const std::string& layer : row.reads) add_layer(plain(layer));
    }
  }

  std::string svg() const {
    size_t longest = 0;
    for (const Row& row : rows_)
      longest = std::max({longest, row.name.size(), row.detail.size() + (row.isolated ? 13 : 0)});
    const size_t left = 24 + longest * 7, step_x = 34, step_y = 46, top = 150;
    const size_t width = left + layers_.size() * step_x + 120, height = top + rows_.size() * step_y + 40;
    auto x = [&](size_t layer) { return std::to_string(left + 24 + layer * step_x); };
    auto y = [&](size_t row) { return top + row * step_y; };
    std::string out =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + std::to_string(width) + " " +
        std::to_string(height) + "\" width=\"" + std::to_string(width) + "\" height=\"" + std::to_string(height) +
        "\" font-family=\"sans-serif\" font-size=\"12\">\n<title>Layers read and written by the components</title>\n"
        "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n";
    for (size_t l = 0; l < layers_.size(); ++l) {
      size_t first = rows_.size(), last = 0;
      for (size_t r = 0; r < rows_.size(); ++r) {
        if (!writes(rows_[r], layers_[l]) && reads(rows_[r], layers_[l]) == Reads::no) continue;
        first = std::min(first, r);
        last = std::max(last, r);
      }
      out += "<text transform=\"translate(" + x(l) + "," + std::to_string(top - 24) + ") rotate(-50)\">" +
             escaped(layers_[l]) + "</text>\n";
      out += "<line x1=\"" + x(l) + "\" x2=\"" + x(l) + "\" y1=\"" + std::to_string(y(first)) + "\" y2=\"" +
             std::to_string(y(last)) + "\" stroke=\"#94a3b8\" stroke-width=\"2\"/>\n";
    }
    for (size_t r = 0; r < rows_.size(); ++r) {
      const Row& row = rows_[r];
      out += "<text x=\"12\" y=\"" + std::to_string(y(r)) + "\" font-weight=\"bold\">" + escaped(row.name) +
             "</text>\n<text x=\"12\" y=\"" + std::to_string(y(r) + 15) + "\" fill=\"#64748b\" font-size=\"11\">" +
             escaped(row.detail + (row.isolated ? ", own process" : "")) + "</text>\n";
      for (size_t l = 0; l < layers_.size(); ++l) {
        const std::string at = "<circle cx=\"" + x(l) + "\" cy=\"" + std::to_string(y(r)) +
                               "\" r=\"6\" stroke=\"#1d4ed8\" stroke-width=\"2\" fill=\"";
        const Reads read = reads(row, layers_[l]);
        if (writes(row, layers_[l]))
          out += at + "#1d4ed8\"><title>" + escaped(row.name + " writes " + layers_[l]) + "</title></circle>\n";
        else if (read != Reads::no)
          out += at + "#fff\"" + (read == Reads::optional ? " stroke-dasharray=\"3 2\"" : "") + "><title>" +
                 escaped(row.name + " reads " + layers_[l]) + "</title></circle>\n";
      }
    }
    out += "<text x=\"12\" y=\"" + std::to_string(height - 14) +
           "\" fill=\"#64748b\" font-size=\"11\">dot: writes; ring: reads; dashed ring: reads if it is "
           "there</text>\n</svg>\n";
    return out;
  }

 private:
  enum class Reads { no, yes, optional };
  struct Row {
    std::string name, detail;
    bool isolated;
    std::vector<std::string> reads, writes;
  };
  static std::string plain(const std::string& layer) {
    return layer.back() == '?' ? layer.substr(0, layer.size() - 1) : layer;
  }
  void add_layer(const std::string& layer) {
    if (std::find(layers_.begin(), layers_.end(), layer) == layers_.end()) layers_.push_back(layer);
  }
  static bool writes(const Row& row, const std::string& layer) {
    return std::find(row.writes.begin(), row.writes.end(), layer) != row.writes.end();
  }
  static Reads reads(const Row& row, const std::string& layer) {
    for (const std::string& read : row.reads)
      if (plain(read) == layer) return read.back() == '?' ? Reads::optional : Reads::yes;
    return Reads::no;
  }
  static std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) out += c == '<' ? "&lt;" : c == '&' ? "&amp;" : c == '>' ? "&gt;" : std::string(1, c);
    return out;
  }
  std::vector<Row> rows_;
  std::vector<std::string> layers_;
};

struct ExplainFlags : PipelineFlags {
  bool json = false;
  std::string format = "table";
};

int explain(const ExplainFlags& flags) {
  auto options = flags.options();
  if (!options) return report(options.error());
  auto pipeline = Pipeline::create(std::move(options).value());
  if (!pipeline) return report(pipeline.error());
  const std::vector<PlanStep>& plan = pipeline.value()->plan();
  if (flags.json || flags.format == "json") return print(as_json(plan));
  return print(flags.format == "svg" ? Drawing(plan).svg() : as_text(plan));
}

int write_lock(const PipelineFlags& flags, const std::string& path) {
  auto options = flags.options();
  if (!options) return report(options.error());
  options.value().locked.clear();
  auto text = lock_pipeline(options.value());
  if (!text) return report(text.error());
  Output out;
  if (auto opened = out.open(path); !opened) return report(opened.error());
  return out.write(text.value()) && out.publish() ? kClean : report(out.error());
}

}  // namespace

void add_pipeline(CLI::App& app, Command& chosen) {
  CLI::App* group = app.add_subcommand("pipeline", "Look at the pipeline, or lock it");
  group->require_subcommand(1);
  auto flags = std::make_shared<ExplainFlags>();
  CLI::App* command =
      group->add_subcommand("explain", "Print the components in their order, with layers and configuration");
  flags->add_search(*command);
  flags->add_pipeline(*command);
  command->add_option("--format", flags->format, "table, json, or svg: a drawing of who reads and writes what")
      ->check(CLI::IsMember({"table", "json", "svg"}))
      ->type_name("FORMAT");
  command->add_flag("--json", flags->json, "As JSON");
  command->callback([flags, &chosen] { chosen = [flags] { return explain(*flags); }; });

  auto lock_flags = std::make_shared<PipelineFlags>();
  auto path = std::make_shared<std::string>();
  CLI::App* lock_command =
      group->add_subcommand("lock", "Write the hashes of all plugins and models, and the configuration, for --locked");
  lock_flags->add_search(*lock_command);
  lock_flags->add_pipeline(*lock_command);
  lock_command->add_option("-o,--output", *path, "File to write; default standard output")->type_name("FILE");
  lock_command->callback(
      [lock_flags, path, &chosen] { chosen = [lock_flags, path] { return write_lock(*lock_flags, *path); }; });
}

}  // namespace newsgrain::cli

// newsgrain pipeline explain: which components run, in which order, and why.
#include <memory>

#include "commands.hpp"
#include "newsgrain/pipeline.hpp"
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
  std::vector<std::vector<std::string>> rows{{"", "COMPONENT", "PLUGIN", "AFTER", "READS", "WRITES", "LANGUAGES"}};
  rows.push_back({"0", "reader", "newsgrain " + std::string(version()), "-", "source", "element, block", "any"});
  for (size_t i = 0; i < plan.size(); ++i) {
    const PlanStep& step = plan[i];
    rows.push_back({std::to_string(i + 1), step.component, step.plugin + " " + step.version, joined(step.after),
                    joined(step.reads), joined(step.writes), step.languages.empty() ? "any" : joined(step.languages)});
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

}  // namespace

void add_pipeline(CLI::App& app, Command& chosen) {
  CLI::App* group = app.add_subcommand("pipeline", "Look at the pipeline");
  group->require_subcommand(1);
  CLI::App* command = group->add_subcommand("explain", "Print the components in their order, with layers and configuration");
  auto flags = std::make_shared<PipelineFlags>();
  auto json = std::make_shared<bool>(false);
  flags->add_search(*command);
  flags->add_pipeline(*command);
  command->add_flag("--json", *json, "As JSON");
  command->callback([flags, json, &chosen] {
    chosen = [flags, json] {
      auto options = flags->options();
      if (!options) return report(options.error());
      auto pipeline = Pipeline::create(std::move(options).value());
      if (!pipeline) return report(pipeline.error());
      return print(*json ? as_json(pipeline.value()->plan()) : as_text(pipeline.value()->plan()));
    };
  });
}

}  // namespace newsgrain::cli

// newsgrain: the command line. Data on standard output only, everything else on standard error.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <exception>

#include "commands.hpp"
#include "newsgrain/build_info.hpp"
#include "newsgrain/isolation.hpp"
#include "newsgrain/value.hpp"
#include "terminal.hpp"

namespace {

using namespace newsgrain;
using namespace newsgrain::cli;

int print_version(bool json) {
  if (!json) return print("newsgrain " + build_info().front().second + "\n");
  Value::Object out;
  for (auto& [name, version] : build_info()) out.emplace_back(name, version);
  return print(Value(std::move(out)).to_json() + "\n");
}

// The subcommand that the user is in, for the hint.
const CLI::App* innermost(const CLI::App* app) {
  const auto chosen = app->get_subcommands();
  return chosen.empty() ? app : innermost(chosen.front());
}

std::string full_name(const CLI::App* app) {
  return app->get_parent() == nullptr ? "newsgrain" : full_name(app->get_parent()) + " " + app->get_name();
}

int run(int argc, char** argv) {
  CLI::App app("From a news page to who said what: article text, names, quotes with speakers, sentiment", "newsgrain");
  app.get_formatter()->column_width(32);
  app.set_help_flag("-h,--help", "Print this help");
  app.footer("Start with: newsgrain analyze PAGE.html");
  Command chosen;
  bool version = false, json = false;
  app.add_flag("--version", version, "Print the version");
  app.add_flag("--json", json, "With --version: versions of all parts as JSON");
  add_analyze(app, chosen);
  add_schema(app, chosen);
  add_plugin(app, chosen);
  add_pipeline(app, chosen);
  add_doctor(app, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    return print(innermost(&app)->help("", CLI::AppFormatMode::Normal));
  } catch (const CLI::ParseError& error) {
    complain(error.what());
    complain("`" + full_name(innermost(&app)) + " --help` shows what there is.");
    return kTrouble;
  }
  if (version) return print_version(json);
  if (chosen) return chosen();
  write_stderr(app.help());
  return kTrouble;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && argv[1] == kWorkerArgument) return worker_main();
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    return report({ErrorCode::internal, error.what(), ""});
  }
}

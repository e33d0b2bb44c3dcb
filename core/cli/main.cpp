// newsgrain: the command line. Data on standard output only, everything else on standard error.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <exception>

#include "commands.hpp"
#include "newsgrain/build_info.hpp"
#include "newsgrain/isolation.hpp"
#include "newsgrain/value.hpp"
#include "options.hpp"
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

int run(int argc, char** argv) {
  CLI::App app("From a news page to who said what: article text, names, quotes with speakers, sentiment", "newsgrain");
  app.get_formatter()->column_width(32);
  app.set_help_flag("-h,--help", "Print this help");
  app.footer("Start with: newsgrain analyze PAGE.html");
  Command chosen;
  bool version = false, json = false;
  app.add_flag("-V,--version", version, "Print the version");
  app.add_flag("--json", json, "With --version: versions of all parts as JSON");
  add_analyze(app, chosen);
  add_schema(app, chosen);
  add_plugin(app, chosen);
  add_pipeline(app, chosen);
  add_doctor(app, chosen);
  add_help(app);
  check_values(app);
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (!arguments.empty() && arguments.front() == "help")
    return print_help(app, {arguments.begin() + 1, arguments.end()});
  if (auto fit = check_arguments(arguments); !fit) return report(fit.error());
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    return print(help_of(innermost(app)));
  } catch (const CLI::ParseError& error) {
    return report(usage_error(app, error));
  }
  if (version) return print_version(json);
  if (chosen) return chosen();
  write_stderr(help_of(app));
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

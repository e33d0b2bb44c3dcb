// newsgrain help: what --help prints, for those who ask the other way round.
#include "commands.hpp"
#include "options.hpp"
#include "terminal.hpp"

namespace newsgrain::cli {

void add_help(CLI::App& app) {
  app.add_subcommand("help", "Print the help of a subcommand, for example help plugin show");
}

int print_help(const CLI::App& app, const std::vector<std::string>& names) {
  const CLI::App* at = &app;
  for (const std::string& name : names) {
    if (name == "-h" || name == "--help") continue;
    auto found = find_subcommand(*at, name);
    if (!found) return report(found.error());
    at = found.value();
  }
  return print(help_of(*at));
}

}  // namespace newsgrain::cli

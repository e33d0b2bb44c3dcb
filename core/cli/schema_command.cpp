// newsgrain schema: the JSON Schema of the output.
#include "commands.hpp"
#include "newsgrain/writer.hpp"
#include "terminal.hpp"

namespace newsgrain::cli {

void add_schema(CLI::App& app, Command& chosen) {
  CLI::App* command = app.add_subcommand("schema", "Print the JSON Schema of the output");
  command->callback([&chosen] { chosen = [] { return print(json_schema()); }; });
}

}  // namespace newsgrain::cli

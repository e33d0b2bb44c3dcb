// The subcommands: each adds itself to the app and runs when it was chosen.
#pragma once

#include <CLI/App.hpp>

#include <functional>
#include <string>
#include <vector>

namespace newsgrain::cli {

// 0 clean, 1 findings or failed documents, 2 nothing was done (usage, configuration, no input that can be read, an
// output that can't be written), 130 interrupted. No others.
inline constexpr int kClean = 0, kFindings = 1, kTrouble = 2, kInterrupted = 130;

using Command = std::function<int()>;

// Each sets `chosen` when its subcommand was given.
void add_analyze(CLI::App& app, Command& chosen);
void add_schema(CLI::App& app, Command& chosen);
void add_plugin(CLI::App& app, Command& chosen);
void add_pipeline(CLI::App& app, Command& chosen);
void add_doctor(CLI::App& app, Command& chosen);
void add_help(CLI::App& app);

// newsgrain help NAMES...: the names are those of subcommands, which CLI11 would take for itself.
int print_help(const CLI::App& app, const std::vector<std::string>& names);

}  // namespace newsgrain::cli

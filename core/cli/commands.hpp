// The subcommands: each adds itself to the app and runs when it was chosen.
#pragma once

#include <CLI/App.hpp>

#include <functional>

namespace newsgrain::cli {

// 0 clean, 1 findings or failed documents, 2 usage, configuration or I/O, 130 interrupted. No others.
inline constexpr int kClean = 0, kFindings = 1, kTrouble = 2, kInterrupted = 130;

using Command = std::function<int()>;

// Each sets `chosen` when its subcommand was given.
void add_analyze(CLI::App& app, Command& chosen);
void add_schema(CLI::App& app, Command& chosen);
void add_plugin(CLI::App& app, Command& chosen);
void add_pipeline(CLI::App& app, Command& chosen);
void add_doctor(CLI::App& app, Command& chosen);

}  // namespace newsgrain::cli

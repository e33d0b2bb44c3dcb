// The larger subcommands of `newsgrain plugin`, one file each.
#pragma once

#include <CLI/App.hpp>

#include "commands.hpp"

namespace newsgrain::cli {
void add_plugin_check(CLI::App& group, Command& chosen);
void add_plugin_new(CLI::App& group, Command& chosen);
}  // namespace newsgrain::cli

// What all subcommands ask of CLI11, and what is said when the arguments do not fit.
#pragma once

#include <CLI/App.hpp>

#include <string>
#include <vector>

#include "newsgrain/result.hpp"

namespace newsgrain::cli {

// An option that may be given several times, with one value each time: what follows is not swallowed.
CLI::Option* add_repeatable(CLI::App& app, const std::string& name, std::vector<std::string>& out, std::string help);
// The same rules for the values of all options of the app and its subcommands: none is empty or looks like an option.
void check_values(CLI::App& app);
// True if the option stood on the command line, and does not come from the environment.
bool is_given(const CLI::App& app, const std::string& name);

// "newsgrain plugin show".
std::string full_name(const CLI::App& app);
// The subcommand that the user is in.
const CLI::App& innermost(const CLI::App& app);
// The help of an app, with its full name in the line of usage.
std::string help_of(const CLI::App& app);
// The names of an app's subcommands.
std::vector<std::string> subcommands_of(const CLI::App& app);
// The subcommand of that name, or an error that lists what there is.
Result<const CLI::App*> find_subcommand(const CLI::App& app, const std::string& name);

// "--output= page.html" would take the page as the value.
Result<void> check_arguments(const std::vector<std::string>& arguments);
// What was wrong with the arguments, with a cure.
Error usage_error(const CLI::App& root, const CLI::ParseError& error);

}  // namespace newsgrain::cli

#include "options.hpp"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include "newsgrain/suggestion.hpp"

namespace newsgrain::cli {
namespace {

bool looks_like_option(const std::string& argument) { return argument.size() > 1 && argument.front() == '-'; }

bool exists(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored);
}

std::string value_problem(const std::string& value) {
  if (value.empty()) return "the value is empty";
  if (value.front() == '=') return "takes its value without \"=\": \"" + value + "\"";
  if (looks_like_option(value))
    return "needs a value, and \"" + value + "\" looks like an option; a file of that name is \"./" + value + "\"";
  return "";
}

std::string see_help(const CLI::App& app) { return "`" + full_name(app) + " --help` shows what there is."; }

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> out;
  for (const CLI::Option* option : app.get_options())
    for (const std::string& name : option->get_lnames()) out.push_back("--" + name);
  return out;
}

Error usage(std::string message, std::string cure) {
  return {ErrorCode::bad_usage, std::move(message), "", std::move(cure)};
}

Error unknown_option(const CLI::App& at, const std::string& argument) {
  const std::string name = argument.substr(0, argument.find('='));
  if (exists(argument))
    return usage("\"" + argument + "\" looks like an option, and " + full_name(at) + " has none of that name",
                 "A file of that name is \"./" + argument + "\".");
  return usage(full_name(at) + " has no option " + name + did_you_mean(name, option_names(at)), see_help(at));
}

Error unknown_subcommand(const CLI::App& at, const std::string& name) {
  const std::vector<std::string> known = subcommands_of(at);
  const bool is_input = at.get_parent() == nullptr && (name == "-" || exists(name)) && nearest(name, known).empty();
  return usage("there is no subcommand \"" + name + "\" of " + full_name(at) +
                   (is_input ? "; did you mean \"newsgrain analyze " + name + "\"?" : did_you_mean(name, known)),
               "There are: " + listed(known) + ".");
}

Error leftover(const CLI::App& root, const std::vector<std::string>& arguments) {
  const CLI::App& at = innermost(root);
  const std::string& first = arguments.front();
  if (looks_like_option(first)) return unknown_option(at, first);
  if (!subcommands_of(at).empty()) return unknown_subcommand(at, first);
  std::string all;
  for (const std::string& argument : arguments) all += " " + argument;
  return usage(full_name(at) + " takes no more arguments:" + all, see_help(at));
}

// " (from NEWSGRAIN_JOBS)" where the value that is complained about was not on the command line.
std::string origin(const CLI::App& at, const std::string& message) {
  for (const CLI::Option* option : at.get_options()) {
    const std::string& variable = option->get_envname();
    if (variable.empty() || !message.starts_with(option->get_name() + ":")) continue;
    if (std::getenv(variable.c_str()) != nullptr && !is_given(at, option->get_name()))
      return " (from " + variable + ")";
  }
  return "";
}

}  // namespace

CLI::Option* add_repeatable(CLI::App& app, const std::string& name, std::vector<std::string>& out, std::string help) {
  return app.add_option(name, out, help + "; may be given several times")
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void check_values(CLI::App& app) {
  for (CLI::Option* option : app.get_options([](CLI::Option* o) { return o->nonpositional(); }))
    if (option->get_items_expected_max() > 0) option->check(value_problem, "");
  for (CLI::App* below : app.get_subcommands({})) check_values(*below);
}

bool is_given(const CLI::App& app, const std::string& name) {
  const auto& given = app.parse_order();
  return std::any_of(given.begin(), given.end(), [&](const CLI::Option* o) { return o->check_name(name); });
}

std::string full_name(const CLI::App& app) {
  return app.get_parent() == nullptr ? app.get_name() : full_name(*app.get_parent()) + " " + app.get_name();
}

const CLI::App& innermost(const CLI::App& app) {
  const auto chosen = app.get_subcommands();
  return chosen.empty() ? app : innermost(*chosen.front());
}

std::string help_of(const CLI::App& app) {
  return app.get_formatter()->make_help(&app, full_name(app), CLI::AppFormatMode::Normal);
}

std::vector<std::string> subcommands_of(const CLI::App& app) {
  std::vector<std::string> out;
  for (const CLI::App* below : app.get_subcommands([](const CLI::App*) { return true; }))
    out.push_back(below->get_name());
  return out;
}

Result<const CLI::App*> find_subcommand(const CLI::App& app, const std::string& name) {
  const auto found = app.get_subcommands([&](const CLI::App* below) { return below->get_name() == name; });
  if (found.empty()) return unknown_subcommand(app, name);
  return found.front();
}

Result<void> check_arguments(const std::vector<std::string>& arguments) {
  for (const std::string& argument : arguments) {
    if (argument == "--") break;
    if (argument.starts_with("--") && argument.find('=') + 1 == argument.size())
      return usage("\"" + argument + "\" has no value behind the \"=\"", "Write the value there, without a blank.");
  }
  return {};
}

Error usage_error(const CLI::App& root, const CLI::ParseError& error) {
  const CLI::App& at = innermost(root);
  const auto left = root.remaining(true);
  const bool about_arguments = dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr ||
                               dynamic_cast<const CLI::RequiredError*>(&error) != nullptr;
  if (about_arguments && !left.empty()) return leftover(root, left);
  const std::string message = error.what();
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr && message.find("At Most 1") != std::string::npos)
    return usage(message.substr(0, message.find(':')) + " is given more than once", "Give it once.");
  return usage(message + origin(at, message), see_help(at));
}

}  // namespace newsgrain::cli

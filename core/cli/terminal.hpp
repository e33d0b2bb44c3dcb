// Standard output and error: whole pieces, bytes as they are, no locale.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "newsgrain/result.hpp"

namespace newsgrain::cli {

bool stdout_is_terminal();
bool stderr_is_terminal();
unsigned terminal_width();
// --color auto|always|never, then NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE and TERM.
bool use_color(std::string_view choice, bool terminal);

// One line on standard error: "newsgrain: <text>".
void complain(std::string_view text);
// Writes all of it; errno tells why not.
bool write_all(int descriptor, std::string_view text);
// Raw text on standard error.
void write_stderr(std::string_view text);
// Text on standard output, for commands with little to say. 0 or kTrouble.
int print(std::string_view text);
// Prints an error with its cure; returns kTrouble.
int report(const Error& error);

// Columns filled up with spaces; the first row is the head.
std::string table(const std::vector<std::vector<std::string>>& rows);

}  // namespace newsgrain::cli

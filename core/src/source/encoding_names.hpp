// The names of character encodings on the web, and what stands behind them.
#pragma once

#include <string_view>

namespace newsgrain {

struct Encoding {
  std::string_view name;       // as the Encoding Standard has it, in lower case
  std::string_view converter;  // the name ICU knows; empty for utf-8, utf-16 and replacement
  bool single_byte;
};

// The encoding a label ("latin1", "UTF8", "ks_c_5601-1987") stands for; nullptr if none.
const Encoding* find_encoding(std::string_view label);

}  // namespace newsgrain

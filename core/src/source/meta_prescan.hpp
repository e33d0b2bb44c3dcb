// The encoding a page declares in its own markup.
#pragma once

#include <string_view>

#include "source/encoding_names.hpp"

namespace newsgrain {

// Looks for <meta charset> and <meta http-equiv="content-type"> by the algorithm "prescan a byte stream to determine
// its encoding" of the HTML standard; nullptr if there is none. UTF-16 means UTF-8 here, since the declaration could
// not be read otherwise.
const Encoding* prescan_encoding(std::string_view bytes);

}  // namespace newsgrain

// Text that was given as text: it stays as it is.
#pragma once

#include "newsgrain/reader.hpp"

namespace newsgrain {

// Fills text, text_to_markup and blocks. `content` is where the text begins in the markup.
void read_plain_text(std::string_view markup, size_t content, const ReadOptions& options, ReadResult& result);

}  // namespace newsgrain

// newsgrain.regex/1: the table that plugins get.
#pragma once

namespace newsgrain::internal {
const void* regex_extension();
}

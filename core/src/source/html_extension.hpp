// newsgrain.html/1: the table that plugins get.
#pragma once

namespace newsgrain::internal {
const void* html_extension();
}

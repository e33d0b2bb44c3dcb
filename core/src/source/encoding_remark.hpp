// What a text tells of a wrong decoding before it came here.
#pragma once

#include <string>
#include <string_view>

namespace newsgrain {

// Of valid UTF-8: a remark on UTF-8 that was read as windows-1252 or ISO-8859-1 and encoded again
// ("don\u00E2\u20AC\u2122t"), or on windows-1252 that was read as ISO-8859-1, so that its quotation marks and dashes
// are control characters. Else empty.
std::string encoding_remark(std::string_view text);

}  // namespace newsgrain

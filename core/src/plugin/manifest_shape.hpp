// Which keys a plugin.json may have, and of which kind their values are.
#pragma once

#include "newsgrain/result.hpp"
#include "newsgrain/value.hpp"

namespace newsgrain::internal {

// Fails at the first key that is not known, stands there twice, or has a value of another kind than it takes. The
// message names the place (components[0].reads[1]), and the key that was meant. Keys that begin with "x-" are the
// author's own.
Result<void> check_manifest_shape(const Value& root);

}  // namespace newsgrain::internal

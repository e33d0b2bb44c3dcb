// Layers that come with the input.
#pragma once

#include "newsgrain/document.hpp"
#include "newsgrain/input.hpp"
#include "plugin/component.hpp"

namespace newsgrain::internal {
// Makes the layers entity_mention and entity of the mentions that the user gave.
Result<void> add_given_mentions(Document& doc, const Input& input, const StopSignal& stop);
}  // namespace newsgrain::internal

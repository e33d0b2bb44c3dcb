// phrases.hpp: the phrases of plugins/boilerplate/lang/<code>.tsv, all languages together: a list a class.
#pragma once

#include "find.hpp"

namespace boilerplate::phrases {

#include "phrases.inc"

}  // namespace boilerplate::phrases

// How the reader is to take an input.
#pragma once

#include "newsgrain/input.hpp"
#include "newsgrain/reader.hpp"

namespace newsgrain::internal {

inline ReadOptions read_options(const Input& input) {
  ReadOptions options;
  options.media_type = input.media_type;
  options.charset = input.charset;
  options.decoded = input.decoded;
  return options;
}

}  // namespace newsgrain::internal

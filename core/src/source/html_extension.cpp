#include "source/html_extension.hpp"

#include <algorithm>
#include <cstring>
#include <string>

#include "newsgrain/abi/ext/html.h"
#include "newsgrain/reader.hpp"
#include "source/html_scan.hpp"

namespace newsgrain::internal {
namespace {

int32_t next_attribute(ng_str start_tag, size_t* position, ng_str* name, ng_str* value) {
  if (position == nullptr || name == nullptr || value == nullptr) return 0;
  const std::string_view tag(start_tag.data, start_tag.size);
  if (*position == 0) *position = html::scan_tag_name(tag, std::min<size_t>(1, tag.size()));
  html::Attribute attribute;
  bool self_closing = false;
  if (html::scan_attribute(tag, *position, attribute, self_closing) != html::AttributeScan::attribute) {
    *position = tag.size();
    return 0;
  }
  *name = {tag.data() + attribute.name_begin, attribute.name_end - attribute.name_begin};
  *value = {tag.data() + attribute.value_begin, attribute.value_end - attribute.value_begin};
  return 1;
}

ng_status decode(ng_str raw, int32_t in_attribute, char* out, size_t capacity, size_t* size) {
  if (size == nullptr) return NG_INVALID;
  try {
    std::string decoded;
    decode_character_references({raw.data, raw.size}, in_attribute != 0, decoded);
    *size = decoded.size();
    if (!decoded.empty()) std::memcpy(out, decoded.data(), std::min(capacity, decoded.size()));
    return NG_OK;
  } catch (const std::bad_alloc&) {
    return NG_NO_MEMORY;
  }
}

constexpr ng_html kTable{sizeof(ng_html), 0, &next_attribute, &decode};

}  // namespace

const void* html_extension() { return &kTable; }

}  // namespace newsgrain::internal

// Keys of the layer metadata: the member of Facts that holds each, and its field in the output.
#pragma once

#include <array>

#include "newsgrain/abi/layers.h"
#include "newsgrain/facts.hpp"
#include "newsgrain/shape.hpp"

namespace newsgrain {

struct MetadataKey {
  uint8_t code;  // NG_META_...
  Field field;
  std::string_view Facts::* one = nullptr;
  std::vector<std::string_view> Facts::* many = nullptr;
};

constexpr MetadataKey metadata_text(uint8_t code, std::string_view name, std::string_view Facts::* member) {
  return {.code = code, .field = {.name = name, .from = FieldFrom::computed, .nullable = true}, .one = member};
}
constexpr MetadataKey metadata_texts(uint8_t code, std::string_view name,
                                     std::vector<std::string_view> Facts::* member) {
  return {.code = code, .field = {.name = name, .type = FieldType::texts, .from = FieldFrom::computed}, .many = member};
}
// Only where the page has it.
constexpr MetadataKey metadata_extra(uint8_t code, std::string_view name, std::string_view Facts::* member) {
  return {.code = code, .field = {.name = name, .from = FieldFrom::computed, .optional = true}, .one = member};
}
// A number from 0 to 1, which the layer holds as text.
constexpr MetadataKey metadata_score(uint8_t code, std::string_view name, std::string_view Facts::* member) {
  return {.code = code,
          .field = {.name = name, .type = FieldType::score, .from = FieldFrom::computed, .optional = true},
          .one = member};
}

inline constexpr std::array kMetadataKeys{
    metadata_text(NG_META_TITLE, "title", &Facts::title),
    metadata_texts(NG_META_AUTHOR, "authors", &Facts::authors),
    metadata_text(NG_META_PUBLISHED, "published", &Facts::published),
    metadata_text(NG_META_MODIFIED, "modified", &Facts::modified),
    metadata_text(NG_META_SITE, "site", &Facts::site),
    metadata_text(NG_META_LANGUAGE, "language", &Facts::language),
    metadata_text(NG_META_URL, "url", &Facts::url),
    metadata_text(NG_META_DESCRIPTION, "description", &Facts::description),
    metadata_text(NG_META_IMAGE, "image", &Facts::image),
    metadata_texts(NG_META_TAG, "tags", &Facts::tags),
    metadata_extra(NG_META_SUBTITLE, "subtitle", &Facts::subtitle),
    metadata_extra(NG_META_IMAGE_CAPTION, "image_caption", &Facts::image_caption),
    metadata_extra(NG_META_SECTION, "section", &Facts::section),
    metadata_extra(NG_META_PAGE_KIND, "page_kind", &Facts::page_kind),
    metadata_score(NG_META_QUALITY, "quality", &Facts::quality),
};

}  // namespace newsgrain

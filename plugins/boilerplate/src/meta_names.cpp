// A hash table, made at compile time.
#include "meta_names.hpp"

#include <array>
#include <iterator>

#include <newsgrain/abi/layers.h>

#include "words.hpp"

namespace boilerplate {
namespace {

constexpr MetaName kNames[] = {
    {"og:title", NG_META_TITLE, 1},
    {"twitter:title", NG_META_TITLE, 2},
    {"parsely-title", NG_META_TITLE, 2},
    {"dc.title", NG_META_TITLE, 2},
    {"sailthru.title", NG_META_TITLE, 2},
    {"dcterms.title", NG_META_TITLE, 2},
    {"title", NG_META_TITLE, 2},
    {"article:published_time", NG_META_PUBLISHED, 1},
    {"og:article:published_time", NG_META_PUBLISHED, 1},
    {"article:published", NG_META_PUBLISHED, 1},
    {"og:published_time", NG_META_PUBLISHED, 1},
    {"itemprop:datepublished", NG_META_PUBLISHED, 2},
    {"datepublished", NG_META_PUBLISHED, 2},
    {"parsely-pub-date", NG_META_PUBLISHED, 2},
    {"dc.date.issued", NG_META_PUBLISHED, 2},
    {"dcterms.issued", NG_META_PUBLISHED, 2},
    {"dcterms.created", NG_META_PUBLISHED, 2},
    {"sailthru.date", NG_META_PUBLISHED, 2},
    {"pubdate", NG_META_PUBLISHED, 2},
    {"publish-date", NG_META_PUBLISHED, 2},
    {"publication_date", NG_META_PUBLISHED, 2},
    {"article.published", NG_META_PUBLISHED, 2},
    {"dc.date.created", NG_META_PUBLISHED, 2},
    {"cxenseparse:recs:publishtime", NG_META_PUBLISHED, 2},
    {"published_time", NG_META_PUBLISHED, 2},
    {"publishdate", NG_META_PUBLISHED, 2},
    {"article_date_original", NG_META_PUBLISHED, 2},
    {"dc.date", NG_META_PUBLISHED, 2},
    {"date", NG_META_PUBLISHED, 2},
    {"originalpublicationdate", NG_META_PUBLISHED, 2},
    {"release_date", NG_META_PUBLISHED, 2},
    {"article:modified_time", NG_META_MODIFIED, 1},
    {"og:updated_time", NG_META_MODIFIED, 1},
    {"itemprop:datemodified", NG_META_MODIFIED, 1},
    {"dcterms.modified", NG_META_MODIFIED, 1},
    {"lastmod", NG_META_MODIFIED, 1},
    {"last-modified", NG_META_MODIFIED, 1},
    {"article:modified", NG_META_MODIFIED, 1},
    {"article.updated", NG_META_MODIFIED, 1},
    {"author", NG_META_AUTHOR, 2},
    {"byl", NG_META_AUTHOR, 2},
    // "article:author" is the address of a profile as often as a name.
    {"parsely-author", NG_META_AUTHOR, 3},
    {"sailthru.author", NG_META_AUTHOR, 3},
    {"dc.creator", NG_META_AUTHOR, 3},
    {"dc.contributor", NG_META_AUTHOR, 3},
    {"article:author", NG_META_AUTHOR, 3},
    {"article:author_name", NG_META_AUTHOR, 3},
    {"og:article:author", NG_META_AUTHOR, 3},
    {"citation_author", NG_META_AUTHOR, 3},
    {"itemprop:author", NG_META_AUTHOR, 3},
    {"twitter:creator:name", NG_META_AUTHOR, 3},
    {"cxenseparse:author", NG_META_AUTHOR, 3},
    {"authors", NG_META_AUTHOR, 3},
    {"dcterms.creator", NG_META_AUTHOR, 3},
    {"og:site_name", NG_META_SITE, 1},
    {"application-name", NG_META_SITE, 2},
    {"dc.publisher", NG_META_SITE, 2},
    {"itemprop:publisher", NG_META_SITE, 2},
    {"og:url", NG_META_URL, 1},
    {"og:description", NG_META_DESCRIPTION, 1},
    {"description", NG_META_DESCRIPTION, 2},
    {"twitter:description", NG_META_DESCRIPTION, 2},
    {"dc.description", NG_META_DESCRIPTION, 2},
    {"og:image", NG_META_IMAGE, 1},
    {"og:image:url", NG_META_IMAGE, 2},
    {"og:image:secure_url", NG_META_IMAGE, 2},
    {"twitter:image", NG_META_IMAGE, 2},
    {"twitter:image:src", NG_META_IMAGE, 2},
    {"og:image:alt", NG_META_IMAGE_CAPTION, 2},
    {"twitter:image:alt", NG_META_IMAGE_CAPTION, 2},
    {"article:tag", NG_META_TAG, 1},
    {"og:article:tag", NG_META_TAG, 1},
    {"keywords", NG_META_TAG, 2},
    {"news_keywords", NG_META_TAG, 2},
    {"parsely-tags", NG_META_TAG, 2},
    {"sailthru.tags", NG_META_TAG, 2},
    {"article:section", NG_META_SECTION, 1},
    {"og:article:section", NG_META_SECTION, 1},
    {"parsely-section", NG_META_SECTION, 1},
    {"section", NG_META_SECTION, 1},
    {"og:locale", NG_META_LANGUAGE, 2},
    {"content-language", NG_META_LANGUAGE, 2},
    {"dc.language", NG_META_LANGUAGE, 2},
    {"language", NG_META_LANGUAGE, 2},
    {"og:type", kPageType, 0},
};

// Open addressing; at most half of the slots are taken. A slot holds a number from 1 on, or 0.
constexpr size_t kSlots = 256;
static_assert(std::size(kNames) * 2 <= kSlots);
constexpr auto kTable = [] {
  std::array<uint8_t, kSlots> out{};
  for (size_t i = 0; i < std::size(kNames); ++i) {
    size_t at = hash_word(kNames[i].name) % kSlots;
    while (out[at] != 0) at = (at + 1) % kSlots;
    out[at] = static_cast<uint8_t>(i + 1);
  }
  return out;
}();

}  // namespace

const MetaName* find_meta_name(std::string_view name) {
  for (size_t at = hash_word(name) % kSlots; kTable[at] != 0; at = (at + 1) % kSlots)
    if (kNames[kTable[at] - 1].name == name) return &kNames[kTable[at] - 1];
  return nullptr;
}

}  // namespace boilerplate

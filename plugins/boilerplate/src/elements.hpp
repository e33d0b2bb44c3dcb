// elements.hpp: what the tags around a block say of it, and the start tags that metadata stands in. Each start tag is
// read once.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "page.hpp"
#include "words.hpp"

namespace boilerplate {

enum InTag : uint32_t {
  kInNav = 1,
  kInHeader = 2,
  kInFooter = 4,
  kInAside = 8,
  kInForm = 16,
  kInFigure = 32,
  kInArticle = 64,
  kInMain = 128,
  kInList = 256,
  kInTable = 512,
  kInQuote = 1024,
  kInButton = 2048,
  kInTime = 4096,
  kInCaption = 8192,
  kInAddress = 16384,
  kInSection = 32768,
  kInBodyProperty = 65536,
};

// The attributes that say something; the words of those up to itemprop say what an element is for.
enum class Key : uint8_t {
  none,
  class_,
  id,
  role,
  test_id,
  component,
  label,
  itemprop,
  name,
  property,
  content,
  rel,
  href,
  type,
  datetime,
  lang,
  count
};

// Their values in one start tag, as written. Of an attribute that stands there twice the first one, as in a browser.
class Attributes {
 public:
  std::string_view operator[](Key key) const { return values_[static_cast<size_t>(key)]; }
  void set(Key key, std::string_view value) { values_[static_cast<size_t>(key)] = value; }

 private:
  std::array<std::string_view, static_cast<size_t>(Key::count)> values_;
};

// A start tag that metadata may stand in.
struct MetaTag {
  uint32_t element;
  Attributes attributes;
};

class Elements {
 public:
  // Linear in the size of the page.
  void read(const Page& page);

  // The make of an element: its tag and first class.
  uint32_t signature(uint32_t element) const { return signature_[element]; }
  uint32_t evidence(uint32_t element) const { return evidence_[element]; }  // Evidence bits of its own names
  uint32_t tags(uint32_t element) const { return tags_[element]; }          // InTag bits of itself and its ancestors
  uint16_t depth(uint32_t element) const { return depth_[element]; }
  // kEvidenceCount weights: of the evidence of itself and its ancestors, each the lighter the more of the page's text
  // it holds.
  const uint8_t* inherited(uint32_t element) const { return inherited_.data() + size_t{element} * kEvidenceCount; }

  const std::vector<MetaTag>& meta_tags() const { return meta_tags_; }

 private:
  // Of the value of a class or id.
  struct Names {
    std::string_view of;
    uint32_t evidence = 0, first_hash = 0;
  };
  // What an element says itself.
  struct Own {
    uint32_t tags, signature, evidence;
  };
  struct SeenTag {
    std::string_view tag;
    Own own;
  };
  const Names& names_in(std::string_view value);
  Own read_element(const Page& page, uint32_t element);
  void read_tag(const ng_html& html, std::string_view start_tag, bool with_names, Own& own);

  Attributes attributes_;  // of the present element
  std::vector<uint32_t> evidence_, tags_, signature_;
  std::vector<uint8_t> inherited_;
  std::vector<uint16_t> depth_;
  std::vector<MetaTag> meta_tags_;
  // Of this page, by hash; the last one stays.
  std::array<Names, 256> names_;
  std::array<SeenTag, 256> seen_;
};

// Does this address lead to the page of an author?
bool is_profile(std::string_view address);

}  // namespace boilerplate

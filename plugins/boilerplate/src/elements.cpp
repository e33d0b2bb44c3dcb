#include "elements.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "find.hpp"

namespace boilerplate {
namespace {

constexpr int kMostAttributes = 32;

uint32_t tag_bits(uint16_t tag) {
  switch (tag) {
    case NG_TAG_nav:
    case NG_TAG_menu: return kInNav;
    case NG_TAG_header: return kInHeader;
    case NG_TAG_footer: return kInFooter;
    case NG_TAG_aside: return kInAside;
    case NG_TAG_form: return kInForm;
    case NG_TAG_figure: return kInFigure;
    case NG_TAG_figcaption: return kInCaption;
    case NG_TAG_article: return kInArticle;
    case NG_TAG_main: return kInMain;
    case NG_TAG_ul:
    case NG_TAG_ol:
    case NG_TAG_dl: return kInList;
    case NG_TAG_table: return kInTable;
    case NG_TAG_blockquote:
    case NG_TAG_q: return kInQuote;
    case NG_TAG_button:
    case NG_TAG_label: return kInButton;
    case NG_TAG_time: return kInTime;
    case NG_TAG_address: return kInAddress;
    case NG_TAG_section: return kInSection;
    default: return 0;
  }
}

// Without text or anything else that the value of a property could be: most of these tags are long.
bool holds_nothing(uint16_t tag) {
  return tag == NG_TAG_img || tag == NG_TAG_source || tag == NG_TAG_svg || tag == NG_TAG_input ||
         tag == NG_TAG_iframe || tag == NG_TAG_br;
}

bool equals(std::string_view name, std::string_view wanted) {
  return name.size() == wanted.size() &&
         std::equal(name.begin(), name.end(), wanted.begin(), [](char a, char b) { return sdk::to_lower(a) == b; });
}

// React writes itemProp.
bool may_have_itemprop(std::string_view start_tag) {
  constexpr std::string_view kBegin = "item", kWhole = "itemprop";
  for (size_t at = find(start_tag, kBegin); at != std::string_view::npos; at = find(start_tag, kBegin, at + 1))
    if (equals(start_tag.substr(at, kWhole.size()), kWhole)) return true;
  return false;
}

// Names of one length are told apart by a few comparisons at most.
Key key_of(std::string_view name) {
  const auto is = [&](std::string_view wanted, Key key) { return equals(name, wanted) ? key : Key::none; };
  if (name.empty()) return Key::none;
  switch (name.size() << 8 | static_cast<unsigned char>(sdk::to_lower(name[0]))) {
    case 2 << 8 | 'i': return is("id", Key::id);
    case 3 << 8 | 'r': return is("rel", Key::rel);
    case 4 << 8 | 'h': return is("href", Key::href);
    case 4 << 8 | 'l': return is("lang", Key::lang);
    case 4 << 8 | 'n': return is("name", Key::name);
    case 4 << 8 | 'r': return is("role", Key::role);
    case 4 << 8 | 't': return is("type", Key::type);
    case 5 << 8 | 'c': return is("class", Key::class_);
    case 7 << 8 | 'c': return is("content", Key::content);
    case 8 << 8 | 'd': return is("datetime", Key::datetime);
    case 8 << 8 | 'i': return is("itemprop", Key::itemprop);
    case 8 << 8 | 'p': return is("property", Key::property);
    case 10 << 8 | 'a': return is("aria-label", Key::label);
    case 11 << 8 | 'd': return is("data-testid", Key::test_id);
    case 14 << 8 | 'd': return is("data-component", Key::component);
    default: return Key::none;
  }
}

// Words of a class or id: split at everything that is no letter, and where capitals begin ("relatedPosts"). A compound
// counts as a word too.
uint32_t evidence_in(std::string_view names) {
  constexpr size_t kMost = 400;  // longer ones are generated
  names = names.substr(0, kMost);
  uint32_t bits = 0;
  for (size_t at = 0; at < names.size(); ++at) {
    sdk::Fnv1a<uint32_t> word;
    bool several = false;
    const size_t begin = at;
    for (char before = 'A'; at < names.size(); ++at) {
      const char c = names[at];
      const auto small = static_cast<unsigned char>(c | 0x20);
      if (small < 'a' || small > 'z') break;
      if (c < 'a' && before >= 'a') {
        bits |= evidence_of(word.value());
        word = {};
        several = true;
      }
      before = c;
      word.add(static_cast<char>(small));
    }
    if (at != begin) bits |= evidence_of(word.value());
    if (several) bits |= evidence_of(hash_word(names.substr(begin, at - begin)));
  }
  return bits;
}

}  // namespace

bool is_profile(std::string_view address) {
  static constexpr WordList kFolders("author/", "authors/", "staff/", "people/", "contributors/", "autor/", "auteur/",
                                     "by/", "profile/");
  for (size_t slash = address.find('/'); slash != std::string_view::npos; slash = address.find('/', slash + 1))
    if (kFolders.begins(address.substr(slash + 1))) return true;
  return false;
}

// Where a string has its place in a table of 256, by its ends and its length.
size_t place_of(std::string_view text) {
  const size_t some = std::min<size_t>(text.size(), 8);
  const uint64_t head = first_eight(text.data(), some), tail = first_eight(text.data() + text.size() - some, some);
  return ((head ^ tail * 31 ^ text.size()) * 0x9E3779B97F4A7C15ull) >> 56;
}

// Pages use the same classes again and again.
const Elements::Names& Elements::names_in(std::string_view value) {
  static constexpr Names kNothing{{}, 0, hash_word("")};
  if (value.empty()) return kNothing;
  Names& names = names_[place_of(value)];
  if (names.of != value) names = {value, evidence_in(value), hash_word(value.substr(0, value.find(' ')))};
  return names;
}

// Into attributes_; of an element with text its names count.
void Elements::read_tag(const ng_html& html, std::string_view start_tag, bool with_names, Own& own) {
  attributes_ = {};
  size_t position = 0;
  ng_str name, raw;
  // Up to the '>'.
  for (int i = 0; i < kMostAttributes && position + 1 < start_tag.size() &&
                  html.next_attribute({start_tag.data(), start_tag.size()}, &position, &name, &raw) == 1;
       ++i) {
    const Key key = key_of({name.data, name.size});
    if (key == Key::none) continue;
    const std::string_view value(raw.data, raw.size);
    if (attributes_[key].data() == nullptr) attributes_.set(key, value);
    if (!with_names || key > Key::itemprop) continue;
    const Names& names = names_in(value);
    own.evidence |= names.evidence;
    if (key == Key::class_) {
      sdk::Fnv1a<uint32_t> signature(own.signature);
      signature.mix(names.first_hash);
      own.signature = signature.value();
    }
    if (key == Key::itemprop && equals(value, "articlebody")) own.tags |= kInBodyProperty;
  }
}

// What the element says itself. Tags that metadata may stand in are kept.
Elements::Own Elements::read_element(const Page& page, uint32_t e) {
  constexpr uint32_t kShortTag = 6, kLongestName = 60;  // bytes: "<span>"; of a link that is a name
  const uint16_t tag = page.tag[e];
  const uint32_t text = page.element_end[e] - page.element_begin[e];
  const std::string_view start_tag = page.start_tag(e);
  Own own{tag_bits(tag), tag * 2654435761u, 0};
  if (page.html == nullptr || start_tag.size() <= kShortTag) return own;
  const bool meta = tag == NG_TAG_meta || tag == NG_TAG_link || tag == NG_TAG_script || tag == NG_TAG_html ||
                    tag == NG_TAG_time || tag == NG_TAG_title;
  if (!meta && text == 0 && (holds_nothing(tag) || !may_have_itemprop(start_tag))) return own;
  // Items of a list have the same tag, to the last byte. Links have not.
  const bool again = !meta && text != 0 && tag != NG_TAG_a;
  SeenTag& seen = seen_[again ? place_of(start_tag) : 0];
  if (again && seen.tag == start_tag) return seen.own;
  read_tag(*page.html, start_tag, text != 0, own);
  const bool author = tag == NG_TAG_a && text > 3 && text < kLongestName &&
                      (equals(attributes_[Key::rel], "author") || is_profile(attributes_[Key::href]));
  if (meta || author || !attributes_[Key::itemprop].empty())
    meta_tags_.push_back({e, attributes_});
  else if (again)
    seen = {start_tag, own};
  return own;
}

void Elements::read(const Page& page) {
  const uint32_t n = page.n_elements;
  names_.fill({});
  seen_.fill({});
  meta_tags_.clear();
  evidence_.resize(n);
  tags_.resize(n);
  signature_.resize(n);
  depth_.resize(n);
  inherited_.resize(size_t{n} * kEvidenceCount);
  const auto all = static_cast<double>(std::max<size_t>(1, page.text.size()));
  for (uint32_t e = 0; e < n; ++e) {
    const uint32_t parent = page.parent[e];
    const Own own = read_element(page, e);
    evidence_[e] = own.evidence;
    signature_[e] = own.signature;
    tags_[e] = own.tags;
    uint8_t* const weights = inherited_.data() + size_t{e} * kEvidenceCount;
    if (parent < e) {
      tags_[e] |= tags_[parent];
      depth_[e] = static_cast<uint16_t>(std::min(2000, depth_[parent] + 1));
      std::memcpy(weights, inherited(parent), kEvidenceCount);
    } else {
      depth_[e] = 0;
      std::memset(weights, 0, kEvidenceCount);
    }
    if (own.evidence == 0) continue;
    const auto weight = static_cast<uint8_t>(255 * (1 - (page.element_end[e] - page.element_begin[e]) / all));
    for (uint32_t left = own.evidence; left != 0; left &= left - 1) {
      uint8_t& of_kind = weights[std::countr_zero(left)];
      of_kind = std::max(of_kind, weight);
    }
  }
}

}  // namespace boilerplate

// Candidates from each signal, then one choice per key: JSON-LD, meta tags, microdata, what is visible.
#include "metadata.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include <newsgrain/abi/layers.h>
#include <newsgrain/sdk/html.hpp>
#include <newsgrain/sdk/text.hpp>

#include "dates.hpp"
#include "find.hpp"
#include "json_ld.hpp"
#include "meta_names.hpp"
#include "phrases.hpp"
#include "words.hpp"

namespace sdk = newsgrain::sdk;

namespace boilerplate {
namespace {

constexpr size_t kLongestValue = 2000;
constexpr uint8_t kOrganisation = 8;   // rank of authors that are no persons
constexpr unsigned kMostLookups = 32;  // each goes through the whole graph
constexpr size_t kMostTimes = 256;

// Is this its own clean text? So it is with most of what is short.
bool is_clean(std::string_view raw) {
  if (raw.size() >= kLongestValue) return false;
  bool space = true;  // before
  for (const char c : raw) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == '&' || byte == '<' || byte == 0xC2 || (byte == ' ' && space)) return false;
    space = byte == ' ';
  }
  return !space;
}

std::string decoded(const Page& page, std::string_view raw, bool in_attribute) {
  return page.html == nullptr ? std::string(raw) : sdk::decode_references(page.html, raw, in_attribute);
}

// "&#8217;", "&amp;": whole, with the semicolon.
bool has_reference(std::string_view text) {
  constexpr size_t kLongestReference = 10;
  for (size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
    const std::string_view rest = text.substr(at + 1, kLongestReference);
    const size_t end = rest.find_first_not_of("#abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    if (end != 0 && end < rest.size() && rest[end] == ';') return true;
  }
  return false;
}

// Without tags, white space collapsed, at most kLongestValue bytes.
std::string plain(std::string_view text) {
  std::string out;
  bool space = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (out.size() >= kLongestValue && !sdk::is_continuation(c)) break;
    if (c == '<' && i + 1 < text.size() && ((text[i + 1] | 0x20) == text[i + 1]) &&
        (is_word_byte(text[i + 1]) || text[i + 1] == '/')) {
      const size_t end = text.find('>', i);
      if (end != std::string_view::npos) {
        i = end;
        continue;
      }
    }
    const bool no_break = text.compare(i, 2, "\xC2\xA0") == 0;
    if (static_cast<unsigned char>(c) <= 0x20 || no_break) {
      i += no_break ? 1 : 0;
      space = !out.empty();
      continue;
    }
    if (space) out += ' ';
    space = false;
    out += c;
  }
  out.resize(sdk::cut(out, kLongestValue).size());
  return out;
}

// Text of an attribute or of an element. Many sites encode their descriptions twice ("Here&amp;#x27;s"), and no reader
// shall see that.
std::string clean(const Page& page, std::string_view raw, bool in_attribute) {
  if (is_clean(raw)) return std::string(raw);
  std::string out = plain(decoded(page, sdk::cut(raw, 4 * kLongestValue), in_attribute));
  return has_reference(out) ? plain(decoded(page, out, in_attribute)) : out;
}

bool is_address(std::string_view text) {
  return text.find("://") != std::string_view::npos || text.substr(0, 4) == "www." ||
         text.find('@') != std::string_view::npos;
}

}  // namespace

bool is_generic_author(std::string_view name) {
  static constexpr std::string_view kWords[] = {"admin",        "administrator", "editor",    "editors",
                                                "staff",        "newsroom",      "desk",      "team",
                                                "webmaster",    "guest",         "unknown",   "none",
                                                "null",         "author",        "anonymous", "contributor",
                                                "contributors", "editorial",     "news",      "correspondent",
                                                "reporter",     "reporters",     "writer",    "writers",
                                                "columnist",    "producer",      "agencies",  "agency",
                                                "redaktion",    "redaction",     "redazione", "redacci\xC3\xB3n",
                                                "posts",        "articles",      "profile",   "profiles",
                                                "contributing", "sponsored",     "times",     "tribune",
                                                "herald",       "gazette",       "telegram",  "telegraph",
                                                "chronicle",    "journal",       "magazine",  "press",
                                                "media",        "network"};
  const std::string l = sdk::to_lower(name);
  size_t begin = 0;
  for (size_t i = 0; i <= l.size(); ++i) {
    if (i != l.size() && l[i] != ' ') continue;
    for (const std::string_view w : kWords)
      if (l.compare(begin, i - begin, w) == 0) return true;
    begin = i + 1;
  }
  return false;
}

namespace {

// Degrees behind a name: "MD", "RDN", "Ph.D.".
bool is_credential(std::string_view word) {
  static constexpr std::string_view kWords[] = {"md",   "phd", "ms",  "msc", "rd",   "rdn", "ldn", "cdn", "mph",
                                                "mba",  "jd",  "esq", "rn",  "np",   "do",  "dds", "dvm", "pharmd",
                                                "psyd", "edd", "cpa", "cfp", "lcsw", "msw", "facp"};
  std::string letters;
  for (const char c : word) {
    if (c == '.' || c == ',') continue;
    if (c >= 'a' && c <= 'z' && letters.empty()) return false;
    letters += sdk::to_lower(c);
  }
  return std::find(std::begin(kWords), std::end(kWords), letters) != std::end(kWords);
}

std::string without_credentials(std::string name) {
  for (size_t space = name.rfind(' ');
       space != std::string::npos && space > 2 && is_credential(std::string_view(name).substr(space + 1));
       space = name.rfind(' '))
    name.resize(space);
  return name;
}

std::string trim(std::string_view s) {
  while (!s.empty() && (static_cast<unsigned char>(s.front()) <= 0x20 || s.front() == ',' || s.front() == '|' ||
                        s.front() == '-' || s.front() == ':'))
    s.remove_prefix(1);
  while (!s.empty() && (static_cast<unsigned char>(s.back()) <= 0x20 || s.back() == ',' || s.back() == '|' ||
                        s.back() == '-' || s.back() == ':'))
    s.remove_suffix(1);
  return std::string(s);
}

// A name of two to five words that begin with a capital or are particles.
bool looks_like_name(std::string_view text) {
  if (text.size() < 3 || text.size() > 60 || is_address(text)) return false;
  unsigned words = 0, capitals = 0;
  size_t at = 0;
  while (at < text.size()) {
    const size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view w = text.substr(at, end - at);
    if (!w.empty()) {
      ++words;
      const auto c = static_cast<unsigned char>(w[0]);
      if ((c >= 'A' && c <= 'Z') || c >= 0xC3) ++capitals;
      for (const char d : w)
        if ((d >= '0' && d <= '9') || d == '/' || d == '!' || d == '?' || d == '"') return false;
    }
    at = end + 1;
  }
  return words >= 1 && words <= 5 && capitals * 2 >= words && capitals >= 1;
}

class Collector {
 public:
  Collector(const Page& page, const Elements& elements, std::string_view latest)
      : page_(page), elements_(elements), latest_(latest) {}

  Metadata run() {
    for (const MetaTag& tag : elements_.meta_tags()) element(tag.element, tag.attributes);
    for (const auto& [begin, end] : scripts_) json_ld(begin, end);
    return choose();
  }

 private:
  struct Candidate {
    uint8_t signal, rank;  // smaller is better
    std::string value;
    uint32_t begin, end;
  };

  void add(uint8_t key, uint8_t signal, uint8_t rank, std::string value, uint32_t begin, uint32_t end) {
    value = trim(value);
    if (value.empty()) return;
    if ((key == NG_META_PUBLISHED || key == NG_META_MODIFIED) && !latest_.empty() && value.compare(0, 10, latest_) > 0)
      return;
    candidates_[key].push_back({signal, rank, std::move(value), begin, end});
  }

  std::string inner(uint32_t e) const {
    const uint32_t begin = page_.start_tag_end[e];
    uint32_t end = std::max(begin, page_.markup_end[e]);
    const size_t close = page_.markup.substr(begin, end - begin).rfind("</");
    if (close != std::string_view::npos) end = begin + static_cast<uint32_t>(close);
    return clean(page_, page_.markup.substr(begin, end - begin), false);
  }

  void element(uint32_t e, const Attributes& attributes) {
    const std::string_view content = attributes[Key::content], rel = attributes[Key::rel], href = attributes[Key::href],
                           itemprop = attributes[Key::itemprop], datetime = attributes[Key::datetime],
                           lang = attributes[Key::lang];
    const uint32_t begin = page_.markup_begin[e], end = page_.start_tag_end[e];
    switch (page_.tag[e]) {
      case NG_TAG_title:
        if (title_.empty()) {
          title_ = inner(e);
          title_begin_ = begin;
          title_end_ = page_.markup_end[e];
        }
        return;
      case NG_TAG_html:
        locale_ = sdk::to_lower(lang);
        if (!lang.empty())
          add(NG_META_LANGUAGE, NG_SIGNAL_META, 0, sdk::to_lower(lang.substr(0, lang.find_first_of("-_"))), begin, end);
        return;
      case NG_TAG_link:
        if (sdk::to_lower(rel) == "canonical")
          add(NG_META_URL, NG_SIGNAL_META, 0, clean(page_, href, true), begin, end);
        return;
      case NG_TAG_script:
        if (sdk::to_lower(attributes[Key::type]).find("ld+json") != std::string::npos)
          scripts_.push_back({end, std::max(end, page_.markup_end[e])});
        return;
      case NG_TAG_time:
        if (std::string date = iso_date(datetime); !date.empty()) {
          const std::string property_name = sdk::to_lower(itemprop);
          if (property_name.find("datepublished") != std::string::npos)
            add(NG_META_PUBLISHED, NG_SIGNAL_MICRODATA, 3, std::move(date), begin, end);
          else if (property_name == "datemodified")
            add(NG_META_MODIFIED, NG_SIGNAL_MICRODATA, 3, std::move(date), begin, end);
          else if (times_.size() < kMostTimes)
            times_.push_back({page_.element_begin[e], std::move(date)});
        }
        return;
      case NG_TAG_meta: break;
      default:
        if (!itemprop.empty())
          microdata(e, sdk::to_lower(itemprop), content, datetime);
        else if (sdk::to_lower(rel) == "author" ||
                 candidates_[NG_META_AUTHOR].empty())  // the address is that of an author
          author(NG_SIGNAL_VISIBLE, 6,
                 clean(page_, page_.text.substr(page_.element_begin[e], page_.element_end[e] - page_.element_begin[e]),
                       false),
                 begin, page_.markup_end[e]);
        return;
    }
    std::string key = sdk::to_lower(attributes[attributes[Key::property].empty() ? Key::name : Key::property]);
    if (key.find('&') != std::string::npos) key = clean(page_, key, true);
    if (key.empty() && !itemprop.empty()) key = "itemprop:" + sdk::to_lower(itemprop);
    if (const MetaName* name = find_meta_name(key); name != nullptr && !content.empty())
      meta(*name, clean(page_, content, true), begin, end);
  }

  void microdata(uint32_t e, const std::string& key, std::string_view content, std::string_view datetime) {
    const uint32_t begin = page_.markup_begin[e], end = page_.markup_end[e];
    const uint32_t size = page_.element_end[e] - page_.element_begin[e];
    const auto visible = [&] {
      return size < 400 ? clean(page_, page_.text.substr(page_.element_begin[e], size), false) : std::string();
    };
    if (key == "headline")
      add(NG_META_TITLE, NG_SIGNAL_MICRODATA, 3, content.empty() ? visible() : clean(page_, content, true), begin, end);
    else if (key == "datepublished")
      add(NG_META_PUBLISHED, NG_SIGNAL_MICRODATA, 3,
          iso_date(!datetime.empty()  ? std::string(datetime)
                   : !content.empty() ? std::string(content)
                                      : visible()),
          begin, end);
    else if (key == "datemodified")
      add(NG_META_MODIFIED, NG_SIGNAL_MICRODATA, 3,
          iso_date(!datetime.empty()  ? std::string(datetime)
                   : !content.empty() ? std::string(content)
                                      : visible()),
          begin, end);
    else if (key == "author" && size < 80)
      author(NG_SIGNAL_MICRODATA, 4, visible(), begin, end);
  }

  void meta(const MetaName& name, std::string value, uint32_t begin, uint32_t end) {
    switch (name.key) {
      case NG_META_PUBLISHED:
      case NG_META_MODIFIED: return add(name.key, NG_SIGNAL_META, name.rank, iso_date(value), begin, end);
      case NG_META_AUTHOR: return author(NG_SIGNAL_META, name.rank, value, begin, end);
      case NG_META_TAG: return tag(NG_SIGNAL_META, name.rank, value, begin, end);
      case NG_META_LANGUAGE:
        return add(name.key, NG_SIGNAL_META, name.rank,
                   sdk::to_lower(std::string_view(value).substr(0, value.find_first_of("-_,"))), begin, end);
      case kPageType: {
        const std::string l = sdk::to_lower(value);
        if (l.find("article") != std::string::npos)
          says_article_ = true;
        else if (l.find("website") == std::string::npos && l.find("profile") != std::string::npos)
          says_list_ = true;
        return;
      }
      default: return add(name.key, NG_SIGNAL_META, name.rank, std::move(value), begin, end);
    }
  }

  void tag(uint8_t signal, uint8_t rank, std::string_view value, uint32_t begin, uint32_t end) {
    size_t at = 0, n = 0;
    while (at <= value.size() && ++n <= 40) {
      const size_t comma = std::min(value.find(',', at), value.size());
      add(NG_META_TAG, signal, rank, std::string(value.substr(at, comma - at)), begin, end);
      at = comma + 1;
    }
  }

  void author(uint8_t signal, uint8_t rank, const std::string& value, uint32_t begin, uint32_t end) {
    if (value.empty() || is_address(value)) return;
    for (const std::string& name : names_in_byline(value))
      add(NG_META_AUTHOR, signal, static_cast<uint8_t>(rank + (is_generic_author(name) ? 10 : 0)), name, begin, end);
  }

  void json_ld(uint32_t begin, uint32_t end) {
    std::string_view json = page_.markup.substr(begin, end - begin);
    const size_t close = json.rfind("</");
    if (close != std::string_view::npos) json = json.substr(0, close);
    ld_.parse(json);
    const auto at = [&](uint32_t node, const std::string_view piece) {
      (void)node;
      if (piece.empty()) return std::pair(begin, end);
      const auto offset = static_cast<uint32_t>(piece.data() - page_.markup.data());
      return std::pair(offset, offset + static_cast<uint32_t>(piece.size()));
    };
    const auto put = [&](uint8_t key, uint8_t rank, uint32_t node, bool date = false) {
      if (node == JsonLd::kNoNode) return;
      if (ld_.nodes()[node].kind == JsonLd::Kind::array) node = ld_.nodes()[node].first;
      if (node == JsonLd::kNoNode || ld_.nodes()[node].kind != JsonLd::Kind::string) return;
      const auto [b, e] = at(node, ld_.nodes()[node].value);
      std::string value = clean(page_, ld_.text(node), false);
      add(key, NG_SIGNAL_JSON_LD, rank, date ? iso_date(value) : value, b, e);
    };
    for (uint32_t n = 0; n < ld_.nodes().size(); ++n) {
      if (ld_.nodes()[n].kind != JsonLd::Kind::object) continue;
      const bool article = ld_.is_a(n, "Article") || ld_.is_a(n, "Posting") || ld_.is_a(n, "Report");
      if (ld_.is_a(n, "CollectionPage") || ld_.is_a(n, "SearchResultsPage")) says_list_ = true;
      if (ld_.is_a(n, "WebSite")) put(NG_META_SITE, 3, ld_.member(n, "name"));
      const bool page_object = ld_.is_a(n, "WebPage");
      if (!article && !page_object) continue;
      // An article that stands in a list of others says nothing of this page.
      const uint8_t rank = article ? 0 : 4;
      const uint32_t headline = ld_.member(n, "headline");
      if (article && (headline != JsonLd::kNoNode || ld_.member(n, "articleBody") != JsonLd::kNoNode)) {
        says_article_ = true;
        if (++articles_ > 1 && !same_page(n)) continue;
      }
      put(NG_META_TITLE, rank, headline != JsonLd::kNoNode ? headline : ld_.member(n, "name"));
      put(NG_META_PUBLISHED, rank, ld_.member(n, "datePublished"), true);
      put(NG_META_MODIFIED, rank, ld_.member(n, "dateModified"), true);
      put(NG_META_DESCRIPTION, rank, ld_.member(n, "description"));
      put(NG_META_SUBTITLE, rank, ld_.member(n, "alternativeHeadline"));
      put(NG_META_SECTION, rank, ld_.member(n, "articleSection"));
      put(NG_META_URL, static_cast<uint8_t>(rank + 2), ld_.member(n, "url"));
      if (const uint32_t publisher = ld_.member(n, "publisher"); publisher != JsonLd::kNoNode)
        put(NG_META_SITE, 2, ld_.member(publisher, "name"));
      image(ld_.member(n, "image"), put);
      keywords(ld_.member(n, "keywords"), at);
      if (article) authors(ld_.member(n, "author"), at, 0);
    }
  }

  bool same_page(uint32_t object) const {
    const uint32_t url = ld_.member(object, "mainEntityOfPage");
    return url != JsonLd::kNoNode && candidates_[NG_META_TITLE].empty();
  }

  template <class Put>
  void image(uint32_t node, const Put& put) {
    if (node == JsonLd::kNoNode) return;
    if (ld_.nodes()[node].kind == JsonLd::Kind::array) node = ld_.nodes()[node].first;
    if (node == JsonLd::kNoNode) return;
    if (ld_.nodes()[node].kind == JsonLd::Kind::object) {
      put(NG_META_IMAGE, 2, ld_.member(node, "url"));
      put(NG_META_IMAGE_CAPTION, 0, ld_.member(node, "caption"));
    } else {
      put(NG_META_IMAGE, 2, node);
    }
  }

  template <class At>
  void keywords(uint32_t node, const At& at) {
    if (node == JsonLd::kNoNode) return;
    const bool list = ld_.nodes()[node].kind == JsonLd::Kind::array;
    for (uint32_t n = list ? ld_.nodes()[node].first : node; n != JsonLd::kNoNode;
         n = list ? ld_.nodes()[n].next : JsonLd::kNoNode) {
      const auto [b, e] = at(n, ld_.nodes()[n].value);
      tag(NG_SIGNAL_JSON_LD, 0, clean(page_, ld_.text(n), false), b, e);
    }
  }

  template <class At>
  void authors(uint32_t node, const At& at, int depth) {
    if (node == JsonLd::kNoNode || depth > 2) return;
    const auto& nodes = ld_.nodes();
    if (nodes[node].kind == JsonLd::Kind::array) {
      unsigned n = 0;
      for (uint32_t item = nodes[node].first; item != JsonLd::kNoNode && ++n <= 20; item = nodes[item].next)
        authors(item, at, depth + 1);
    } else if (nodes[node].kind == JsonLd::Kind::object) {
      uint32_t name = ld_.member(node, "name");
      if (name == JsonLd::kNoNode) {
        // {"@id": "..."}: described elsewhere in the graph.
        const uint32_t id = ld_.member(node, "@id");
        if (id != JsonLd::kNoNode && ++lookups_ <= kMostLookups)
          for (uint32_t n = 0; n < nodes.size() && name == JsonLd::kNoNode; ++n) {
            if (nodes[n].kind != JsonLd::Kind::object || n == node) continue;
            const uint32_t other = ld_.member(n, "@id");
            if (other != JsonLd::kNoNode && nodes[other].value == nodes[id].value) name = ld_.member(n, "name");
          }
      }
      if (name == JsonLd::kNoNode) return;
      if (nodes[name].kind != JsonLd::Kind::string) return authors(name, at, depth + 1);
      const auto [b, e] = at(name, nodes[name].value);
      author(NG_SIGNAL_JSON_LD, ld_.is_a(node, "Organization") ? kOrganisation : 0, clean(page_, ld_.text(name), false),
             b, e);
    } else if (nodes[node].kind == JsonLd::Kind::string) {
      const auto [b, e] = at(node, nodes[node].value);
      author(NG_SIGNAL_JSON_LD, 1, clean(page_, ld_.text(node), false), b, e);
    }
  }

  Metadata choose() {
    Metadata out;
    out.says_article = says_article_;
    out.times = std::move(times_);
    out.day_first = day_first();
    out.latest = latest_;
    demote_organisations();
    out.says_list = says_list_ || articles_ > 3;
    if (!title_.empty()) add(NG_META_TITLE, NG_SIGNAL_META, 4, without_site(), title_begin_, title_end_);
    for (const Candidate& c : candidates_[NG_META_TITLE]) out.titles.push_back(c.value);
    for (uint8_t key = 0; key <= NG_META_QUALITY; ++key) {
      auto& all = candidates_[key];
      if (all.empty()) continue;
      std::stable_sort(all.begin(), all.end(), [](const Candidate& a, const Candidate& b) { return a.rank < b.rank; });
      const bool several = key == NG_META_AUTHOR || key == NG_META_TAG;
      std::vector<std::string> seen;
      for (const Candidate& c : all) {
        if (c.rank != all[0].rank) break;
        const std::string l = sdk::to_lower(c.value);
        if (std::find(seen.begin(), seen.end(), l) != seen.end()) continue;
        seen.push_back(l);
        out.values.push_back({key, c.signal, c.value, c.begin, c.end});
        if (!several || seen.size() >= 30) break;
      }
      if (key == NG_META_AUTHOR) out.only_organisations = all[0].rank >= kOrganisation;
    }
    return out;
  }

  // In English it depends on the country, and without one nobody can tell.
  bool day_first() const {
    if (locale_.size() < 2) return false;
    const std::string_view language = std::string_view(locale_).substr(0, 2);
    if (language == "en") {
      const std::string_view country =
          locale_.size() >= 5 ? std::string_view(locale_).substr(3, 2) : std::string_view();
      return country == "gb" || country == "uk" || country == "au" || country == "nz" || country == "ie" ||
             country == "in" || country == "za";
    }
    return language != "zh" && language != "ja" && language != "ko" && language != "hu";
  }

  // The site and the agencies count as authors only where no person does.
  void demote_organisations() {
    static constexpr std::string_view kAgencies[] = {"associated press",
                                                     "the associated press",
                                                     "ap",
                                                     "reuters",
                                                     "afp",
                                                     "agence france-presse",
                                                     "dpa",
                                                     "upi",
                                                     "bloomberg",
                                                     "xinhua",
                                                     "efe",
                                                     "ansa",
                                                     "pap",
                                                     "tass",
                                                     "kyodo",
                                                     "yonhap"};
    for (Candidate& c : candidates_[NG_META_AUTHOR]) {
      const std::string l = sdk::to_lower(c.value);
      bool organisation = std::find(std::begin(kAgencies), std::end(kAgencies), l) != std::end(kAgencies) ||
                          contains(l, ".com") || contains(l, ".org") || contains(l, ".net");
      for (const Candidate& site : candidates_[NG_META_SITE])
        organisation = organisation || sdk::to_lower(site.value) == l;
      if (organisation && c.rank < kOrganisation) c.rank = static_cast<uint8_t>(c.rank + 10);
    }
  }

  // The <title> without the name of the site behind a separator.
  std::string without_site() const {
    std::string site;
    for (const Candidate& c : candidates_[NG_META_SITE]) site = sdk::to_lower(c.value);
    std::string best = title_;
    for (const std::string_view separator : {" | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xBB ",
                                             " \xE2\x80\xBA ", " \xE2\x80\xA2 ", " // ", " :: "}) {
      const size_t at = best.rfind(separator);
      if (at == std::string::npos) continue;
      const std::string tail = sdk::to_lower(std::string_view(best).substr(at + separator.size()));
      if (at >= best.size() / 2 || (!site.empty() && tail == site)) best = best.substr(0, at);
    }
    return best;
  }

  const Page& page_;
  const Elements& elements_;
  const std::string_view latest_;
  std::array<std::vector<Candidate>, NG_META_QUALITY + 1> candidates_;
  std::vector<std::pair<uint32_t, uint32_t>> scripts_;
  std::vector<TimeElement> times_;
  std::string locale_;  // of <html lang>, lower case
  std::string title_;
  uint32_t title_begin_ = kNone, title_end_ = kNone;
  JsonLd ld_;
  unsigned articles_ = 0, lookups_ = 0;
  bool says_article_ = false, says_list_ = false;
};

}  // namespace

Metadata read_metadata(const Page& page, const Elements& elements, std::string_view latest) {
  Metadata out;
  if (page.html != nullptr) return Collector(page, elements, latest).run();
  out.latest = latest;
  return out;
}

bool Metadata::has(uint8_t key) const {
  return std::any_of(values.begin(), values.end(), [&](const MetaValue& v) { return v.key == key; });
}

void Metadata::drop(uint8_t key) {
  values.erase(std::remove_if(values.begin(), values.end(), [&](const MetaValue& v) { return v.key == key; }),
               values.end());
}

std::vector<std::string> names_in_byline(std::string_view text) {
  std::vector<std::string> out;
  std::string rest = trim(sdk::cut(text, 300));
  for (const std::string_view prefix : {"by", "written by", "posted by", "reporting by", "story by", "words by", "von",
                                        "par", "por", "di", "door", "text", "autor", "author"}) {
    if (rest.size() <= prefix.size() + 1 || sdk::to_lower(std::string_view(rest).substr(0, prefix.size())) != prefix)
      continue;
    // "Dickens" begins with "di"; "ByAnna Berg" is what is left where a style sheet makes the gap.
    const char next = rest[prefix.size()];
    if (next == ' ' || next == ':' || next == '\n' || (prefix == "by" && next >= 'A' && next <= 'Z'))
      rest = trim(std::string_view(rest).substr(prefix.size()));
  }
  // "Posted on 19 December 2023 by Anna Berg"
  if (const std::string l = sdk::to_lower(rest); phrases::kImprintVerb.begins(l))
    if (const size_t by = l.find(" by "); by != std::string::npos) rest = trim(std::string_view(rest).substr(by + 4));
  for (const std::string_view end : {"|", "\n", "\xE2\x80\xA2", " \xC2\xB7 ", " \xE2\x80\x93 ", " - "})
    if (const size_t bar = rest.find(end); bar != std::string::npos && bar > 2)
      rest = trim(std::string_view(rest).substr(0, bar));
  size_t at = 0;
  while (at < rest.size()) {
    size_t end = rest.size(), next = rest.size();
    for (const std::string_view separator : {", and ", " and ", " And ", " AND ", " und ", " et ", " & ", ", ", "; ",
                                             " with ", " for ", " in ", " at ", " of ", " / "}) {
      const size_t found = rest.find(separator, at);
      if (found < end) end = found, next = found + separator.size();
    }
    const std::string name = trim(std::string_view(rest).substr(at, end - at));
    const bool stop = end < rest.size() && (rest.compare(end, 5, " for ") == 0 || rest.compare(end, 4, " in ") == 0 ||
                                            rest.compare(end, 4, " at ") == 0 || rest.compare(end, 4, " of ") == 0);
    if (is_credential(name)) {
    } else if (looks_like_name(name) && (out.empty() || !is_generic_author(name))) {
      out.push_back(without_credentials(name));
    } else if (!out.empty()) {
      break;  // "…, transport reporter"
    }
    if (stop) break;
    at = next;
  }
  return out;
}

}  // namespace boilerplate

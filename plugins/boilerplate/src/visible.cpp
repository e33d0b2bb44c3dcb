// Each value is taken from the block that is nearest to the heading, or to the article's first paragraph where there is
// none.
#include "visible.hpp"

#include <algorithm>

#include <newsgrain/abi/layers.h>

#include "dates.hpp"
#include "find.hpp"
#include "phrases.hpp"

namespace boilerplate {
namespace {

constexpr uint32_t kLongestValue = 600;  // bytes of a title, subtitle or caption

class VisibleReader {
 public:
  VisibleReader(const Page& page, const Features& features, const Roles& roles, Metadata& metadata)
      : page_(page),
        features_(features),
        roles_(roles),
        metadata_(metadata),
        anchor_(roles.title != kNone ? roles.title : roles.first_body) {}

  void run(std::string_view url) {
    title();
    if (!metadata_.has(NG_META_SUBTITLE)) take(NG_META_SUBTITLE, nearest(NG_ROLE_SUBTITLE));
    authors();
    if (metadata_.has(NG_META_PUBLISHED))
      local_day();
    else
      published(url);
    if (metadata_.has(NG_META_IMAGE) && !metadata_.has(NG_META_IMAGE_CAPTION))
      take(NG_META_IMAGE_CAPTION, nearest(NG_ROLE_CAPTION));
  }

 private:
  void add(uint8_t key, std::string value, uint32_t block) {
    MetaValue out{key, NG_SIGNAL_VISIBLE, std::move(value), kNone, kNone};
    if (page_.plain()) {
      out.begin = page_.block_begin[block], out.end = page_.block_end[block];
    } else if (const uint32_t e = page_.block_element[block]; e < page_.n_elements) {
      out.begin = page_.markup_begin[e], out.end = page_.markup_end[e];
    }
    metadata_.values.push_back(std::move(out));
  }

  void take(uint8_t key, uint32_t block) {
    if (block == kNone) return;
    std::string value(page_.block(block));
    std::replace(value.begin(), value.end(), '\n', ' ');
    add(key, std::move(value), block);
  }

  // The block with this role that is closest to the anchor.
  uint32_t nearest(uint8_t role) const {
    constexpr uint32_t kFar = 60;
    uint32_t best = kNone, distance = kNone;
    for (uint32_t b = 0; b < page_.n_blocks; ++b) {
      if (roles_.role[b] != role || page_.block_end[b] - page_.block_begin[b] > kLongestValue) continue;
      const uint32_t d = anchor_ == kNone ? b : b > anchor_ ? b - anchor_ : (anchor_ - b) * 2;
      if (d < distance && (anchor_ == kNone || d <= kFar)) best = b, distance = d;
    }
    return best;
  }

  // The heading above the article is its title in the words of the page itself; what meta tags say is often made for
  // search engines.
  void title() {
    const uint32_t b = roles_.title;
    if (b == kNone || page_.block_end[b] - page_.block_begin[b] > kLongestValue) return;
    const BlockFacts& f = features_.facts()[b];
    const uint32_t body = roles_.first_body;
    constexpr uint32_t kNear = 25;
    const bool main_heading = page_.level[b] == 1 && (f.tags & (kInNav | kInFooter | kInAside)) == 0 && body != kNone &&
                              b < body && body - b <= kNear;
    const bool heading = page_.kind[b] == NG_BLOCK_HEADING && f.words >= 2 && (f.title_match >= 0.45f || main_heading);
    if (metadata_.has(NG_META_TITLE) && !heading) return;
    metadata_.drop(NG_META_TITLE);
    take(NG_META_TITLE, b);
  }

  void authors() {
    if (metadata_.has(NG_META_AUTHOR) && !metadata_.only_organisations) return;
    const uint32_t b = nearest(NG_ROLE_BYLINE);
    if (b == kNone) return;
    std::vector<std::string> names = names_in_byline(page_.block(b));
    // What the page says of itself is better than a desk's name.
    if (metadata_.has(NG_META_AUTHOR))
      names.erase(std::remove_if(names.begin(), names.end(), is_generic_author), names.end());
    if (names.empty()) return;
    metadata_.drop(NG_META_AUTHOR);
    for (const std::string& name : names) add(NG_META_AUTHOR, name, b);
  }

  struct Found {
    std::string date;
    uint32_t block = kNone;
    float cost = 0;
    bool modified = false;
  };
  struct Dates {
    Found published, modified;
  };

  Dates find_dates() const {
    Dates out;
    const auto consider = [&](Found found) {
      Found& best = found.modified ? out.modified : out.published;
      if (found.date.empty() || (!metadata_.latest.empty() && found.date.compare(0, 10, metadata_.latest) > 0)) return;
      if (best.block == kNone || found.cost < best.cost) best = std::move(found);
    };
    for (uint32_t b = 0; b < page_.n_blocks; ++b)
      if (const float cost = distance(b); cost < 3 * kFarthest) consider(in_block(b, cost));
    for (const TimeElement& time : metadata_.times) {
      const uint32_t b = block_at(time.text_begin);
      if (b == kNone) continue;
      const std::string l = sdk::to_lower(page_.block(b).substr(0, 60));
      consider({time.date, b, distance(b) - 5, says_modified(l) < says_published(l)});
    }
    return out;
  }

  void published(std::string_view url) {
    Dates dates = find_dates();
    Found &published = dates.published, &modified = dates.modified;
    // A date far from the heading is another article's as often as not: the address is surer, and no date the safest.
    if (published.block != kNone && published.cost < kFarthest)
      return add(NG_META_PUBLISHED, std::move(published.date), published.block);
    for (const MetaValue& v : metadata_.values)
      if (v.key == NG_META_URL && url.empty()) url = v.value;
    if (std::string date = date_in_url(url); !date.empty() && (metadata_.latest.empty() || date <= metadata_.latest))
      metadata_.values.push_back({NG_META_PUBLISHED, NG_SIGNAL_URL, std::move(date), kNone, kNone});
    else if (published.block != kNone && published.cost < 3 * kFarthest)
      add(NG_META_PUBLISHED, std::move(published.date), published.block);
    if (modified.block != kNone && modified.cost < kFarthest && !metadata_.has(NG_META_MODIFIED))
      add(NG_META_MODIFIED, std::move(modified.date), modified.block);
  }

  // Machines give the instant in UTC, the page prints the day that it was where it was written: that is the day of
  // publication.
  void local_day() {
    const auto at = std::find_if(metadata_.values.begin(), metadata_.values.end(),
                                 [](const MetaValue& v) { return v.key == NG_META_PUBLISHED; });
    const std::string& instant = at->value;
    if (instant.size() < 17 || instant[10] != 'T' ||
        (instant.back() != 'Z' && instant.find("+00") == std::string::npos))
      return;
    const bool evening = instant[11] >= '1' && instant.compare(11, 2, "12") >= 0;
    const Found found = find_dates().published;
    if (found.block == kNone || found.cost > kPrinted || found.date.size() > 10 ||
        found.date != day_after(instant, evening ? 1 : -1))
      return;
    metadata_.drop(NG_META_PUBLISHED);
    add(NG_META_PUBLISHED, found.date, found.block);
  }

  // Where the text says that something was changed, or npos.
  static size_t says_modified(std::string_view l) { return phrases::kModified.find(l); }
  static size_t says_published(std::string_view l) { return phrases::kPublished.find(l); }

  Found in_block(uint32_t b, float cost) const {
    constexpr size_t kLine = 160, kHead = 60;  // bytes; a date in a paragraph dates the article only where it begins it
    const BlockFacts& f = features_.facts()[b];
    if (f.digits == 0) return {};
    const std::string_view text = page_.block(b);
    // A sentence of the article tells of dates of all kinds.
    const bool sentence = roles_.role[b] == NG_ROLE_BODY && f.ends_sentence && f.words > 8;
    const bool line =
        (text.size() <= kLine && !sentence) || roles_.role[b] == NG_ROLE_DATE || roles_.role[b] == NG_ROLE_BYLINE;
    if (!line && roles_.role[b] != NG_ROLE_BODY && roles_.role[b] != NG_ROLE_SUBTITLE) return {};
    const std::string_view piece = text.substr(0, line ? 2 * kLine : kHead);
    const std::string l = sdk::to_lower(piece);
    if (roles_.role[b] == NG_ROLE_DATE || roles_.role[b] == NG_ROLE_BYLINE) cost -= 6;
    if ((f.evidence & kDate) != 0) cost -= 4;
    if (f.words > 20) cost += 6;
    // "Updated 3 May 2021, first published 1 May 2021"; "1 May 2021, updated 3 May 2021".
    const size_t modified = says_modified(l), published = says_published(l);
    const auto date_in = [&](std::string_view part) { return iso_date(part, metadata_.day_first); };
    if (published != std::string_view::npos)
      if (std::string date =
              date_in(piece.substr(published, modified > published ? modified - published : std::string_view::npos));
          !date.empty())
        return {std::move(date), b, cost, false};
    if (modified == std::string_view::npos) return {date_in(piece), b, cost, false};
    if (std::string date = date_in(piece.substr(0, modified)); !date.empty()) return {std::move(date), b, cost, false};
    return {date_in(piece), b, cost, true};
  }

  static constexpr float kFarthest = 24, kPrinted = 6;

  float distance(uint32_t b) const {
    const BlockFacts& f = features_.facts()[b];
    const uint32_t from = anchor_ == kNone ? 0 : anchor_;
    float cost = b >= from ? static_cast<float>(b - from) : 1.5f * static_cast<float>(from - b);
    if (roles_.first_body != kNone && b > roles_.first_body) cost += 6;
    // What stands right under the article belongs to it as well.
    if (roles_.last_body != kNone && b > roles_.last_body && b - roles_.last_body <= 3)
      cost = std::min(cost, 12.0f + static_cast<float>(b - roles_.last_body));
    if ((f.tags & (kInNav | kInFooter | kInAside)) != 0) cost += 16;
    if (roles_.role[b] == NG_ROLE_RELATED || roles_.role[b] == NG_ROLE_COMMENT || roles_.role[b] == NG_ROLE_COPYRIGHT)
      cost += 16;
    if (f.link_share > 0.5f) cost += 8;
    return cost;
  }

  // The block that holds this byte of the text, or begins after it.
  uint32_t block_at(uint32_t begin) const {
    const auto at = std::upper_bound(page_.block_end, page_.block_end + page_.n_blocks, begin);
    return at == page_.block_end + page_.n_blocks ? kNone : static_cast<uint32_t>(at - page_.block_end);
  }

  const Page& page_;
  const Features& features_;
  const Roles& roles_;
  Metadata& metadata_;
  const uint32_t anchor_;
};

}  // namespace

void read_visible(const Page& page, const Features& features, const Roles& roles, std::string_view url,
                  Metadata& metadata) {
  if (page.n_blocks != 0) VisibleReader(page, features, roles, metadata).run(url);
}

}  // namespace boilerplate

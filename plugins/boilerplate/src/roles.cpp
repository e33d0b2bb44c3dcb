// Content is body, but for titles, captions and the like among it; the rest is told apart by tags, words of class and
// id, and the words of the block itself.
#include "roles.hpp"

#include <algorithm>
#include <string_view>

#include <newsgrain/abi/layers.h>

#include "dates.hpp"
#include "find.hpp"
#include "interruptions.hpp"
#include "phrases.hpp"
#include "plain_title.hpp"

namespace boilerplate {
namespace {

constexpr uint32_t kLongCaption = 90,
                   kLongestCaption = 250;  // words; the second in <figcaption>, of which nothing else is to be expected
constexpr uint32_t kNearTitle = 15;        // blocks
constexpr uint32_t kLabelWords = 16;       // a byline, a date or a credit has no more
constexpr uint32_t kOfferEvidence = kPaywall | kNewsletter;

// "(Reuters)" at the end of the block: where it begins, or npos.
size_t trailing_credit(std::string_view text) {
  if (text.size() < 5 || text.back() != ')') return std::string_view::npos;
  const size_t open = text.rfind('(');
  if (open == std::string_view::npos || open == 0 || text.size() - open > 50) return std::string_view::npos;
  const std::string_view inside = text.substr(open + 1, text.size() - open - 2);
  unsigned words = 0;
  bool capitals = true;
  for (size_t i = 0; i < inside.size(); ++i) {
    if (i != 0 && inside[i - 1] != ' ' && inside[i - 1] != '/') continue;
    if (inside[i] == ' ') continue;
    ++words;
    capitals = capitals && !(inside[i] >= 'a' && inside[i] <= 'z') && !(inside[i] >= '0' && inside[i] <= '9');
  }
  if (words == 0 || words > 5 || !capitals) return std::string_view::npos;
  size_t before = open;
  while (before > 0 && text[before - 1] == ' ') --before;
  if (before == 0) return std::string_view::npos;
  const char c = text[before - 1];
  // Behind the end of a sentence only: "the council (NCC)" is an acronym.
  if (c != '.' && c != '"' && c != '!' && c != '?' && static_cast<unsigned char>(c) != 0x9D)
    return std::string_view::npos;
  return open;
}

// "PORTHAVEN (AP) — ": its length without the dash, or 0.
size_t leading_dateline(std::string_view text) {
  const std::string_view head = text.substr(0, 70);
  size_t dash = std::string_view::npos;
  for (const std::string_view mark : {" \xE2\x80\x94", " \xE2\x80\x93", " -- ", " - ", "\xE2\x80\x94"}) {
    const size_t at = head.find(mark);
    if (at != std::string_view::npos && at < dash) dash = at;
  }
  if (dash == std::string_view::npos || dash < 3) return 0;
  size_t upper = 0, at = 0;
  while (at < dash && ((head[at] >= 'A' && head[at] <= 'Z') || head[at] == ' ' || head[at] == '.' || head[at] == '-' ||
                       static_cast<unsigned char>(head[at]) >= 0x80)) {
    upper += head[at] >= 'A' && head[at] <= 'Z';
    ++at;
  }
  if (upper < 3) return 0;
  if (at == dash) return dash;
  return head[at] == ',' || head[at] == '(' || head[at - 1] == ' ' ? dash : 0;
}

bool is_photo_credit(std::string_view l, uint32_t words) {
  if (words > 14) return false;
  return phrases::kPhotoCredit.begins(l) || phrases::kPhotoSource.within(l);
}

class Assigner {
 public:
  Assigner(const Page& page, const Features& features, const Decision& decision, const Metadata& metadata, Roles& out)
      : page_(page),
        features_(features),
        facts_(features.facts()),
        decision_(decision),
        metadata_(metadata),
        out_(out) {}

  void run() {
    const uint32_t n = page_.n_blocks;
    out_.role.assign(n, NG_ROLE_OTHER);
    out_.duplicate_of.assign(n, kNone);
    out_.regions.clear();
    find_body();
    title_ = page_.plain() ? find_plain_title(page_, facts_, decision_.content, first_body_) : features_.title_block();
    if (title_ == kNone && !page_.plain() && metadata_.titles.empty()) title_ = heading_above();
    // A title far below the article's beginning is one of another page.
    if (title_ != kNone && !page_.plain() && first_body_ != kNone && title_ > last_body_) title_ = kNone;
    for (uint32_t b = 0; b < n; ++b) out_.role[b] = role_of(b);
    out_.title = title_;
    out_.first_body = first_body_;
    out_.last_body = last_body_;
    duplicates();
    regions();
  }

 private:
  // Of a page that does not say its title: the heading that is nearest to the article.
  uint32_t heading_above() const {
    constexpr uint32_t kNear = 8;
    if (first_body_ == kNone) return kNone;
    for (uint32_t b = first_body_; b > 0 && first_body_ - b < kNear; --b)
      if (page_.kind[b - 1] == NG_BLOCK_HEADING && facts_[b - 1].words >= 2 &&
          (facts_[b - 1].tags & (kInNav | kInFooter | kInAside)) == 0)
        return b - 1;
    return kNone;
  }

  void find_body() {
    for (uint32_t b = 0; b < page_.n_blocks; ++b) {
      if (!decision_.content[b]) continue;
      if (first_body_ == kNone && facts_[b].words >= 8) first_body_ = b;
      last_body_ = b;
    }
    if (first_body_ == kNone)
      for (uint32_t b = page_.n_blocks; b-- > 0;)
        if (decision_.content[b]) first_body_ = b;
  }

  bool is_repeated_line(uint32_t b) const {
    const auto same = [&](uint32_t other) { return facts_[other].words >= 6 && facts_[other].hash == facts_[b].hash; };
    return (b > 0 && same(b - 1)) || (b + 1 < page_.n_blocks && same(b + 1));
  }

  bool near_title(uint32_t b) const {
    const uint32_t anchor = title_ != kNone ? title_ : first_body_;
    if (anchor == kNone) return false;
    return b + 5 >= anchor && b <= anchor + kNearTitle &&
           (first_body_ == kNone || b <= first_body_ + 6 || b <= anchor + 6);
  }

  uint8_t role_of(uint32_t b) {
    const BlockFacts& f = facts_[b];
    const bool content = decision_.content[b] != 0;
    if (is_title(b)) return NG_ROLE_TITLE;
    read_line(b);
    if (const uint8_t role = role_at_picture(b); role != kUndecided) return role;
    if (const uint8_t role = role_at_title(b); role != kUndecided) return role;
    if (is_time(page_.block(b))) return NG_ROLE_DATE;
    if (content && is_offer(line_, f)) return NG_ROLE_PROMOTION;
    if (content && f.words <= 12 && is_copyright(line_, f)) return NG_ROLE_COPYRIGHT;
    if (content) return interruption(page_.block(b), f);
    if (is_subtitle(b)) return NG_ROLE_SUBTITLE;
    if (looks_like_caption(b)) return NG_ROLE_CAPTION;
    return other_role(b, line_);
  }

  static constexpr uint8_t kUndecided = 0xFF;

  bool is_title(uint32_t b) const {
    if (b == title_) return true;
    return title_ != kNone && facts_[b].hash == facts_[title_].hash && facts_[b].words >= 3 &&
           page_.kind[b] == NG_BLOCK_HEADING;
  }

  // The block's beginning in small letters into line_; nothing of most content of a page, which is not looked at.
  void read_line(uint32_t b) {
    const BlockFacts& f = facts_[b];
    line_.clear();
    if (decision_.content[b] != 0 && f.words > kLabelWords && !page_.plain() && (f.evidence & kOfferEvidence) == 0)
      return;
    sdk::append_lower(line_, page_.block(b).substr(0, 240));
  }

  // Captions, and who took the picture.
  uint8_t role_at_picture(uint32_t b) const {
    const BlockFacts& f = facts_[b];
    const bool in_caption = (f.tags & kInCaption) != 0;
    const bool at_picture = (f.tags & (kInCaption | kInFigure)) != 0 || page_.kind[b] == NG_BLOCK_CAPTION;
    if (is_photo_credit(line_, f.words)) return f.words <= 8 || !at_picture ? NG_ROLE_CREDIT : NG_ROLE_CAPTION;
    const bool fits = f.words <= (in_caption ? kLongestCaption : kLongCaption);
    if (at_picture && fits && (in_caption || decision_.content[b] == 0)) return NG_ROLE_CAPTION;
    return page_.plain() && plain_caption(b, line_) ? NG_ROLE_CAPTION : kUndecided;
  }

  // Byline, date and dateline.
  uint8_t role_at_title(uint32_t b) const {
    const BlockFacts& f = facts_[b];
    const bool content = decision_.content[b] != 0;
    const bool near = near_title(b);
    if (near || !content) {
      if (is_byline(b, line_)) return NG_ROLE_BYLINE;
      if (is_date(b, line_)) return NG_ROLE_DATE;
    }
    const bool short_capitals = f.words <= 4 && f.upper_case && f.digits == 0;
    return page_.plain() && content && near && b + 1 == first_body_ && short_capitals ? NG_ROLE_DATELINE : kUndecided;
  }

  bool looks_like_caption(uint32_t b) const {
    const BlockFacts& f = facts_[b];
    return (f.evidence & kCaption) != 0 && f.words >= 4 && f.words <= kLongCaption && near_body(b) &&
           page_.link_bytes[b] == 0 && !(f.tags & (kInNav | kInFooter));
  }

  // The time of a post ("10.42", "9:05"), between the paragraphs of a page that goes on all day.
  static bool is_time(std::string_view text) {
    const auto digit = [&](size_t i) { return text[i] >= '0' && text[i] <= '9'; };
    const size_t hours = text.size() == 5 ? 2 : 1;
    if (text.size() != hours + 3 || (text[hours] != ':' && text[hours] != '.')) return false;
    return digit(0) && digit(hours - 1) && digit(hours + 1) && digit(hours + 2);
  }

  // In place of the rest of the article: class or id and words say so.
  static bool is_offer(std::string_view l, const BlockFacts& f) {
    return f.words <= 40 && (f.evidence & kOfferEvidence) != 0 && phrases::kOffer.within(l);
  }

  static bool is_copyright(std::string_view l, const BlockFacts& f) {
    return phrases::kCopyright.begins(l) || (f.words > 2 && phrases::kRightsReserved.within(l));
  }

  bool near_body(uint32_t b) const { return first_body_ != kNone && b + 6 >= first_body_ && b <= last_body_; }

  // A caption comes with its picture's alternative text, so that scraped text has it twice; or it says that it is one.
  bool plain_caption(uint32_t b, std::string_view l) const {
    const BlockFacts& f = facts_[b];
    if (f.words < 4 || f.words > kLongCaption) return false;
    if (is_repeated_line(b)) return true;
    if (last_body_ == kNone || b > last_body_) return false;
    if (phrases::kCaptionPicture.within(l)) return true;
    const bool pictured = phrases::kCaptionPictured.within(l);
    return pictured && (b < first_body_ + 3 || trailing_credit(page_.block(b)) != std::string_view::npos);
  }

  bool is_byline(uint32_t b, std::string_view l) const {
    const BlockFacts& f = facts_[b];
    if (f.words == 0 || f.words > kLabelWords) return false;
    // "Von" and the like begin sentences too.
    const bool by = phrases::kByline.begins(l) || (f.words <= 7 && !f.ends_sentence && f.capitals + 2 >= f.words &&
                                                   phrases::kBylineOrSentence.begins(l));
    const bool posted = phrases::kPosted.begins(l) && l.find(" by ") != std::string_view::npos;
    const bool named = !page_.plain() && (f.evidence & kAuthor) != 0 && near_title(b);
    if (!by && !named && !posted) return false;
    if ((by || posted) && !near_title(b) && !(f.evidence & kAuthor)) return false;
    if (f.ends_sentence && f.words > 8) return false;
    if (!page_.plain() && (f.tags & (kInNav | kInFooter)) != 0) return false;
    return !names_in_byline(page_.block(b)).empty();
  }

  bool is_date(uint32_t b, std::string_view l) const {
    const BlockFacts& f = facts_[b];
    if (f.words < 2 || f.words > kLabelWords || f.ends_sentence) return false;
    if (phrases::kCopyrightYear.begins(l)) return false;
    const bool found = f.digits != 0 && !iso_date(page_.block(b)).empty();
    const bool said = phrases::kDateLabel.begins(l);
    return (found && (f.words <= 8 || said || (f.evidence & kDate) || (f.tags & kInTime))) || (said && f.digits != 0) ||
           ((f.tags & kInTime) != 0 && f.digits != 0);
  }

  bool is_subtitle(uint32_t b) const {
    const BlockFacts& f = facts_[b];
    if (title_ == kNone || b <= title_ || b > title_ + 6 || f.words < 5 || f.words > 60) return false;
    if (first_body_ != kNone && b > first_body_) return false;
    if (page_.link_bytes[b] != 0 || (f.tags & (kInNav | kInAside | kInFooter | kInForm | kInList | kInFigure)) != 0)
      return false;
    if (page_.plain()) return b == title_ + 1;
    return page_.kind[b] == NG_BLOCK_HEADING || (f.evidence & kSubtitle) != 0 || b == title_ + 1;
  }

  uint8_t other_role(uint32_t b, std::string_view l) const {
    const BlockFacts& f = facts_[b];
    const uint32_t size = page_.block_end[b] - page_.block_begin[b];
    const bool linked = page_.link_bytes[b] * 2 > size;
    const bool after = last_body_ != kNone && b > last_body_;
    if (is_copyright(l, f)) return NG_ROLE_COPYRIGHT;
    if (f.words <= 4 && phrases::kAdLine.begins(l)) return NG_ROLE_ADVERTISEMENT;
    if (f.words <= 30 && after && phrases::kStaffCredit.begins(l)) return NG_ROLE_CREDIT;
    const bool short_line = f.words <= 6;
    if (phrases::kPromotionCall.begins(l) || (f.words <= 40 && phrases::kPromotion.within(l))) return NG_ROLE_PROMOTION;
    if (short_line && phrases::kRelatedLabel.begins(l)) return NG_ROLE_RELATED;
    if (f.words <= 40 && phrases::kRelatedLine.begins(l)) return NG_ROLE_RELATED;
    if ((f.tags & (kInNav | kInButton)) != 0) return NG_ROLE_NAVIGATION;
    if ((f.tags & kInFooter) != 0 && linked) return NG_ROLE_NAVIGATION;
    if ((f.evidence & kComment) != 0 && !linked && (after || first_body_ == kNone)) return NG_ROLE_COMMENT;
    if ((f.evidence & kAdvert) != 0) return NG_ROLE_ADVERTISEMENT;
    if ((f.evidence & (kNewsletter | kConsent | kPaywall | kSocial)) != 0) return NG_ROLE_PROMOTION;
    if ((f.evidence & kTags) != 0 && short_line) return NG_ROLE_NAVIGATION;
    if (linked && f.words >= 5) return NG_ROLE_RELATED;
    if ((f.evidence & kRelated) != 0) return NG_ROLE_RELATED;
    if ((f.evidence & kAuthor) != 0 && after) return NG_ROLE_PROMOTION;
    if (linked || (f.evidence & kNavigation) != 0) return NG_ROLE_NAVIGATION;
    if (page_.plain() && short_line) {
      if (after) return f.upper_case && f.words >= 2 ? NG_ROLE_RELATED : NG_ROLE_PROMOTION;
      return NG_ROLE_NAVIGATION;
    }
    if ((f.tags & kInHeader) != 0 && short_line) return NG_ROLE_NAVIGATION;
    return NG_ROLE_OTHER;
  }

  // The copy that stays is the first one with the same role: a summary above the article does not take the place of its
  // text.
  void duplicates() {
    std::vector<uint32_t> order;
    for (uint32_t b = 0; b < page_.n_blocks; ++b)
      if (facts_[b].repeats > 1 && facts_[b].words != 0) order.push_back(b);
    const auto key = [&](uint32_t b) { return std::pair(facts_[b].hash, out_.role[b]); };
    std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) { return key(a) < key(b); });
    for (size_t i = 1, first = 0; i < order.size(); ++i) {
      if (key(order[i]) != key(order[first])) first = i;
      // "Yes." may be said twice.
      else if (facts_[order[i]].words >= 4 || out_.role[order[i]] != NG_ROLE_BODY)
        out_.duplicate_of[order[i]] = order[first];
    }
  }

  void regions() {
    for (uint32_t b = 0; b < page_.n_blocks; ++b) {
      const uint8_t role = out_.role[b];
      if (role != NG_ROLE_BODY && role != NG_ROLE_CAPTION) continue;
      const std::string_view text = page_.block(b);
      if (role == NG_ROLE_BODY)
        if (const size_t size = leading_dateline(text); size != 0)
          out_.regions.push_back(
              {page_.block_begin[b], page_.block_begin[b] + static_cast<uint32_t>(size), NG_ROLE_DATELINE});
      if (const size_t at = trailing_credit(text); at != std::string_view::npos)
        out_.regions.push_back({page_.block_begin[b] + static_cast<uint32_t>(at), page_.block_end[b], NG_ROLE_CREDIT});
    }
  }

  const Page& page_;
  const Features& features_;
  const std::vector<BlockFacts>& facts_;
  const Decision& decision_;
  const Metadata& metadata_;
  Roles& out_;
  uint32_t first_body_ = kNone, last_body_ = kNone, title_ = kNone;
  std::string line_;  // the beginning of the present block, in lower case
};

}  // namespace

void assign_roles(const Page& page, const Features& features, const Decision& decision, const Metadata& metadata,
                  Roles& out) {
  Assigner(page, features, decision, metadata, out).run();
}

}  // namespace boilerplate

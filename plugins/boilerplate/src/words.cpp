// Lists as hash tables, made at compile time.
#include "words.hpp"

#include <algorithm>
#include <array>

namespace boilerplate {
namespace {

constexpr std::string_view kStopText =
    "a about after all also an and any are as at be because been before being but by can could did do does during each "
    "even for from had has "
    "have he her here him his how i if in into is it its just like many may me more most much my new no not now of off "
    "on one only or other our "
    "out over said says she should since so some such than that the their them then there these they this those "
    "through to too two under until up "
    "us was we were what when where which while who why will with would you your "
    "der die das und ist nicht ein eine einer einen dem den des mit auf für von im zu sich auch es er sie wir ich als "
    "aus bei nach wie noch über hat haben war werden wird "
    "le la les un une des et est dans que qui pour pas sur au aux avec ce cette il elle nous vous ils sont par plus "
    "mais ou "
    "el los las y en por con para una del se lo su al como más pero sus este esta ha son "
    "i w na z że się do nie jest to jak o od po przez dla oraz tym jego co ale za być ma "
    "di che e per non sono della il gli nel anche "
    "de het een van op voor dat zijn met aan niet ook er maar "
    "og det som til av har ikke "
    "os um uma em não mais foi das seu sua pelo pela são "
    "и в не на что с по как это а к из у за от для его но о же был так они мы вы он она бы то или ещё при до уже чтобы "
    "если когда было также который которые "
    "и στο και να το της η ο του με για από την στην που τα θα σε είναι των οι τον τη στα τους δεν μια ένα ότι ως στις "
    "αλλά "
    "nad pod przed także są które który którzy został lub już tylko tego jej ich był była oraz bez między";

constexpr size_t words_in(std::string_view text) {
  size_t n = 0;
  bool inside = false;
  for (const char c : text) {
    if (c != ' ' && !inside) ++n;
    inside = c != ' ';
  }
  return n;
}

// Open addressing; at most half of the slots are taken.
constexpr auto kStopTable = [] {
  std::array<uint32_t, kStopSlots> out{};
  size_t begin = 0;
  for (size_t i = 0; i <= kStopText.size(); ++i) {
    if (i != kStopText.size() && kStopText[i] != ' ') continue;
    if (i > begin) {
      const uint32_t hash = hash_word(kStopText.substr(begin, i - begin));
      size_t at = hash % kStopSlots;
      while (out[at] != 0 && out[at] != hash) at = (at + 1) % kStopSlots;
      out[at] = hash;
    }
    begin = i + 1;
  }
  return out;
}();
static_assert(words_in(kStopText) * 2 <= kStopSlots);

struct Group {
  uint32_t bits;
  std::string_view words;
};
constexpr Group kGroups[] = {
    {kNavigation,
     "nav navbar navigation menu menus breadcrumb breadcrumbs crumb topbar toolbar megamenu submenu hamburger skip "
     "pagination pager subnav navi mainmenu"},
    {kSocial,
     "share sharing social facebook twitter whatsapp follow addthis sharethis sharebar socials linkedin pinterest"},
    {kRelated,
     "related recommended recommendation recommendations more trending popular mostread latest similar suggested "
     "readmore further outbrain taboola teaser teasers carousel promos upnext next also interest headlines feed card "
     "cards"},
    {kComment,
     "comment comments discussion disqus reply replies respond responses viafoura coral talkback leserbrief kommentar "
     "kommentare commentlist"},
    {kAdvert,
     "ad ads advert advertisement advertising sponsor sponsored sponsoring banner dfp gpt adslot adsense promoted "
     "promo promotion promotional commercial anzeige affiliate buy deal deals shop product"},
    {kNewsletter,
     "newsletter newsletters subscribe subscription signup sign email mailing cta donate donation membership register "
     "registration optin"},
    {kFooter, "footer copyright legal imprint impressum colophon foot disclaimer terms privacy"},
    {kSidebar, "sidebar aside rail widget widgets side secondary complementary column gadget"},
    {kCaption,
     "caption captions figcaption credit credits photo image img gallery media figure slideshow picture foto bild "
     "legende video player"},
    {kAuthor, "author authors byline bylines bio contributor contributors writer reporter autor auteur profile"},
    {kDate, "date time timestamp published publish updated dateline datetime datum pubdate modified"},
    {kTags, "tag tags topic topics category categories keyword keywords label labels filed kicker section eyebrow"},
    {kConsent, "cookie cookies consent gdpr ccpa modal popup overlay dialog lightbox notice onetrust"},
    {kPaywall, "paywall premium metered regwall piano locked subscriber"},
    {kTitle, "title headline heading h1 entrytitle posttitle hed"},
    {kSubtitle,
     "subtitle subheadline subhead dek deck standfirst summary description excerpt intro lead lede teaser abstract "
     "sapo chapo"},
    {kBody,
     "articlebody article body content entry story post text paragraph paragraphs maincontent richtext rte main copy "
     "prose fulltext storybody blocks wysiwyg"},
    {kHeader, "header head masthead logo branding site"},
    {kList, "list grid items results archive index listing"},
};

constexpr size_t kEvidenceWords = [] {
  size_t n = 0;
  for (const Group& g : kGroups) n += words_in(g.words);
  return n;
}();

constexpr auto kEvidenceTable = [] {
  std::array<EvidenceSlot, kEvidenceSlots> out{};
  for (const Group& g : kGroups) {
    size_t begin = 0;
    for (size_t i = 0; i <= g.words.size(); ++i) {
      if (i != g.words.size() && g.words[i] != ' ') continue;
      if (i > begin) {
        const uint32_t hash = hash_word(g.words.substr(begin, i - begin));
        size_t at = hash % kEvidenceSlots;
        while (out[at].bits != 0 && out[at].hash != hash) at = (at + 1) % kEvidenceSlots;
        out[at].hash = hash;
        out[at].bits |= g.bits;
      }
      begin = i + 1;
    }
  }
  return out;
}();
static_assert(kEvidenceWords * 2 <= kEvidenceSlots);

}  // namespace

const std::array<uint32_t, kStopSlots> kStopWords = kStopTable;
const std::array<EvidenceSlot, kEvidenceSlots> kEvidence = kEvidenceTable;

}  // namespace boilerplate

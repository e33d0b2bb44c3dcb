// Sorted tables, searched by halving.
#include "words.hpp"

#include <algorithm>
#include <iterator>

namespace segments {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kTitles[] = {
    "adm"sv, "arch"sv,   "atty"sv, "brig"sv, "capt"sv, "cmdr"sv,  "col"sv,  "comdr"sv, "cpl"sv,  "cpt"sv,
    "dr"sv,  "drs"sv,    "fr"sv,   "ft"sv,   "gen"sv,  "gov"sv,   "govs"sv, "hon"sv,   "insp"sv, "lt"sv,
    "maj"sv, "messrs"sv, "mgr"sv,  "mlle"sv, "mme"sv,  "mmes"sv,  "mr"sv,   "mrs"sv,   "ms"sv,   "msgr"sv,
    "mt"sv,  "mx"sv,     "pfc"sv,  "pres"sv, "prof"sv, "profs"sv, "pvt"sv,  "rep"sv,   "reps"sv, "rev"sv,
    "sen"sv, "sens"sv,   "sgt"sv,  "spc"sv,  "st"sv,   "ste"sv,   "supt"sv, "vs"sv,
};
constexpr std::string_view kBeforeNumbers[] = {
    "art"sv, "ch"sv,  "eq"sv, "fig"sv, "figs"sv, "no"sv,  "nos"sv,  "nr"sv,
    "p"sv,   "par"sv, "pg"sv, "pp"sv,  "sec"sv,  "vol"sv, "vols"sv,
};
constexpr std::string_view kGeneral[] = {
    "al"sv,    "ala"sv,  "approx"sv, "apr"sv,   "apt"sv, "ariz"sv, "assn"sv, "asst"sv, "aug"sv,  "ave"sv,  "bldg"sv,
    "blvd"sv,  "bros"sv, "ca"sv,     "calif"sv, "cf"sv,  "co"sv,   "colo"sv, "conn"sv, "corp"sv, "cos"sv,  "dec"sv,
    "del"sv,   "dept"sv, "dist"sv,   "e.g"sv,   "ed"sv,  "eds"sv,  "esp"sv,  "esq"sv,  "est"sv,  "etc"sv,  "ext"sv,
    "feb"sv,   "fla"sv,  "ga"sv,     "i.e"sv,   "ill"sv, "inc"sv,  "ind"sv,  "intl"sv, "jan"sv,  "jr"sv,   "jul"sv,
    "jun"sv,   "kan"sv,  "ky"sv,     "la"sv,    "ltd"sv, "md"sv,   "mfg"sv,  "mich"sv, "minn"sv, "mo"sv,   "mont"sv,
    "natl"sv,  "neb"sv,  "nev"sv,    "nov"sv,   "oct"sv, "okla"sv, "ont"sv,  "ore"sv,  "orig"sv, "pa"sv,   "phd"sv,
    "plc"sv,   "pty"sv,  "pub"sv,    "rd"sv,    "ret"sv, "sep"sv,  "sept"sv, "sr"sv,   "tel"sv,  "tenn"sv, "tex"sv,
    "treas"sv, "univ"sv, "va"sv,     "viz"sv,   "vt"sv,  "wash"sv, "wis"sv,  "wisc"sv, "wyo"sv,
};
// Abbreviations that are words too when they begin with a small letter.
constexpr std::string_view kCapitalOnly[] = {
    "al"sv,  "ala"sv, "arch"sv, "ave"sv, "co"sv,  "col"sv, "cos"sv, "del"sv, "dist"sv, "ed"sv,
    "est"sv, "fr"sv,  "ft"sv,   "ga"sv,  "gen"sv, "hon"sv, "ill"sv, "ind"sv, "jan"sv,  "kan"sv,
    "la"sv,  "maj"sv, "md"sv,   "mo"sv,  "ms"sv,  "mt"sv,  "nov"sv, "ore"sv, "pa"sv,   "pres"sv,
    "pub"sv, "rep"sv, "reps"sv, "ret"sv, "rev"sv, "st"sv,  "tex"sv, "va"sv,  "wash"sv,
};
constexpr std::string_view kGerman[] = {
    "abs"sv, "bspw"sv, "bzw"sv, "ca"sv,   "dipl"sv, "dr"sv, "evtl"sv, "ggf"sv, "hr"sv,  "hrsg"sv, "inkl"sv,
    "mio"sv, "mrd"sv,  "nr"sv,  "prof"sv, "sog"sv,  "st"sv, "str"sv,  "usw"sv, "vgl"sv, "z.b"sv,
};
constexpr std::string_view kFrench[] = {
    "art"sv, "av"sv, "env"sv, "etc"sv, "m"sv, "mlle"sv, "mm"sv, "mme"sv, "no"sv, "p"sv, "st"sv, "ste"sv,
};
constexpr std::string_view kSpanish[] = {
    "art"sv, "avda"sv, "d"sv,   "dr"sv,   "dra"sv,  "etc"sv, "excmo"sv, "p"sv,
    "pág"sv, "sr"sv,   "sra"sv, "sres"sv, "srta"sv, "ud"sv,  "uds"sv,
};
constexpr std::string_view kStarters[] = {
    "a"sv,       "about"sv,   "according"sv, "after"sv,   "all"sv,    "also"sv,    "although"sv,  "among"sv,
    "an"sv,      "and"sv,     "another"sv,   "any"sv,     "are"sv,    "as"sv,      "asked"sv,     "at"sv,
    "because"sv, "before"sv,  "both"sv,      "but"sv,     "by"sv,     "can"sv,     "could"sv,     "despite"sv,
    "did"sv,     "do"sv,      "does"sv,      "during"sv,  "each"sv,   "even"sv,    "every"sv,     "few"sv,
    "finally"sv, "first"sv,   "for"sv,       "from"sv,    "he"sv,     "her"sv,     "here"sv,      "his"sv,
    "how"sv,     "however"sv, "i"sv,         "if"sv,      "in"sv,     "instead"sv, "is"sv,        "it"sv,
    "its"sv,     "just"sv,    "last"sv,      "later"sv,   "many"sv,   "maybe"sv,   "meanwhile"sv, "more"sv,
    "most"sv,    "my"sv,      "no"sv,        "nor"sv,     "not"sv,    "now"sv,     "of"sv,        "officials"sv,
    "on"sv,      "once"sv,    "one"sv,       "only"sv,    "or"sv,     "other"sv,   "our"sv,       "over"sv,
    "perhaps"sv, "please"sv,  "police"sv,    "several"sv, "she"sv,    "should"sv,  "since"sv,     "so"sv,
    "some"sv,    "still"sv,   "such"sv,      "than"sv,    "thanks"sv, "that"sv,    "the"sv,       "their"sv,
    "then"sv,    "there"sv,   "these"sv,     "they"sv,    "this"sv,   "those"sv,   "though"sv,    "to"sv,
    "today"sv,   "two"sv,     "under"sv,     "until"sv,   "was"sv,    "we"sv,      "well"sv,      "were"sv,
    "what"sv,    "when"sv,    "where"sv,     "whether"sv, "which"sv,  "while"sv,   "who"sv,       "why"sv,
    "will"sv,    "with"sv,    "would"sv,     "yes"sv,     "yet"sv,    "you"sv,     "your"sv,
};
constexpr std::string_view kSpeech[] = {
    "added"sv,      "adds"sv,      "admitted"sv,  "announced"sv, "answered"sv, "argued"sv,   "asked"sv,
    "asks"sv,       "began"sv,     "boasted"sv,   "called"sv,    "chanted"sv,  "claimed"sv,  "commented"sv,
    "complained"sv, "concluded"sv, "continued"sv, "cried"sv,     "declared"sv, "demanded"sv, "exclaimed"sv,
    "explained"sv,  "inquired"sv,  "insisted"sv,  "joked"sv,     "laughed"sv,  "muttered"sv, "noted"sv,
    "observed"sv,   "posted"sv,    "quipped"sv,   "read"sv,      "recalled"sv, "remarked"sv, "replied"sv,
    "responded"sv,  "retorted"sv,  "said"sv,      "says"sv,      "screamed"sv, "shouted"sv,  "shouts"sv,
    "sighed"sv,     "stated"sv,    "suggested"sv, "told"sv,      "tweeted"sv,  "warned"sv,   "whispered"sv,
    "wondered"sv,   "writes"sv,    "wrote"sv,     "yelled"sv,
};
constexpr std::string_view kPrefixes[] = {
    "anti"sv,  "bi"sv,    "co"sv,    "counter"sv, "cross"sv, "de"sv,     "e"sv,     "ex"sv,    "extra"sv, "hyper"sv,
    "inter"sv, "intra"sv, "macro"sv, "mega"sv,    "micro"sv, "mid"sv,    "mini"sv,  "mis"sv,   "multi"sv, "neo"sv,
    "non"sv,   "over"sv,  "post"sv,  "pre"sv,     "pro"sv,   "pseudo"sv, "quasi"sv, "re"sv,    "semi"sv,  "socio"sv,
    "sub"sv,   "super"sv, "trans"sv, "tri"sv,     "uh"sv,    "ultra"sv,  "un"sv,    "under"sv, "vice"sv,
};
constexpr std::string_view kDomains[] = {
    "ai"sv,  "app"sv,  "au"sv,   "biz"sv, "ca"sv,  "cn"sv,  "co"sv,  "com"sv,  "csv"sv,  "de"sv,   "doc"sv, "docx"sv,
    "edu"sv, "eu"sv,   "exe"sv,  "fr"sv,  "gif"sv, "gov"sv, "htm"sv, "html"sv, "in"sv,   "info"sv, "int"sv, "io"sv,
    "jp"sv,  "jpeg"sv, "jpg"sv,  "me"sv,  "mil"sv, "mp3"sv, "mp4"sv, "net"sv,  "news"sv, "org"sv,  "pdf"sv, "php"sv,
    "png"sv, "ppt"sv,  "pptx"sv, "ru"sv,  "tv"sv,  "txt"sv, "uk"sv,  "us"sv,   "xls"sv,  "xlsx"sv, "xml"sv, "zip"sv,
};

template <size_t N>
constexpr bool sorted(const std::string_view (&list)[N]) {
  return std::is_sorted(std::begin(list), std::end(list));
}
static_assert(sorted(kTitles) && sorted(kBeforeNumbers) && sorted(kGeneral) && sorted(kCapitalOnly));
static_assert(sorted(kGerman) && sorted(kFrench) && sorted(kSpanish));
static_assert(sorted(kStarters) && sorted(kSpeech) && sorted(kPrefixes) && sorted(kDomains));

template <size_t N>
bool contains(const std::string_view (&list)[N], std::string_view word) {
  return std::binary_search(std::begin(list), std::end(list), word);
}

}  // namespace

Abbreviation abbreviation(std::string_view lower, std::string_view language) {
  if (language == "de") return contains(kGerman, lower) ? Abbreviation::title : Abbreviation::none;
  if (language == "fr") return contains(kFrench, lower) ? Abbreviation::title : Abbreviation::none;
  if (language == "es") return contains(kSpanish, lower) ? Abbreviation::title : Abbreviation::none;
  if (contains(kTitles, lower)) return Abbreviation::title;
  if (contains(kBeforeNumbers, lower)) return Abbreviation::number;
  return contains(kGeneral, lower) ? Abbreviation::general : Abbreviation::none;
}

bool needs_capital(std::string_view lower) { return contains(kCapitalOnly, lower); }
bool is_sentence_starter(std::string_view lower) { return contains(kStarters, lower); }
bool is_speech_verb(std::string_view lower) { return contains(kSpeech, lower); }
bool is_prefix(std::string_view lower) { return contains(kPrefixes, lower); }
bool is_domain(std::string_view lower) { return contains(kDomains, lower); }

unsigned merged_form(std::string_view lower) {
  if (lower == "cannot" || lower == "gonna" || lower == "gotta" || lower == "wanna") return 3;
  return 0;
}

std::string_view mark_of_reference(std::string_view reference) {
  struct Reference {
    std::string_view name, mark;
  };
  static constexpr Reference kReferences[] = {
      {"quot", "\""},      {"#34", "\""},        {"#x22", "\""},       {"apos", "'"},        {"#39", "'"},
      {"#x27", "'"},       {"ldquo", "\u201C"},  {"#8220", "\u201C"},  {"#x201c", "\u201C"}, {"rdquo", "\u201D"},
      {"#8221", "\u201D"}, {"#x201d", "\u201D"}, {"lsquo", "\u2018"},  {"#8216", "\u2018"},  {"#x2018", "\u2018"},
      {"rsquo", "\u2019"}, {"#8217", "\u2019"},  {"#x2019", "\u2019"}, {"bdquo", "\u201E"},  {"#8222", "\u201E"},
      {"laquo", "\u00AB"}, {"#171", "\u00AB"},   {"raquo", "\u00BB"},  {"#187", "\u00BB"}};
  if (reference.size() < 3 || reference.front() != '&' || reference.back() != ';') return {};
  for (const Reference& r : kReferences)
    if (r.name == reference.substr(1, reference.size() - 2)) return r.mark;
  return {};
}

}  // namespace segments

// names.cpp: from the tagger's path to mentions.
#include "names.hpp"
#include "text.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <newsgrain/abi/layers.h>

namespace entities {
namespace {

constexpr std::string_view kFacilityHeads[] = {"Airport", "Arena",   "Bridge",  "Building", "Castle", "Cathedral",
                                               "Hall",    "Highway", "Hotel",   "Mosque",   "Palace", "Plaza",
                                               "Prison",  "Square",  "Stadium", "Station",  "Street", "Temple",
                                               "Theater", "Theatre", "Tower",   "Tunnel"};
// Seats of government that act like organisations, and groups in the news whose names mean nothing else.
constexpr std::string_view kSeats[] = {"Al Qaeda",     "Al-Qaeda",       "Al-Qaida",     "Blue House", "Boko Haram",
                                       "Capitol Hill", "Downing Street", "Foggy Bottom", "Hamas",      "Hezbollah",
                                       "Kremlin",      "NATO",           "Pentagon",     "Taliban",    "White House"};

// Titles that are no name even where the lists know somebody of that name.
constexpr std::string_view kForms[] = {"Mr",  "Mr.",   "Mrs",  "Mrs.", "Ms",   "Ms.",  "Miss", "Dr",
                                       "Dr.", "Prof.", "Sen.", "Rep.", "Gov.", "Gen.", "Rev."};
// Offices, that alone are nobody's name.
constexpr std::string_view kOffices[] = {
    "Ambassador", "Chairman",     "Chancellor", "Congressman", "Congresswoman", "Director", "Governor",  "Lieutenant",
    "Mayor",      "Minister",     "President",  "Premier",     "Professor",     "Rector",   "Secretary", "Senator",
    "Sergeant",   "Commissioner", "Colonel",    "Captain",     "Speaker",       "Vice",     "Attorney"};

bool has_capital(const Unit& u) {
  if (u.upper) return true;
  return std::any_of(u.text.begin(), u.text.end(), is_upper);
}

// "5 million Swiss francs": whose money it is, no name.
constexpr std::string_view kMoney[] = {
    "cedis", "dinar",  "dinars", "dirham", "dirhams", "dollar", "dollars", "franc",    "francs",   "krona",
    "krone", "kroner", "kronor", "lira",   "peso",    "pesos",  "pound",   "pounds",   "rial",     "rials",
    "riyal", "riyals", "rupee",  "rupees", "rupiah",  "shekel", "shekels", "shilling", "shillings"};
bool is_of_money(const std::vector<Unit>& units, const UnitSentence& s, const Mention& m) {
  if (m.last == s.last || m.first == s.first || m.last - m.first > 2 || !contains(kMoney, units[m.last].text))
    return false;
  const std::string_view before = units[m.first - 1].text;
  return is_digit(before[0]) || before.find("illion") != std::string_view::npos || before == "bn" || before == "m" ||
         before == "thousand";
}

// The part of the text is that of one document, so neighbours can be joined to one view.
std::string_view span_text(const std::vector<Unit>& units, uint32_t first, uint32_t last) {
  const char* begin = units[first].text.data();
  return std::string_view(begin,
                          static_cast<size_t>(units[last - 1].text.data() + units[last - 1].text.size() - begin));
}

// "Bosnia and Herzegovina", "Trinidad and Tobago": a country, of which the tagger may have found parts only.
void whole_countries(const Gazetteer& gazetteer, const std::vector<Unit>& units, const UnitSentence& s, size_t start,
                     std::vector<Mention>& out) {
  std::vector<Mention> countries;
  for (uint32_t i = s.first + 1; i + 1 < s.last; ++i) {
    if (units[i].text != "and") continue;
    const uint32_t floor = countries.empty() ? s.first : countries.back().last;
    for (uint32_t first = std::max(floor, i > s.first + 2 ? i - 3 : s.first); first < i; ++first) {
      if (!units[first].upper) continue;
      uint32_t last = std::min(s.last, i + 4);
      while (last > i + 1 && !(units[last - 1].upper && (kinds_of(gazetteer, units, first, last) & kCountry))) --last;
      if (last == i + 1) continue;
      const auto [begin, end] = overlapping(out, start, first, last);
      const bool crossed = begin != end && (out[begin].first < first || out[end - 1].last > last);
      if (!crossed) countries.push_back(Mention{first, last, NG_ENTITY_GPE, NG_FORM_NAME, kNoEntity, 0.95f});
      break;
    }
  }
  replace(out, start, countries);
}

// The end of "Per Vik" in "says Per Vik, a dentist": two or three words with capitals after a verb of speech and before
// a comma are a person's name; `i` if there is none.
uint32_t end_of_speaker(const std::vector<Unit>& units, const UnitSentence& s, uint32_t i, uint32_t limit) {
  if (i == s.first || s.shouting || (units[i - 1].text != "said" && units[i - 1].text != "says")) return i;
  constexpr uint32_t kOther = kDateWord | kOrgHead | kLocHead | kDemonym | kCountry | kTitle;
  uint32_t last = i;
  while (last < limit && last - i < 4 && units[last].upper && !(units[last].kinds & kOther)) ++last;
  const bool ends = last < s.last && (units[last].text == "," || units[last].text == ".");
  return ends && last - i > 1 && last - i < 4 && !(units[last - 1].kinds & kCommon) ? last : i;
}

}  // namespace

std::pair<size_t, size_t> overlapping(const std::vector<Mention>& found, size_t start, uint32_t first, uint32_t last) {
  const auto from = found.begin() + static_cast<long>(start);
  const auto begin = std::partition_point(from, found.end(), [&](const Mention& m) { return m.last <= first; });
  const auto end = std::partition_point(begin, found.end(), [&](const Mention& m) { return m.first < last; });
  return {static_cast<size_t>(begin - found.begin()), static_cast<size_t>(end - found.begin())};
}

void replace(std::vector<Mention>& found, size_t start, const std::vector<Mention>& better) {
  if (better.empty()) return;
  size_t kept = start, next = 0;
  for (size_t n = start; n < found.size(); ++n) {
    while (next < better.size() && better[next].last <= found[n].first) ++next;
    if (next == better.size() || better[next].first >= found[n].last) found[kept++] = found[n];
  }
  found.resize(kept);
  found.insert(found.end(), better.begin(), better.end());
  std::inplace_merge(found.begin() + static_cast<long>(start), found.begin() + static_cast<long>(kept), found.end(),
                     [](const Mention& a, const Mention& b) { return a.first < b.first; });
}

uint32_t kinds_of(const Gazetteer& gazetteer, const std::vector<Unit>& units, uint32_t first, uint32_t last) {
  if (last - first > kMaxNameWords) return 0;
  uint64_t key = units[first].lower;
  for (uint32_t i = first + 1; i < last; ++i) key = extend_key(key, units[i].lower);
  return gazetteer.find(key);
}

float share_right(float score) {
  constexpr std::pair<float, float> kShares[] = {{0.0f, 0.15f},   {0.36f, 0.32f},  {0.54f, 0.42f},  {0.67f, 0.59f},
                                                 {0.79f, 0.67f},  {0.85f, 0.73f},  {0.88f, 0.77f},  {0.93f, 0.78f},
                                                 {0.964f, 0.81f}, {0.985f, 0.90f}, {0.996f, 0.92f}, {0.999f, 0.95f},
                                                 {1.0f, 0.98f}};
  for (size_t i = 1; i < std::size(kShares); ++i) {
    const auto [low, low_share] = kShares[i - 1];
    const auto [high, high_share] = kShares[i];
    if (score <= high) return low_share + (high_share - low_share) * (score - low) / (high - low);
  }
  return kShares[std::size(kShares) - 1].second;
}

uint8_t place_type(const std::vector<Unit>& units, const Mention& m, uint32_t kinds) {
  if (kinds & kNature) return NG_ENTITY_LOC;
  if (kinds & (kCountry | kRegion)) return NG_ENTITY_GPE;
  const std::string_view head = units[m.last - 1].text;
  if (m.last - m.first > 1) {
    if (contains(kFacilityHeads, head)) return NG_ENTITY_FAC;
    if (kinds & kCity) return NG_ENTITY_GPE;
    const std::string_view start = units[m.first].text;
    if (start == "Mount" || start == "Mt." || start == "Mt" || start == "Lake" || start == "Cape" || start == "River" ||
        start == "Gulf" || start == "Bay" || start == "Strait" || start == "Sea")
      return NG_ENTITY_LOC;
    if ((units[m.last - 1].kinds & kLocHead) && head != "City" && head != "Province" && head != "County" &&
        head != "District" && head != "State" && head != "Town" && head != "Village" && head != "Territory" &&
        head != "Prefecture")
      return NG_ENTITY_LOC;
  }
  return NG_ENTITY_GPE;
}

void find_names(const Model& model, const Gazetteer& gazetteer, const Countries& countries, Scratch& scratch,
                uint32_t sentence, std::vector<Mention>& out) {
  Features& features = scratch.features;
  std::vector<Unit>& units = features.units;
  const UnitSentence& s = features.sentences[sentence];
  const size_t start = out.size();
  for (uint32_t i = s.first; i < s.last;) {
    if (!units[i].active) {
      ++i;
      continue;
    }
    // Very long stretches (tables, lists in capitals) are cut so that memory stays bounded.
    uint32_t j = i;
    while (j < s.last && units[j].active && j - i < 256) ++j;
    scratch.scores.resize(j - i);
    for (uint32_t k = i; k < j; ++k) {
      features.extract(s, k, scratch.row);
      model.score(scratch.row, scratch.scores[k - i]);
    }
    model.decode(scratch.scores, scratch.tags, scratch.back);
    if (std::any_of(scratch.tags.begin(), scratch.tags.end(), [](uint8_t tag) { return tag != 0; }))
      model.sum_paths(scratch.scores, scratch.sums);
    for (uint32_t k = 0; k < j - i;) {
      const uint8_t tag = scratch.tags[k];
      if (tag == 0) {
        ++k;
        continue;
      }
      uint32_t end = k;
      while (end < j - i - 1 && tag_part(scratch.tags[end]) < 2) ++end;
      ++end;
      constexpr uint8_t kTypeOf[kTypes] = {NG_ENTITY_PERSON, NG_ENTITY_ORG, NG_ENTITY_GPE};
      out.push_back(Mention{i + k, i + end, kTypeOf[tag_type(tag)], NG_FORM_NAME, kNoEntity,
                            model.probability(scratch.sums, scratch.tags, k, end)});
      k = end;
    }
    i = j;
  }

  // Corrections of what was found.
  size_t kept = start;
  for (size_t n = start; n < out.size(); ++n) {
    Mention m = out[n];
    while (m.last - m.first > 1 && m.type == NG_ENTITY_PERSON &&
           (contains(kForms, units[m.first].text) ||
            ((units[m.first].kinds & kTitle) && (m.last - m.first > 2 || !(units[m.first].kinds & kFirstName)))))
      ++m.first;
    // "of the" and "'s" end no name, and what has no capital is none.
    while (m.last > m.first && (units[m.last - 1].text == "'s" || units[m.last - 1].text == "\xe2\x80\x99s" ||
                                (units[m.last - 1].lower_case && (units[m.last - 1].kinds & kCommon) &&
                                 !has_capital(units[m.last - 1]) && units[m.last - 1].text.size() < 4)))
      --m.last;
    if (std::none_of(units.begin() + m.first, units.begin() + m.last, has_capital)) continue;
    if (m.type == NG_ENTITY_PERSON && m.last - m.first == 1 && contains(kOffices, units[m.first].text)) continue;
    if (is_of_money(units, s, m)) continue;
    const std::string_view text = span_text(units, m.first, m.last);
    const uint32_t kinds = kinds_of(gazetteer, units, m.first, m.last);
    const Country* people = countries.demonym(text);
    if (m.type != NG_ENTITY_PERSON || m.last - m.first > 1 || people != nullptr) {
      if ((kinds & kDemonym) && !(kinds & kCountry) && m.type != NG_ENTITY_PERSON) {
        m.type = NG_ENTITY_NORP;
        m.form = NG_FORM_DEMONYM;
      } else if (contains(kSeats, text)) {
        m.type = NG_ENTITY_ORG;
      } else if (countries.named(text) != nullptr && !(m.type == NG_ENTITY_PERSON && m.last - m.first > 1)) {
        m.type = NG_ENTITY_GPE;
      }
    }
    if (m.type == NG_ENTITY_GPE) m.type = place_type(units, m, kinds);
    bool letters = false;
    for (const char c : text) letters |= is_letter(c) || is_multibyte(c);
    if (letters) out[kept++] = m;
  }
  out.resize(kept);

  whole_countries(gazetteer, units, s, start, out);

  // Peoples, countries and known regions that the tagger left out.
  std::vector<Mention> more;
  size_t next = start;
  for (uint32_t i = s.first; i < s.last; ++i) {
    while (next < out.size() && out[next].last <= i) ++next;
    if (next < out.size() && out[next].first <= i) {
      i = out[next].last - 1;
      continue;
    }
    if (!units[i].upper) continue;
    const uint32_t limit = next < out.size() ? std::min(s.last, out[next].first) : s.last;
    if (const uint32_t last = end_of_speaker(units, s, i, limit); last > i) {
      more.push_back(Mention{i, last, NG_ENTITY_PERSON, NG_FORM_NAME, kNoEntity, 0.6f});
      i = last - 1;
      continue;
    }
    for (uint32_t length = std::min<uint32_t>(4, limit - i); length > 0; --length) {
      const uint32_t last = i + length;
      const uint32_t kinds = kinds_of(gazetteer, units, i, last);
      const std::string_view text = span_text(units, i, last);
      if (contains(kSeats, text)) {
        more.push_back(Mention{i, last, NG_ENTITY_ORG, NG_FORM_NAME, kNoEntity, 0.6f});
      } else if (length > 1 && (kinds & kNature)) {
        more.push_back(Mention{i, last, NG_ENTITY_LOC, NG_FORM_NAME, kNoEntity, 0.6f});
      } else if ((kinds & kDemonym) && units[i].text.size() > 2) {
        more.push_back(Mention{i, last, NG_ENTITY_NORP, NG_FORM_DEMONYM, kNoEntity, 0.7f});
      } else if ((kinds & kCountry) && !(kinds & (kCommon | kFirstName | kSurname)) && !s.shouting &&
                 units[i].text != "Us" &&
                 (length > 1 || last == s.last || !units[last].upper || units[last].text == "-")) {
        more.push_back(Mention{i, last, NG_ENTITY_GPE, NG_FORM_NAME, kNoEntity, 0.6f});
      } else {
        continue;
      }
      i = last - 1;
      break;
    }
  }
  std::erase_if(more, [&](const Mention& m) { return is_of_money(units, s, m); });
  out.insert(out.end(), more.begin(), more.end());
  std::sort(out.begin() + static_cast<long>(start), out.end(),
            [](const Mention& a, const Mention& b) { return a.first < b.first; });
  agree_in_rows(gazetteer, units, s, start, out);
  find_events(units, s, start, out);
}

}  // namespace entities

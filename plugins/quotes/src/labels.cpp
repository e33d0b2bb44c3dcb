// Speech whose paragraphs say who speaks: transcripts ("HOLT: ...", "Q: ..."), interviews ("Holt: ..."), posts ("... -
// Holt (@holt) May 3").
#include "attribution.hpp"

#include <algorithm>
#include <map>

namespace quotes {
namespace {

bool all_capitals(std::string_view text) { return text.size() > 1 && !has_small_letter(text); }

bool is_dash(const Token& t) {
  return t.is("-") || t.is("--") || t.is("\xE2\x80\x94") || t.is("\xE2\x80\x93") || t.is("\xE2\x80\x95");
}

// What newsrooms put before a colon and is nobody.
bool is_rubric(std::string_view lower) {
  for (const std::string_view w :
       {"watch", "related", "update",  "updated",    "breaking", "exclusive", "photo",  "photos",    "video",
        "read",  "more",    "note",    "correction", "analysis", "opinion",   "listen", "subscribe", "contact",
        "live",  "source",  "sources", "editor",     "warning",  "cast",      "see"})
    if (lower == w) return true;
  return false;
}

}  // namespace

// The label that begins a paragraph, without its colon. Nobody yet says that it is a speaker.
Finder::Label Finder::label_of(const Range& block) const {
  constexpr uint32_t kLongest = 12, kLongestName = 5;
  Label out;
  uint32_t i = block.first;
  // ((Wikinews)) ...
  if (i + 5 < block.last && a_.tokens[i].is("(") && a_.tokens[i + 1].is("(")) {
    uint32_t end = i + 2;
    while (end < block.last && end < i + kLongest && !a_.tokens[end].is(")")) ++end;
    if (end + 2 < block.last && end > i + 2 && a_.tokens[end].is(")") && a_.tokens[end + 1].is(")")) {
      out.name = {i + 2, end};
      out.content = a_.tokens[end + 2].is(":") ? end + 3 : end + 2;
      out.kind = LabelKind::sure;
    }
    return out;
  }
  const Token& first = a_.tokens[i];
  const bool handle = first.kind == NG_TOKEN_HANDLE;
  const bool letter = first.text == "Q" || first.text == "A" || first.text == "Q." || first.text == "A.";
  const bool dotted = letter && (first.text.size() == 2 || (i + 1 < block.last && a_.tokens[i + 1].is(".")));
  bool capitals = true, brackets = false;
  uint32_t words = 0;
  for (; i < block.last && i < block.first + kLongest; ++i) {
    const Token& t = a_.tokens[i];
    if (t.is(":") || (i == block.first + 1 && dotted)) break;
    if (a_.quoted(i)) return out;
    if (t.is("(")) brackets = true;
    if (t.kind == NG_TOKEN_WORD && !brackets) {
      if (!t.capital) return out;
      capitals = capitals && all_capitals(t.text);
      ++words;
    } else if (t.kind != NG_TOKEN_WORD && t.kind != NG_TOKEN_NUMBER && !handle && !t.is(",") && !t.is(".") &&
               !t.is("-") && !t.is("(") && !t.is(")") && !t.is("'")) {
      return out;
    }
    if (t.is(")")) brackets = false;
  }
  if (i == block.first || i >= block.last || !(a_.tokens[i].is(":") || dotted) || brackets) return out;
  constexpr uint32_t kLeast = 2;  // tokens said
  if (i + kLeast >= block.last) return out;
  const bool question = first.text == "Q" || first.text == "Q." || first.lower == "question",
             answer = first.text == "A" || first.text == "A." || first.lower == "answer";
  if (is_rubric(first.lower)) return out;
  if (handle) {
    if (i != block.first + 1) return out;
    out.kind = LabelKind::sure;
  } else if (words == 1 && i == block.first + 1 && (question || answer)) {
    out.kind = question ? LabelKind::question : LabelKind::answer;
  } else if (capitals && words > 0) {
    out.kind = LabelKind::capitals;
  } else if (words > 0 && words <= kLongestName) {
    out.kind = LabelKind::name;
  } else {
    return out;
  }
  out.name = {block.first, i};
  out.content = a_.tokens[i].is(":") || a_.tokens[i].is(".") ? i + 1 : i;
  return out;
}

// Does a paragraph say "I", "you" or "we", or ask?
bool Finder::speaks_to_somebody(uint32_t first, uint32_t last) const {
  if (a_.tokens[last - 1].is("?")) return true;
  for (uint32_t i = first; i < last; ++i)
    for (const std::string_view w : {"i", "we", "you", "my", "our", "your", "me", "us", "'m", "yes", "no"})
      if (a_.tokens[i].is(w)) return true;
  return false;
}

// Paragraphs with labels, where there are enough of them that answer each other.
void Finder::transcripts() {
  std::vector<Label> labels(a_.blocks.size());
  std::map<std::string, uint32_t> times;  // by the label in lower case
  uint32_t questions = 0, answers = 0, capitals = 0, persons = 0, talk = 0, all = 0;
  const auto key = [&](const Label& l) {
    std::string out;
    for (uint32_t i = l.name.first; i < l.name.last && !a_.tokens[i].is(",") && !a_.tokens[i].is("("); ++i)
      out += a_.tokens[i].lower + ' ';
    return out;
  };
  const auto is_person = [&](const Label& l) {
    const uint32_t m = a_.tokens[l.name.first].mention;
    return m != kNone && a_.mentions[m].type == NG_ENTITY_PERSON && a_.mentions[m].last <= l.name.last;
  };
  for (size_t b = 0; b < a_.blocks.size(); ++b) {
    if (a_.block_role[b] != NG_ROLE_BODY) continue;
    Label& l = labels[b] = label_of(a_.blocks[b]);
    if (l.kind == LabelKind::none || l.kind == LabelKind::sure) continue;
    ++all;
    ++times[key(l)];
    questions += l.kind == LabelKind::question;
    answers += l.kind == LabelKind::answer;
    capitals += l.kind == LabelKind::capitals;
    persons += l.kind == LabelKind::name && is_person(l);
    talk += speaks_to_somebody(l.content, a_.blocks[b].last);
  }
  const bool interview = questions > 0 && (answers > 0 || questions > 1);
  const bool conversation = 2 * talk >= all && times.size() > 1;
  uint32_t repeated = 0;
  for (const auto& [label, n] : times) repeated += n > 1;
  const bool transcript = conversation && capitals > 1 && repeated > 0;
  const bool talks = conversation && persons > 1 && (repeated > 0 || persons == all);
  for (size_t b = 0; b < a_.blocks.size(); ++b) {
    const Label& l = labels[b];
    const bool again = l.kind != LabelKind::none && times.size() > 0 && times.count(key(l)) != 0 && times[key(l)] > 1;
    const bool speaks = l.kind == LabelKind::sure ||
                        ((l.kind == LabelKind::question || l.kind == LabelKind::answer) && interview) ||
                        (l.kind == LabelKind::capitals && transcript && (again || conversation)) ||
                        (l.kind == LabelKind::name && talks && (is_person(l) || again));
    if (!speaks || a_.quoted(l.content)) continue;  // marks have rules of their own
    const bool certain = l.kind != LabelKind::name;
    labelled({l.content, a_.blocks[b].last}, {l.name.first, l.name.last}, certain ? 0.88f : 0.75f, "label");
  }
}

void Finder::labelled(Range content, Phrase speaker, float score, std::string_view rule) {
  add(content, {kNone, kNone}, speaker, score, rule);
  quotes_.back().kind = NG_QUOTE_DIRECT;  // whole words of somebody, though no marks say so
}

// "The dam is holding. - Ruth Lang (@ruthlang) March 3, 2020": a post that stands in the text.
void Finder::posts() {
  constexpr uint32_t kLongestName = 8, kLongestDate = 8, kLeast = 3;
  for (size_t b = 0; b < a_.blocks.size(); ++b) {
    const Range& block = a_.blocks[b];
    for (uint32_t i = block.last; i > block.first + 2 && i + kLongestDate > block.last; --i) {
      const uint32_t handle = i - 1;
      if (a_.tokens[handle].kind != NG_TOKEN_HANDLE || !a_.tokens[handle - 1].is("(") || handle + 1 >= block.last ||
          !a_.tokens[handle + 1].is(")"))
        continue;
      uint32_t dash = handle - 1;
      while (dash > block.first && handle - dash <= kLongestName && !is_dash(a_.tokens[dash])) --dash;
      if (!is_dash(a_.tokens[dash]) || dash + 1 >= handle - 1) break;
      Range content = {block.first, dash};
      if (dash == block.first && b > 0) content = a_.blocks[b - 1];
      if (content.last - content.first >= kLeast && !covered(content.first) && !a_.quoted(content.first))
        labelled(content, {dash + 1, handle - 1}, 0.85f, "post");
      break;
    }
  }
}

}  // namespace quotes

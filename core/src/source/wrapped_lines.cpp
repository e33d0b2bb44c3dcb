#include "source/wrapped_lines.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "unicode/characters.hpp"

namespace newsgrain {
namespace {

using namespace internal;

constexpr unsigned kNarrow = 36;  // columns; shorter lines say nothing about a width
constexpr unsigned kWide = 140;   // longer ones are paragraphs, or addresses of one word
constexpr unsigned kLeastWidth = 40;
constexpr unsigned kMost = 255;  // columns that are counted
constexpr size_t kNone = std::string_view::npos;

// What is seen of a line.
struct Facts {
  uint16_t width = 0;       // columns up to its end, indent included; kMost if it is longer
  uint16_t first_word = 0;  // columns of it; of what may not be parted from the beginning
  bool one_word = true;
  bool ends_stop = false;     // . ! ? : and the marks behind them
  bool ends_clause = false;   // those and , ; and dashes
  bool begins_small = false;  // with a letter that is no capital
  bool prose = true;          // no table, no code, no quotation of a mail
  bool words = true;          // letters more than half
  bool item = false;          // begins as an item of a list does
  bool numbered = false;      // begins with a number, as an item does, or a sentence of which the number is the end
};

bool is_stop(char32_t c) {
  constexpr std::u32string_view kStops = U".!?:\u2026\u203D\u061F\u06D4\u0964\u3002\uFF01\uFF1F";
  return kStops.find(c) != kStops.npos;
}
bool is_pause(char32_t c) {
  constexpr std::u32string_view kPauses = U",;-\u2013\u2014\u060C\u3001\uFF0C";
  return kPauses.find(c) != kPauses.npos;
}
bool is_code_sign(char32_t c) {
  constexpr std::u32string_view kSigns = U"{}<>=|\\_#~^`";
  return kSigns.find(c) != kSigns.npos;
}
bool is_bullet(char32_t c) {
  constexpr std::u32string_view kBullets = U"*+\u2022\u00B7\u2023\u25AA\u25CF\u25E6";
  return kBullets.find(c) != kBullets.npos;
}
bool is_dash(char32_t c) { return c == '-' || c == 0x2013 || c == 0x2014; }

// Spaces inside of a line: a table has wide gaps beside narrow ones, or few and wide ones; a line that was
// stretched to the margin has gaps that differ by one at most. Behind a stop typewriters put two.
class Gaps {
 public:
  void add(unsigned columns, char32_t before) {
    if (columns == 2 && is_stop(before)) return;
    ++count_;
    widest_ = std::max(widest_, columns);
    narrowest_ = std::min(narrowest_, columns);
  }
  bool table() const {
    constexpr unsigned kWideGap = 3, kFew = 2;
    return widest_ >= kWideGap && (widest_ - narrowest_ >= 2 || (narrowest_ >= kWideGap && count_ <= kFew));
  }

 private:
  unsigned widest_ = 0, narrowest_ = kMost, count_ = 0;
};

class LineReader {
 public:
  LineReader(std::string_view text, const TextLine& line) : line_(text.substr(line.begin, line.end - line.begin)) {
    facts_.width = line.indent;
  }

  Facts read() {
    begin();
    end();
    words();
    return facts_;
  }

 private:
  void begin() {
    size_t at = 0;
    char32_t c = next_character(line_, at);
    const auto space_at = [&](size_t i) { return i < line_.size() && (line_[i] == ' ' || line_[i] == '\t'); };
    if (c == '>' || c == '|') facts_.prose = false;
    const bool dash = is_dash(c) && space_at(at), bullet = is_bullet(c) && space_at(at);
    if (dash) c = next_character(line_, ++at);
    while (at < line_.size() && (is_opening_mark(c) || is_format(c))) c = next_character(line_, at);
    const bool small = is_letter(c) && !is_capital(c);
    facts_.item = bullet || (dash && !small);
    facts_.numbered = numbered();
    facts_.begins_small = small && !dash && !is_ideograph(c) && line_.substr(0, line_.find(' ')).find("://") == kNone;
  }

  // "1. ", "12) ", "(3) ", "a) "
  bool numbered() const {
    size_t at = line_[0] == '(' ? 1 : 0;
    const size_t first = at;
    while (at < line_.size() && at - first < 3 && line_[at] >= '0' && line_[at] <= '9') ++at;
    if (at == first && at + 1 < line_.size() && line_[at] >= 'a' && line_[at] <= 'z' && line_[at + 1] == ')') ++at;
    return at > first && at + 1 < line_.size() && (line_[at] == ')' || (line_[at] == '.' && first == 0)) &&
           line_[at + 1] == ' ';
  }

  void end() {
    size_t at = line_.size();
    char32_t c = previous_character(line_, at);
    facts_.ends_clause = is_pause(c);
    while (at > 0 && is_closing_mark(c)) c = previous_character(line_, at);
    facts_.ends_stop = is_stop(c);
    facts_.ends_clause = facts_.ends_clause || facts_.ends_stop || is_pause(c);
  }

  void words() {
    Gaps gaps;
    unsigned columns = facts_.width, gap = 0, signs = 0, letters = 0;
    char32_t before = 0;
    bool first = true;
    for (size_t at = 0; at < line_.size() && columns < (facts_.one_word ? kMost : kWide + 1); ++columns) {
      const char32_t c = next_character(line_, at);
      if (c == ' ' || c == '\t') {
        gap += c == '\t' ? 3 : 1;
        if (first) facts_.first_word = static_cast<uint16_t>(columns - facts_.width);
        first = facts_.one_word = false;
        continue;
      }
      if (gap > 0) gaps.add(gap, before);
      gap = 0;
      if (is_ideograph(c)) {
        if (first) facts_.first_word = static_cast<uint16_t>(std::max(columns - facts_.width, 1u));
        first = facts_.one_word = false;
      }
      signs += is_code_sign(c);
      letters += c >= 0x80 || is_letter(c);
      before = c;
    }
    if (first) facts_.first_word = static_cast<uint16_t>(columns - facts_.width);
    const unsigned own = columns - facts_.width;
    constexpr unsigned kFewSigns = 1, kColumnsForASign = 20;
    if (gaps.table() || (signs > kFewSigns && signs * kColumnsForASign > own)) facts_.prose = false;
    facts_.words = letters * 2 > own;
    facts_.width = static_cast<uint16_t>(std::min(columns, kMost));
  }

  std::string_view line_;
  Facts facts_;
};

// The width that lines were broken at, and how far single lines are off, as a share of it.
struct Wrap {
  float width, off;
  bool blank_lines;  // between paragraphs

  // What a line with the first word of the next one has more columns than, if it was broken by the program. What goes
  // on in the middle of a sentence needs less of a reason.
  float least(bool ends_stop, bool goes_on) const {
    constexpr float kMore = 0.06f, kMiddle = 0.2f;
    if (goes_on) return width * (1 - off - kMiddle);
    const bool unsure = off > 0 && (!ends_stop || blank_lines);
    return width * (1 - off - (unsure ? kMore : 0));
  }
};

// Counts for each width the breaks that it explains.
class Votes {
 public:
  void add(float least, float most) {  // least <= width < most
    const auto column = [](float c) { return static_cast<size_t>(std::clamp(c, 0.0f, static_cast<float>(kMost))); };
    ++steps_[column(least + 0.999f)];
    --steps_[column(most + 0.999f)];
  }
  // The first of the widths that explain most.
  std::pair<unsigned, int> best() const {
    std::pair<unsigned, int> out{0, 0};
    int now = 0;
    for (unsigned c = 0; c <= kMost; ++c) {
      now += steps_[c];
      if (now > out.second) out = {c, now};
    }
    return out;
  }

 private:
  std::array<int, kMost + 1> steps_{};
};

class Region {
 public:
  Region(const std::vector<TextLine>& lines, const std::vector<Facts>& facts, size_t first, size_t last, bool whole)
      : lines_(lines), facts_(facts), first_(first), last_(last), whole_(whole) {}

  void join(std::vector<uint8_t>& continued) const {
    const std::optional<Wrap> wrap = find_wrap();
    if (!wrap) return;
    unsigned joined = 0, paragraphs = 0, sentences = 0;  // of several lines, and those of them that end with a stop
    for (size_t i = first_ + 1; i < last_; ++i) {
      continued[i] = joins(i, *wrap, continued[i - 1] != 0);
      joined += continued[i];
      if (continued[i] != 0 && (i + 1 == last_ || !joins(i + 1, *wrap, true))) {
        ++paragraphs;
        sentences += facts_[i].ends_stop;
      }
    }
    // Titles, each with a line of details below it, may be of like length too.
    constexpr float kLoose = 0.1f;
    const bool pairs = wrap->off > kLoose && joined * 2 < paragraphs * 3;
    if (sentences * 5 >= paragraphs * 3 && !pairs) return;
    std::fill(continued.begin() + static_cast<ptrdiff_t>(first_), continued.begin() + static_cast<ptrdiff_t>(last_), 0);
  }

 private:
  // Columns of a line if the next one's first word stood in it.
  unsigned reach(size_t i) const { return facts_[i].width + 1u + facts_[i + 1].first_word; }

  bool readable(size_t i) const { return lines_[i + 1].adjacent && facts_[i].prose && facts_[i + 1].prose; }

  bool goes_on(size_t i) const { return !facts_[i].ends_stop && facts_[i + 1].begins_small; }

  // Does the break behind line i speak of a width?
  bool speaks(size_t i) const {
    return readable(i) && facts_[i].words && facts_[i].width >= kNarrow && facts_[i].width <= kWide && goes_on(i);
  }

  std::optional<Wrap> find_wrap() const {
    unsigned breaks = 0, clauses = 0, speaking = 0;
    unsigned groups = 0;  // lines between blank lines, some of which speak
    bool speaks_here = false;
    for (size_t i = first_; i < last_; ++i) {
      if (i + 1 < last_ && lines_[i + 1].adjacent) {
        if (facts_[i].width < kNarrow) continue;
        ++breaks;
        clauses += facts_[i].ends_clause;
        if (!speaks(i)) continue;
        ++speaking;
        speaks_here = true;
        continue;
      }
      groups += speaks_here;
      speaks_here = false;
    }
    // A third at least: German has capitals inside of sentences.
    if (speaking == 0 || speaking * 3 < breaks) return std::nullopt;
    // The less the breaks agree, the more of them are needed.
    struct Step {
      float off;
      unsigned least;
    };
    constexpr Step kSteps[] = {{0, 3}, {0.04f, 4}, {0.08f, 6}, {0.12f, 8}, {0.16f, 12}, {0.2f, 16}};
    constexpr unsigned kFew = 6;
    const bool half = speaking * 2 >= breaks;
    for (const Step& step : kSteps) {
      const bool sure = step.off == 0 && whole_;
      if (speaking < step.least ? !(sure && half) : !(sure || half || speaking >= kFew)) break;
      if (step.off > 0 && clauses * 5 > breaks * 2) break;  // verse ends its lines with clauses
      Votes votes;
      for (size_t i = first_; i + 1 < last_; ++i)
        if (speaks(i))
          votes.add(static_cast<float>(facts_[i].width) / (1 + step.off),
                    static_cast<float>(reach(i)) / (1 - step.off));
      const auto [width, agree] = votes.best();
      if (static_cast<unsigned>(agree) * 10 < speaking * 9) continue;
      if (width < kLeastWidth) break;
      return Wrap{static_cast<float>(width), step.off, groups >= 2};
    }
    return std::nullopt;
  }

  bool joins(size_t i, const Wrap& wrap, bool inside) const {
    if (!readable(i - 1) || static_cast<float>(reach(i - 1)) <= wrap.least(facts_[i - 1].ends_stop, goes_on(i - 1)))
      return false;
    if (facts_[i].item || (facts_[i].numbered && facts_[i - 1].ends_stop)) return false;
    return !begins_paragraph(i, inside);
  }

  // An indent in front of a paragraph's first line; `inside`: the line before is not the first of its paragraph.
  bool begins_paragraph(size_t i, bool inside) const {
    const unsigned indent = lines_[i].indent, before = lines_[i - 1].indent;
    const unsigned next = i + 1 < last_ && lines_[i + 1].adjacent ? lines_[i + 1].indent : indent;
    // Or all lines of a paragraph but the first: "1. ", "MAYOR: ".
    const bool hangs = !inside && next == indent && (list_item(i - 1) || !facts_[i - 1].ends_stop);
    if (indent > before) return !hangs;
    return indent == before && indent > next && !inside;  // both are paragraphs of one line
  }
  bool list_item(size_t i) const { return facts_[i].item || facts_[i].numbered; }

  const std::vector<TextLine>& lines_;
  const std::vector<Facts>& facts_;
  size_t first_, last_;
  bool whole_;
};

}  // namespace

std::vector<uint8_t> continued_lines(std::string_view text, const std::vector<TextLine>& lines) {
  std::vector<uint8_t> continued(lines.size(), 0);
  std::vector<Facts> facts;
  facts.reserve(lines.size());
  for (const TextLine& line : lines) facts.push_back(LineReader(text, line).read());
  const auto paragraph = [&](size_t i) { return facts[i].width > kWide && !facts[i].one_word; };
  size_t first = 0;
  for (size_t i = 0; i <= lines.size(); ++i) {
    if (i < lines.size() && !paragraph(i)) continue;
    Region(lines, facts, first, i, first == 0 && i == lines.size()).join(continued);
    first = i + 1;
  }
  return continued;
}

}  // namespace newsgrain

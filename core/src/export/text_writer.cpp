// A document for the terminal: title, article with wrapped lines and marked quotes, then who said what.
//
// Page text is never passed to the terminal as it is: control characters (escape sequences) become spaces.
#include <algorithm>

#include "config/json_text.hpp"
#include "document_view.hpp"
#include "newsgrain/abi/layers.h"
#include "newsgrain/writer.hpp"

namespace newsgrain {
namespace {

constexpr std::string_view kReset = "\x1b[0m", kBold = "\x1b[1m", kDim = "\x1b[2m", kQuote = "\x1b[36m",
                           kPerson = "\x1b[33m", kRed = "\x1b[31m", kGreen = "\x1b[32m";

struct Character {
  char32_t code;
  size_t bytes;
};

// The first character of valid UTF-8.
Character first_character(std::string_view text) {
  const auto at = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const unsigned lead = at(0);
  if (lead < 0x80) return {lead, 1};
  if (lead < 0xE0) return {((lead & 0x1Fu) << 6) | (at(1) & 0x3Fu), std::min<size_t>(2, text.size())};
  if (lead < 0xF0)
    return {((lead & 0x0Fu) << 12) | ((at(1) & 0x3Fu) << 6) | (at(2) & 0x3Fu), std::min<size_t>(3, text.size())};
  return {((lead & 0x07u) << 18) | ((at(1) & 0x3Fu) << 12) | ((at(2) & 0x3Fu) << 6) | (at(3) & 0x3Fu),
          std::min<size_t>(4, text.size())};
}

// Columns on a terminal, near enough for wrapping.
unsigned character_width(char32_t c) {
  if ((c >= 0x300 && c < 0x370) || (c >= 0x200B && c <= 0x200F) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF)
    return 0;
  if ((c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
      (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
      (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD))
    return 2;
  return 1;
}

// Controls, and the marks that reverse the direction of what follows.
bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

// Fills lines with words; styles don't count.
class Wrapper {
 public:
  Wrapper(unsigned width, std::string_view first, std::string_view rest, std::string& out)
      : width_(std::max(width, 20u)), rest_(rest), out_(out) {
    out_ += first;
    column_ = static_cast<unsigned>(rest_.size());
    start_ = column_;
  }

  void add(std::string_view text) {
    while (!text.empty()) {
      const Character c = first_character(text);
      if (c.code == ' ' || c.code == '\n' || is_control(c.code)) {
        end_word();
        space_ = true;
      } else {
        word_.append(text.substr(0, c.bytes));
        word_width_ += character_width(c.code);
        // Scripts without spaces, and words longer than a line.
        if (character_width(c.code) == 2 || word_width_ + start_ >= width_) end_word();
      }
      text.remove_prefix(c.bytes);
    }
  }
  // An ANSI code at this place.
  void style(std::string_view code) { word_ += code; }
  void finish() {
    end_word();
    out_ += '\n';
  }

 private:
  void end_word() {
    if (word_width_ == 0) {
      out_ += word_;
      word_.clear();
      return;
    }
    const unsigned gap = space_ && column_ > start_ ? 1 : 0;
    if (column_ + gap + word_width_ > width_ && column_ > start_) {
      out_ += '\n';
      out_ += rest_;
      column_ = start_;
    } else if (gap == 1) {
      out_ += ' ';
      ++column_;
    }
    out_ += word_;
    column_ += word_width_;
    word_.clear();
    word_width_ = 0;
    space_ = false;
  }

  unsigned width_, column_ = 0, start_ = 0, word_width_ = 0;
  bool space_ = false;
  std::string rest_, word_;
  std::string& out_;
};

class TextWriter {
 public:
  TextWriter(const Document& doc, bool color, unsigned width, std::string& out)
      : doc_(doc), view_(doc), color_(color), width_(width), out_(out), facts_(view_.facts()) {}

  void write() {
    header();
    article();
    who_said_what();
    towards_whom();
    remarks();
  }

 private:
  std::string_view style(std::string_view code) const { return color_ ? code : std::string_view(); }
  void line(std::string_view code, std::string_view text, std::string indent = "") {
    out_ += style(code);
    Wrapper wrapper(width_, indent, indent, out_);
    wrapper.add(text);
    wrapper.style(color_ && !code.empty() ? kReset : std::string_view());
    wrapper.finish();
  }
  void heading(std::string_view text) {
    out_ += '\n';
    line(kBold, text);
  }

  void header() {
    if (!facts_.title.empty())
      line(kBold, facts_.title);
    else
      line(kBold, doc_.id.empty() ? doc_.input : doc_.id);
    std::string about;
    auto add = [&](std::string_view text) {
      if (text.empty()) return;
      if (!about.empty()) about += " · ";
      about += text;
    };
    for (const std::string_view author : facts_.authors) add(author);
    add(facts_.site);
    add(facts_.published);
    add(facts_.url);
    if (!about.empty()) line(kDim, about);
    if (doc_.status != Status::ok || doc_.error.code != ErrorCode::none) {
      std::string text(status_name(doc_.status));
      if (doc_.error.code != ErrorCode::none) text += ": " + doc_.error.to_string();
      line(kRed, text);
    }
  }

  void article() {
    const std::vector<BlockView> blocks = view_.blocks();
    std::vector<Span> quoted;
    for (const QuoteView& quote : view_.quotes()) {
      if (quote.quoted.empty())
        quoted.insert(quoted.end(), quote.fragments.begin(), quote.fragments.end());
      else
        quoted.insert(quoted.end(), quote.quoted.begin(), quote.quoted.end());
    }
    std::sort(quoted.begin(), quoted.end(), [](Span a, Span b) { return a.begin < b.begin; });
    size_t next = 0;
    for (const uint32_t row : doc_.article_blocks()) {
      const BlockView& block = blocks[row];
      out_ += '\n';
      std::string_view first, rest;
      if (block.kind_code == NG_BLOCK_LIST_ITEM) {
        first = "• ";
        rest = "  ";
      } else if (block.kind_code == NG_BLOCK_QUOTE) {
        first = rest = "  ";
      }
      if (block.kind_code == NG_BLOCK_HEADING) out_ += style(kBold);
      Wrapper wrapper(width_, first, rest, out_);
      uint32_t at = block.span.begin;
      while (next < quoted.size() && quoted[next].end <= at) ++next;
      for (size_t i = next; color_ && i < quoted.size() && quoted[i].begin < block.span.end; ++i) {
        const uint32_t begin = std::max(quoted[i].begin, at), end = std::min(quoted[i].end, block.span.end);
        if (begin >= end) continue;
        wrapper.add(view_.text({at, begin}));
        wrapper.style(kQuote);
        wrapper.add(view_.text({begin, end}));
        wrapper.style(kReset);
        at = end;
      }
      wrapper.add(view_.text({at, block.span.end}));
      if (block.kind_code == NG_BLOCK_HEADING) wrapper.style(style(kReset));
      wrapper.finish();
    }
  }

  void who_said_what() {
    const std::vector<QuoteView> quotes = view_.quotes();
    if (quotes.empty()) return;
    heading("Who said what");
    for (const QuoteView& quote : quotes) {
      const std::string_view name = speaker_name(view_, quote);
      Wrapper wrapper(width_, "  ", "    ", out_);
      wrapper.style(style(kPerson));
      wrapper.add(name.empty() ? std::string_view("(unknown speaker)") : name);
      wrapper.style(style(kReset));
      wrapper.style(style(kDim));
      wrapper.add(" (");
      wrapper.add(quote.kind);
      if (quote.continues != kNone) wrapper.add(", continued");
      wrapper.add(")");
      wrapper.style(style(kReset));
      wrapper.add(": ");
      for (size_t i = 0; i < quote.fragments.size(); ++i) {
        if (i != 0) wrapper.add(" … ");
        wrapper.add(view_.text(quote.fragments[i]));
      }
      wrapper.finish();
    }
  }

  // Entities with an opinion about them: in how many mentions.
  void towards_whom() {
    const std::vector<MentionView> mentions = view_.mentions();
    const std::vector<EntityView> entities = view_.entities();
    struct Count {
      unsigned negative = 0, positive = 0;
    };
    std::vector<Count> counts(entities.size());
    for (const SentimentView& row : view_.target_sentiment()) {
      if (row.subject >= mentions.size()) continue;
      const uint32_t entity = mentions[row.subject].entity;
      if (entity == kNone) continue;
      counts[entity].negative += row.label_code == NG_LABEL_NEGATIVE;
      counts[entity].positive += row.label_code == NG_LABEL_POSITIVE;
    }
    bool first = true;
    for (size_t i = 0; i < entities.size(); ++i) {
      if (counts[i].negative + counts[i].positive == 0) continue;
      if (first) heading("Towards whom");
      first = false;
      Wrapper wrapper(width_, "  ", "    ", out_);
      wrapper.add(entities[i].name);
      wrapper.add(": ");
      auto add = [&](unsigned count, std::string_view what, std::string_view code) {
        if (count == 0) return;
        std::string text;
        json::append_unsigned(count, text);
        wrapper.add(" ");
        wrapper.style(style(code));
        wrapper.add(text + " × " + std::string(what));
        wrapper.style(style(kReset));
      };
      add(counts[i].negative, "negative", kRed);
      add(counts[i].positive, "positive", kGreen);
      wrapper.finish();
    }
  }

  void remarks() {
    for (size_t i = 0; i < doc_.notes.size(); ++i) {
      if (i == 0) out_ += '\n';
      line(kDim, "note: " + doc_.notes[i].component + ": " + doc_.notes[i].text);
    }
  }

  const Document& doc_;
  DocumentView view_;
  bool color_;
  unsigned width_;
  std::string& out_;
  Facts facts_;
};

}  // namespace

void write_text(const Document& doc, bool color, unsigned width, std::string& out) {
  TextWriter(doc, color, width, out).write();
}

}  // namespace newsgrain

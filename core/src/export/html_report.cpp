// The HTML report: the article with coloured names and marked quotes, who said what, and stance towards whom.
//
// No script, nothing loaded from elsewhere, every byte of the page escaped. The style stands in each document's part,
// so that a notebook can show the part alone; colours are translucent and work on light and dark pages.
#include <algorithm>
#include <array>
#include <cmath>

#include "config/json_text.hpp"
#include "document_view.hpp"
#include "newsgrain/abi/layers.h"
#include "newsgrain/offsets.hpp"
#include "newsgrain/writer.hpp"

namespace newsgrain {
namespace {

constexpr std::string_view kStyle = R"css(<style>
.newsgrain{font:16px/1.6 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:inherit;max-width:62rem;margin:0 auto;overflow-wrap:anywhere}
.newsgrain h1{font-size:1.7em;line-height:1.25;margin:.2em 0}
.newsgrain h2{font-size:1.05em;margin:2em 0 .6em;letter-spacing:.02em}
.newsgrain h3{font-size:1.05em;margin:1.4em 0 .4em}
.newsgrain .ng-about{opacity:.7;font-size:.88em;margin:.2em 0 1.2em}
.newsgrain .ng-error{border-left:4px solid #d33;padding:.4em .8em;background:rgba(221,51,51,.12);border-radius:0 6px 6px 0}
.newsgrain .ng-article{font-family:Georgia,"Times New Roman",serif;font-size:1.06em;line-height:1.75;max-width:46rem}
.newsgrain .ng-article p{margin:.8em 0}
.newsgrain .ng-article .ng-caption{opacity:.75;font-size:.88em}
.newsgrain .ng-article .ng-indent{margin-left:1.4em}
.newsgrain .ng-q{background:rgba(255,196,0,.2);border-bottom:2px solid rgba(222,160,0,.75);padding:.08em 0;-webkit-box-decoration-break:clone;box-decoration-break:clone}
.newsgrain .ng-q.ng-indirect{background:rgba(255,196,0,.09);border-bottom-style:dotted}
.newsgrain .ng-q:target{background:rgba(255,196,0,.5)}
.newsgrain .ng-who{font:600 .66em/1 system-ui,sans-serif;background:rgba(222,160,0,.3);border-radius:99px;padding:.25em .6em;margin-right:.35em;vertical-align:.15em;white-space:nowrap;text-decoration:none;color:inherit;-webkit-user-select:none;user-select:none}
.newsgrain .ng-cue{text-decoration:underline wavy rgba(222,160,0,.9) 1px;text-underline-offset:.25em}
.newsgrain .ng-e{border-radius:4px;padding:.06em .22em;-webkit-box-decoration-break:clone;box-decoration-break:clone}
.newsgrain .ng-person{background:rgba(46,125,246,.22)}
.newsgrain .ng-org{background:rgba(155,81,224,.22)}
.newsgrain .ng-place{background:rgba(22,163,98,.22)}
.newsgrain .ng-other{background:rgba(128,128,128,.18)}
.newsgrain .ng-legend{font-size:.8em;opacity:.9;display:flex;flex-wrap:wrap;gap:.6em;margin:0 0 1em}
.newsgrain details{margin:.7em 0;font:.84em/1.5 system-ui,sans-serif;opacity:.75}
.newsgrain details summary{cursor:pointer}
.newsgrain details p{margin:.3em 0 .3em 1em}
.newsgrain details b{font-weight:600;font-size:.85em;border:1px solid rgba(128,128,128,.5);border-radius:4px;padding:0 .35em;margin-right:.5em}
.newsgrain .ng-scroll{overflow-x:auto}
.newsgrain table{border-collapse:collapse;width:100%;font-size:.92em}
.newsgrain th,.newsgrain td{text-align:left;vertical-align:top;padding:.45em .7em;border-bottom:1px solid rgba(128,128,128,.28)}
.newsgrain th{font-weight:600;font-size:.85em;opacity:.7;border-bottom-width:2px}
.newsgrain td:first-child{white-space:nowrap}
.newsgrain td a{color:inherit}
.newsgrain .ng-chip{display:inline-block;border-radius:99px;padding:.05em .65em;margin:.12em .25em .12em 0;font-size:.86em;white-space:nowrap}
.newsgrain .ng-negative{background:rgba(221,51,51,.22)}
.newsgrain .ng-positive{background:rgba(22,163,98,.25)}
.newsgrain .ng-neutral{background:rgba(128,128,128,.2)}
</style>
)css";

constexpr std::string_view kPageStyle = R"css(<style>
:root{color-scheme:light dark}
body{margin:0;padding:2rem 1rem 4rem;background:#fcfcfb;color:#1c1d20}
@media(prefers-color-scheme:dark){body{background:#17181b;color:#e4e4e1}}
article.newsgrain+article.newsgrain{margin-top:4rem;padding-top:2rem;border-top:3px solid rgba(128,128,128,.35)}
@media print{body{padding:0}}
</style>
)css";

void append_escaped(std::string_view text, std::string& out) {
  while (true) {
    const size_t valid = valid_utf8_prefix(text);
    for (const char c : text.substr(0, valid)) {
      switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\'': out += "&#39;"; break;
        default:
          // Control characters are no characters of HTML.
          if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t')
            out += "\xEF\xBF\xBD";
          else
            out += c;
      }
    }
    if (valid == text.size()) return;
    out += "\xEF\xBF\xBD";
    text.remove_prefix(valid + 1);
  }
}

std::string_view entity_class(uint8_t type) {
  switch (type) {
    case NG_ENTITY_PERSON: return "ng-person";
    case NG_ENTITY_ORG: return "ng-org";
    case NG_ENTITY_GPE:
    case NG_ENTITY_LOC:
    case NG_ENTITY_FAC: return "ng-place";
    case NG_ENTITY_NORP:
    case NG_ENTITY_EVENT:
    case NG_ENTITY_PRODUCT:
    case NG_ENTITY_WORK: return "ng-other";
    default: return "";  // dates, numbers: no colour
  }
}

bool in_article(const BlockView& block) {
  if (block.duplicate_of != kNone) return false;
  return block.role_code == NG_ROLE_BODY || block.role_code == NG_ROLE_TITLE || block.role_code == NG_ROLE_SUBTITLE ||
         block.role_code == NG_ROLE_CAPTION;
}

// A stretch of text to mark; `index` is a quote or a mention.
struct Mark {
  Span span;
  uint32_t index = 0;
  bool cue = false;
};

// Sorts the marks and leaves out those that overlap an earlier one, so that tags nest.
void make_disjoint(std::vector<Mark>& marks) {
  std::stable_sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) {
    return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
  });
  uint32_t end = 0;
  std::erase_if(marks, [&](const Mark& mark) {
    if (mark.span.begin >= mark.span.end || mark.span.begin < end) return true;
    end = mark.span.end;
    return false;
  });
}

class Report {
 public:
  Report(const Document& doc, std::string& out)
      : doc_(doc),
        view_(doc),
        out_(out),
        facts_(view_.facts()),
        quotes_(view_.quotes()),
        mentions_(view_.mentions()),
        entities_(view_.entities()) {
    // Anchors of several documents on one page must differ, and be the same in every run.
    uint64_t hash = 0xCBF29CE484222325ull;  // FNV-1a
    for (const std::string& part : {doc.id, doc.input})
      for (const char c : part) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
    anchor_ = "ng";
    for (int i = 0; i < 8; ++i) anchor_ += "0123456789abcdef"[(hash >> (8 + 4 * i)) & 15];
    collect_marks();
  }

  void write() {
    out_ += "<article class=\"newsgrain\">\n";
    out_ += kStyle;
    header();
    article();
    who_said_what();
    towards_whom();
    tone();
    names();
    out_ += "</article>\n";
  }

 private:
  void text(std::string_view value) { append_escaped(value, out_); }
  void number(uint64_t value) { json::append_unsigned(value, out_); }

  void header() {
    out_ += "<header><h1>";
    text(!facts_.title.empty() ? facts_.title : std::string_view(doc_.id.empty() ? doc_.input : doc_.id));
    out_ += "</h1>\n<p class=\"ng-about\">";
    bool first = true;
    auto add = [&](std::string_view value) {
      if (value.empty()) return;
      if (!first) out_ += " · ";
      first = false;
      text(value);
    };
    for (const std::string_view author : facts_.authors) add(author);
    add(facts_.site);
    add(facts_.published);
    add(facts_.language);
    add(facts_.url);
    add(doc_.input);
    out_ += "</p>\n";
    if (doc_.status != Status::ok || doc_.error.code != ErrorCode::none) {
      out_ += "<p class=\"ng-error\">";
      text(status_name(doc_.status));
      if (doc_.error.code != ErrorCode::none) {
        out_ += ": ";
        text(doc_.error.to_string());
      }
      out_ += "</p>\n";
    }
    out_ += "</header>\n";
  }

  void collect_marks() {
    for (uint32_t i = 0; i < quotes_.size(); ++i) {
      for (const Span fragment : quotes_[i].fragments) outer_.push_back({fragment, i, false});
      if (!quotes_[i].cue.none()) outer_.push_back({quotes_[i].cue, i, true});
    }
    make_disjoint(outer_);
    for (uint32_t i = 0; i < mentions_.size(); ++i)
      if (!entity_class(mentions_[i].type_code).empty()) inner_.push_back({mentions_[i].span, i, false});
    make_disjoint(inner_);
    labelled_.assign(quotes_.size(), false);
  }

  // Text of a range with its names coloured.
  void marked_names(Span range) {
    auto mark =
        std::partition_point(inner_.begin(), inner_.end(), [&](const Mark& m) { return m.span.end <= range.begin; });
    uint32_t at = range.begin;
    for (; mark != inner_.end() && mark->span.begin < range.end; ++mark) {
      const Span s{std::max(mark->span.begin, at), std::min(mark->span.end, range.end)};
      text(view_.text({at, s.begin}));
      const MentionView& mention = mentions_[mark->index];
      out_ += "<span class=\"ng-e ";
      out_ += entity_class(mention.type_code);
      out_ += "\" title=\"";
      text(mention.type);
      if (mention.entity != kNone) {
        out_ += ": ";
        text(entities_[mention.entity].name);
      }
      out_ += "\">";
      text(view_.text(s));
      out_ += "</span>";
      at = s.end;
    }
    text(view_.text({at, range.end}));
  }

  // Text of a block with quotes, cues and names.
  void marked(Span range) {
    auto mark =
        std::partition_point(outer_.begin(), outer_.end(), [&](const Mark& m) { return m.span.end <= range.begin; });
    uint32_t at = range.begin;
    for (; mark != outer_.end() && mark->span.begin < range.end; ++mark) {
      const Span s{std::max(mark->span.begin, at), std::min(mark->span.end, range.end)};
      marked_names({at, s.begin});
      if (mark->cue) {
        out_ += "<span class=\"ng-cue\">";
        marked_names(s);
        out_ += "</span>";
      } else {
        quote(mark->index, s);
      }
      at = s.end;
    }
    marked_names({at, range.end});
  }

  void quote(uint32_t index, Span part) {
    const QuoteView& quote = quotes_[index];
    const std::string_view name = speaker_name(view_, quote);
    const bool first = !labelled_[index];
    labelled_[index] = true;
    out_ += "<span class=\"ng-q";
    if (quote.kind == "indirect") out_ += " ng-indirect";
    out_ += '"';
    if (first) {
      out_ += " id=\"";
      quote_anchor(index);
      out_ += '"';
    }
    out_ += " title=\"";
    text(quote.kind);
    out_ += " quote, ";
    text(name.empty() ? std::string_view("speaker unknown") : name);
    out_ += "\">";
    if (first) {
      out_ += "<span class=\"ng-who\">";
      text(name.empty() ? std::string_view("?") : name);
      out_ += "</span>";
    }
    marked_names(part);
    out_ += "</span>";
  }
  void quote_anchor(uint32_t index) {
    out_ += anchor_;
    out_ += 'q';
    number(index);
  }

  void article() {
    const std::vector<BlockView> blocks = view_.blocks();
    if (blocks.empty()) return;
    out_ +=
        "<p class=\"ng-legend\"><span class=\"ng-e ng-person\">person</span>"
        "<span class=\"ng-e ng-org\">organisation</span><span class=\"ng-e ng-place\">place</span>"
        "<span class=\"ng-e ng-other\">other name</span><span class=\"ng-q\">quote</span>"
        "<span class=\"ng-q ng-indirect\">indirect quote</span><span class=\"ng-cue\">cue</span></p>\n"
        "<section class=\"ng-article\">\n";
    for (size_t row = 0; row < blocks.size();) {
      if (in_article(blocks[row])) {
        // The page's title heads the report already.
        if (blocks[row].role_code != NG_ROLE_TITLE || view_.text(blocks[row].span) != facts_.title) block(blocks[row]);
        ++row;
        continue;
      }
      size_t end = row;
      while (end < blocks.size() && !in_article(blocks[end])) ++end;
      left_out({blocks.data() + row, end - row});
      row = end;
    }
    out_ += "</section>\n";
  }

  void block(const BlockView& block) {
    const bool heading = block.kind_code == NG_BLOCK_HEADING || block.role_code == NG_ROLE_TITLE;
    if (heading)
      out_ += "<h3>";
    else if (block.role_code == NG_ROLE_CAPTION)
      out_ += "<p class=\"ng-caption\">";
    else if (block.kind_code == NG_BLOCK_LIST_ITEM)
      out_ += "<p class=\"ng-indent\">• ";
    else if (block.kind_code == NG_BLOCK_QUOTE)
      out_ += "<p class=\"ng-indent\">";
    else
      out_ += "<p>";
    marked(block.span);
    out_ += heading ? "</h3>\n" : "</p>\n";
  }

  // Boilerplate, folded away where it stood.
  void left_out(std::span<const BlockView> blocks) {
    out_ += "<details><summary>";
    number(blocks.size());
    out_ += blocks.size() == 1 ? " block left out: " : " blocks left out: ";
    std::vector<std::string_view> roles;
    for (const BlockView& block : blocks) {
      const std::string_view role = block.duplicate_of != kNone ? std::string_view("duplicate") : block.role;
      if (std::find(roles.begin(), roles.end(), role) != roles.end()) continue;
      if (!roles.empty()) out_ += ", ";
      text(role);
      roles.push_back(role);
    }
    out_ += "</summary>\n";
    for (const BlockView& block : blocks) {
      out_ += "<p><b>";
      text(block.duplicate_of != kNone ? std::string_view("duplicate") : block.role);
      out_ += "</b>";
      text(view_.text(block.span));
      out_ += "</p>\n";
    }
    out_ += "</details>\n";
  }

  // label: "name", with the label's colour.
  void chip(std::string_view label, std::string_view value) {
    out_ += "<span class=\"ng-chip ";
    out_ += label == "negative" ? "ng-negative" : label == "positive" ? "ng-positive" : "ng-neutral";
    out_ += "\" title=\"";
    text(label);
    out_ += "\">";
    out_ += label == "negative" ? "− " : label == "positive" ? "+ " : "○ ";
    text(value);
    out_ += "</span>";
  }

  void who_said_what() {
    if (quotes_.empty()) return;
    const std::vector<SentimentView> sentiment = view_.quote_sentiment();
    out_ +=
        "<h2>Who said what</h2>\n<div class=\"ng-scroll\"><table><thead><tr><th>Speaker</th><th>Words</th>"
        "<th>Kind</th><th>Found by</th><th>Towards</th></tr></thead><tbody>\n";
    std::vector<std::vector<uint32_t>> towards(quotes_.size());
    for (uint32_t i = 0; i < sentiment.size(); ++i)
      if (sentiment[i].subject != kNone && sentiment[i].target != kNone) towards[sentiment[i].subject].push_back(i);
    for (uint32_t i = 0; i < quotes_.size(); ++i) {
      const QuoteView& quote = quotes_[i];
      const std::string_view name = speaker_name(view_, quote);
      out_ += "<tr><td>";
      text(name.empty() ? std::string_view("?") : name);
      // As written where that is not the name: "he", "the mayor".
      if (const std::string_view written = view_.text(quote.speaker); !written.empty() && written != name) {
        out_ += " <small>(";
        text(written);
        out_ += ")</small>";
      }
      out_ += "</td><td><a href=\"#";
      quote_anchor(i);
      out_ += "\">";
      for (size_t f = 0; f < quote.fragments.size(); ++f) {
        if (f != 0) out_ += " … ";
        text(view_.text(quote.fragments[f]));
      }
      out_ += "</a></td><td>";
      text(quote.kind);
      if (quote.continues != kNone) out_ += ", continued";
      out_ += "</td><td>";
      text(quote.rule);
      out_ += " <small>";
      number(static_cast<uint64_t>(std::lround(100 * (quote.score > 0 ? std::min(quote.score, 1.0f) : 0.0f))));
      out_ += " %</small></td><td>";
      for (const uint32_t row : towards[i])
        if (sentiment[row].label_code != NG_LABEL_ABSTAIN)
          chip(sentiment[row].label, entities_[sentiment[row].target].name);
      out_ += "</td></tr>\n";
    }
    out_ += "</tbody></table></div>\n";
  }

  void towards_whom() {
    const std::vector<EntitySentimentView> rows = view_.entity_sentiment();
    const bool any = std::any_of(rows.begin(), rows.end(), [](const EntitySentimentView& r) { return shown(r); });
    if (!any) return;
    out_ += "<h2>Stance towards</h2>\n";
    stances(rows, NG_PLACE_NARRATION, "of the text itself");
    stances(rows, NG_PLACE_QUOTES, "where it quotes");
  }
  static bool shown(const EntitySentimentView& row) {
    return row.entity != kNone && row.mean.label_code != NG_LABEL_ABSTAIN;
  }

  // Means over the mentions: who is spoken of badly, who well, who neither.
  void stances(const std::vector<EntitySentimentView>& rows, uint8_t place, std::string_view where) {
    if (std::none_of(rows.begin(), rows.end(), [&](const auto& r) { return r.place_code == place && shown(r); }))
      return;
    out_ += "<p>";
    text(where);
    out_ += ": ";
    for (const uint8_t label : {uint8_t{NG_LABEL_NEGATIVE}, uint8_t{NG_LABEL_POSITIVE}, uint8_t{NG_LABEL_NEUTRAL}}) {
      for (const EntitySentimentView& row : rows) {
        if (row.place_code != place || row.mean.label_code != label || !shown(row)) continue;
        std::string value(entities_[row.entity].name);
        if (row.count > 1) {
          value += " × ";
          json::append_unsigned(row.count, value);
        }
        chip(row.mean.label, value);
      }
    }
    out_ += "</p>\n";
  }

  // Mean polarity, and, where the words were asked for, the sentences that stand out with what makes them so.
  void tone() {
    const std::vector<DocumentSentimentView> places = view_.document_sentiment();
    if (places.empty()) return;
    out_ += "<h2>Tone</h2>\n";
    for (const DocumentSentimentView& d : places) {
      out_ += "<p>";
      text(d.place);
      out_ += ": mean polarity ";
      json::append_fixed(static_cast<double>(d.polarity), out_);
      out_ += "; sentences: ";
      number(d.count);
      const std::array<std::pair<uint32_t, std::string_view>, 3> counts{
          {{d.negative, "negative"}, {d.neutral, "neutral"}, {d.positive, "positive"}}};
      for (const auto& [count, label] : counts) {
        out_ += ", ";
        number(count);
        out_ += ' ';
        text(label);
      }
      out_ += "</p>\n";
    }
    const std::vector<PolarityWordView> words = view_.polarity_words();
    if (words.empty()) return;
    constexpr size_t kMost = 8;
    const std::vector<SentenceView> sentences = view_.sentences();
    std::vector<uint32_t> order;
    for (uint32_t i = 0; i < sentences.size(); ++i)
      if (sentences[i].has_polarity && sentences[i].label != "neutral") order.push_back(i);
    std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
      return std::abs(sentences[a].polarity) > std::abs(sentences[b].polarity);
    });
    if (order.size() > kMost) order.resize(kMost);
    for (const uint32_t i : order) explained(sentences[i], i, words);
  }

  // A sentence whose words are tinted by what they add to its polarity.
  void explained(const SentenceView& sentence, uint32_t index, const std::vector<PolarityWordView>& words) {
    constexpr float kVisible = 0.02f;
    out_ += "<p>";
    chip(sentence.label, [&] {
      std::string value;
      json::append_fixed(static_cast<double>(std::abs(sentence.polarity)), value);  // the chip shows the sign
      return value;
    }());
    uint32_t at = sentence.span.begin;
    auto word = std::partition_point(words.begin(), words.end(), [&](const auto& w) { return w.span.begin < at; });
    for (; word != words.end() && word->span.begin < sentence.span.end; ++word) {
      if (word->sentence != index || word->span.begin < at || std::abs(word->contribution) < kVisible) continue;
      text(view_.text({at, word->span.begin}));
      out_ += word->contribution < 0 ? "<span class=\"ng-e ng-negative\" title=\""
                                     : "<span class=\"ng-e ng-positive\" title=\"";
      json::append_fixed(static_cast<double>(word->contribution), out_);
      out_ += "\">";
      text(view_.text(word->span));
      out_ += "</span>";
      at = word->span.end;
    }
    text(view_.text({at, sentence.span.end}));
    out_ += "</p>\n";
  }

  void names() {
    const bool any = std::any_of(entities_.begin(), entities_.end(),
                                 [](const EntityView& e) { return !entity_class(e.type_code).empty(); });
    if (!any) return;
    out_ +=
        "<h2>Names</h2>\n<div class=\"ng-scroll\"><table><thead><tr><th>Name</th><th>Type</th><th>Mentions</th>"
        "<th>Also</th><th>Role</th><th>Country</th></tr></thead><tbody>\n";
    for (const EntityView& entity : entities_) {
      const std::string_view kind = entity_class(entity.type_code);
      if (kind.empty()) continue;
      out_ += "<tr><td><span class=\"ng-e ";
      out_ += kind;
      out_ += "\">";
      text(entity.name);
      out_ += "</span></td><td>";
      text(entity.type);
      out_ += "</td><td>";
      number(entity.mentions);
      out_ += "</td><td>";
      for (size_t i = 0; i < entity.aliases.size(); ++i) {
        if (i != 0) out_ += ", ";
        text(entity.aliases[i]);
      }
      out_ += "</td><td>";
      text(entity.role);
      out_ += "</td><td>";
      text(entity.country);
      out_ += "</td></tr>\n";
    }
    out_ += "</tbody></table></div>\n";
  }

  const Document& doc_;
  DocumentView view_;
  std::string& out_;
  Facts facts_;
  std::vector<QuoteView> quotes_;
  std::vector<MentionView> mentions_;
  std::vector<EntityView> entities_;
  std::vector<Mark> outer_, inner_;
  std::vector<bool> labelled_;  // quotes whose first part was written
  std::string anchor_;
};

}  // namespace

void write_html_begin(std::string_view title, std::string& out) {
  out +=
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>";
  append_escaped(title, out);
  out += "</title>\n";
  out += kPageStyle;
  out += "</head>\n<body>\n";
}

void write_html_document(const Document& doc, std::string& out) { Report(doc, out).write(); }

void write_html_end(std::string& out) { out += "</body>\n</html>\n"; }

}  // namespace newsgrain

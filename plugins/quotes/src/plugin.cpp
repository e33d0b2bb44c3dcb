// The annotator "quotes": tokens and mentions in, quotes with speakers out.
#include <algorithm>

#include <newsgrain/sdk/plugin.hpp>
#include "slots.hpp"

#include "article.hpp"
#include "attribution.hpp"
#include "cues.hpp"
#include "marks.hpp"
#include "resolution.hpp"
#include "scores.hpp"

namespace sdk = newsgrain::sdk;

namespace quotes {
namespace {

class Quotes {
 public:
  struct Worker {
    Article article;
  };

  explicit Quotes(const sdk::Config& config)
      : cues_(config.resource("cues.tsv")),
        max_bytes_(static_cast<uint32_t>(std::min<int64_t>(config.integer("max_quote_bytes"), 1 << 30))),
        min_score_(static_cast<float>(config.real("min_score"))),
        indirect_(config.boolean("indirect")) {}

  void process(sdk::Run& run, Worker& worker) const {
    Article& article = worker.article;
    run.read(run.layer(slots::reads::block));
    read_article(run, cues_, article);
    run.check_cancelled();
    lay_marks(article, run.layer(slots::reads::quotation), max_bytes_);
    const std::vector<Quote> quotes = find_quotes(article, indirect_, [&] { run.check_cancelled(); });
    const std::vector<Speaker> speakers = resolve(article, quotes);
    write(run, article, quotes, speakers);
  }

 private:
  static ng_span span(const Article& a, Range r) { return {a.tokens[r.first].begin, a.tokens[r.last - 1].end}; }

  // Only the article's own text speaks: captions repeat what the body says.
  static bool in_scope(uint8_t role) {
    return role == NG_ROLE_BODY || role == NG_ROLE_TITLE || role == NG_ROLE_SUBTITLE;
  }

  void write(sdk::Run& run, const Article& a, const std::vector<Quote>& quotes,
             const std::vector<Speaker>& speakers) const {
    std::vector<uint8_t> role_of_token(a.tokens.size(), NG_ROLE_BODY);
    for (size_t b = 0; b < a.blocks.size(); ++b)
      std::fill(role_of_token.begin() + a.blocks[b].first, role_of_token.begin() + a.blocks[b].last, a.block_role[b]);
    sdk::Writer out(run, slots::writes::quote);
    std::vector<uint32_t> row(quotes.size(), kNone);
    uint32_t rows = 0;
    std::vector<Phrase> carried(quotes.size());
    std::vector<ng_span> fragments, quoted;
    for (size_t i = 0; i < quotes.size(); ++i) {
      const Quote& q = quotes[i];
      // A quote without an attribution of its own points to the one that it goes on with.
      const Phrase speaker = carried[i] = q.speaker || q.speaker_of >= i ? q.speaker : carried[q.speaker_of];
      const float score = score_of(a, q, speakers[i]);
      if (score < min_score_ || !in_scope(role_of_token[q.begin_token()])) continue;
      row[i] = rows++;
      fragments.clear();
      quoted.clear();
      for (const Range& r : q.fragments) {
        fragments.push_back(span(a, r));
        for (uint32_t t = r.first; t < r.last; ++t) {
          if (!a.quoted(t)) continue;
          const Marked& m = a.marked[a.tokens[t].span];
          quoted.push_back(span(a, {t, std::min(m.last, r.last)}));
          t = m.last - 1;
        }
      }
      out.row(fragments.front().begin, fragments.back().end).code(q.kind).list(fragments).list(quoted);
      if (q.cue.first == kNone)
        out.none();
      else
        out.span(a.tokens[q.cue.first].begin, a.tokens[q.cue.last - 1].end);
      if (!speaker)
        out.none();
      else
        out.span(a.tokens[speaker.first].begin, a.tokens[speaker.last - 1].end);
      out.ref(speakers[i].mention).ref(speakers[i].entity);
      out.ref(q.continues == kNone ? kNone : row[q.continues]).f32(score).str(q.rule);
    }
    out.commit();
  }

  CueLexicon cues_;
  uint32_t max_bytes_;
  float min_score_;
  bool indirect_;
};

}  // namespace
}  // namespace quotes

NG_PLUGIN(quotes::Quotes, "quotes");

// The annotator "sentiment": sentences, mentions and quotes in; polarity, target and quote sentiment out.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <vector>

#include <newsgrain/sdk/plugin.hpp>

#include "features.hpp"
#include "model.hpp"
#include "words.hpp"

namespace sdk = newsgrain::sdk;

namespace sentiment {
namespace {

constexpr float kNeutral = 0.125f;  // polarity within +-this is neutral: half a point on the raters' scale of -4 to 4

bool is_target(uint8_t type, uint8_t form) {
  return (type == NG_ENTITY_PERSON || type == NG_ENTITY_ORG || type == NG_ENTITY_GPE) && form != NG_FORM_VALUE;
}

bool is_capital(std::string_view text) {
  const auto c = static_cast<unsigned char>(text[0]);
  return (c >= 'A' && c <= 'Z') || (c == 0xC3 && text.size() > 1 && static_cast<unsigned char>(text[1]) < 0x9F);
}

class Sentiment {
 public:
  struct Worker {
    std::vector<Word> words;
    std::vector<Feature> features;
  };

  explicit Sentiment(const sdk::Config& config)
      : lexicon_(config.resource("lexicon.tsv")),
        target_(config.resource("target.bin"), 3),
        sentence_(config.resource("sentence.bin"), 1),
        abstain_below_(static_cast<float>(config.real("abstain_below"))) {}

  void process(sdk::Run& run, Worker& worker) const {
    const sdk::LayerView sentences = run.layer(0), tokens = run.layer(1), mentions = run.layer(2), quotes = run.layer(3);
    const uint32_t* sentence_of = tokens.column<uint32_t>(1);
    const uint8_t* type = mentions ? mentions.column<uint8_t>(0) : nullptr;
    const uint8_t* form = mentions ? mentions.column<uint8_t>(1) : nullptr;
    sdk::Writer polarity(run, 0, {NG_F32, NG_CODE8});
    sdk::Writer targets(run, 1, {NG_REF, NG_REF, NG_F32, NG_F32, NG_F32, NG_CODE8});
    std::vector<std::array<float, 3>> of_mention(mentions ? mentions.rows() : 0, {-1, -1, -1});

    uint32_t token = 0, mention = 0;
    for (uint32_t s = 0; s < sentences.rows(); ++s) {
      run.check_cancelled();
      const uint32_t first = token;
      while (token < tokens.rows() && sentence_of[token] == s) ++token;
      worker.words.assign(token - first, {});
      for (uint32_t i = first; i < token; ++i) {
        const std::string_view text = run.text(tokens.begin(i), tokens.end(i));
        Word& w = worker.words[i - first];
        w.lower = normalise(text);
        w.capital = is_capital(text);
      }
      // Mentions are sorted by begin; one that crosses the sentence's end is cut there.
      while (mention < of_mention.size() && mentions.end(mention) <= sentences.begin(s)) ++mention;
      struct Target {
        uint32_t row, first, last;
      };
      std::vector<Target> here;
      uint32_t from = 0;
      for (uint32_t m = mention; m < of_mention.size() && mentions.begin(m) < sentences.end(s); ++m) {
        while (from < token - first && tokens.end(first + from) <= mentions.begin(m)) ++from;
        uint32_t to = from;
        while (to < token - first && tokens.begin(first + to) < mentions.end(m)) ++to;
        if (to == from || type[m] >= NG_ENTITY_DATE) continue;
        for (uint32_t i = from; i < to; ++i) worker.words[i].name = true;
        if (is_target(type[m], form[m])) here.push_back({m, from, to});
      }
      prepare(lexicon_, worker.words);
      sentence_features(worker.words, worker.features);
      const float p = std::clamp(sentence_.scores(worker.features)[0], -1.0f, 1.0f);
      polarity.row().f32(p).code(p < -kNeutral ? NG_LABEL_NEGATIVE : p > kNeutral ? NG_LABEL_POSITIVE : NG_LABEL_NEUTRAL);
      for (const Target& t : here) {
        target_features(worker.words, t.first, t.last, worker.features);
        const std::array<float, 3> q = target_.probabilities(worker.features);
        of_mention[t.row] = q;
        targets.row().ref(t.row).ref(s).f32(q[0]).f32(q[1]).f32(q[2]).code(label(q));
      }
    }
    polarity.commit();
    targets.commit();
    sdk::Writer stances(run, 2, {NG_REF, NG_REF, NG_REF, NG_F32, NG_F32, NG_F32, NG_CODE8});
    if (quotes && mentions) speakers(quotes, mentions, of_mention, stances);
    stances.commit();
  }

 private:
  uint32_t label(const std::array<float, 3>& p) const {
    const size_t best = static_cast<size_t>(std::max_element(p.begin(), p.end()) - p.begin());
    return p[best] < abstain_below_ ? NG_LABEL_ABSTAIN : static_cast<uint32_t>(best);
  }

  // The stance of a quote's speaker towards each entity that the quote names: the mean over its mentions there.
  void speakers(const sdk::LayerView& quotes, const sdk::LayerView& mentions, const std::vector<std::array<float, 3>>& of_mention,
                sdk::Writer& out) const {
    const uint32_t* speaker = quotes.column<uint32_t>(1);
    const uint32_t* entity = mentions.column<uint32_t>(2);
    for (uint32_t q = 0; q < quotes.rows(); ++q) {
      if (speaker[q] == NG_NONE) continue;
      std::map<uint32_t, std::pair<std::array<float, 3>, uint32_t>> sums;
      const auto [fragment, end] = quotes.items<ng_span>(0, q);
      for (const ng_span* f = fragment; f != end; ++f) {
        auto m = static_cast<uint32_t>(std::lower_bound(mentions.begins(), mentions.begins() + mentions.rows(), f->begin) - mentions.begins());
        for (; m < mentions.rows() && mentions.end(m) <= f->end; ++m) {
          if (of_mention[m][0] < 0 || entity[m] == NG_NONE || entity[m] == speaker[q]) continue;
          auto& [sum, count] = sums[entity[m]];
          for (size_t c = 0; c < 3; ++c) sum[c] += of_mention[m][c];
          ++count;
        }
      }
      for (auto& [target, total] : sums) {
        std::array<float, 3> p = total.first;
        for (float& x : p) x /= static_cast<float>(total.second);
        out.row().ref(q).ref(speaker[q]).ref(target).f32(p[0]).f32(p[1]).f32(p[2]).code(label(p));
      }
    }
  }

  Lexicon lexicon_;
  Model target_, sentence_;
  float abstain_below_;
};

}  // namespace
}  // namespace sentiment

NG_PLUGIN(sentiment::Sentiment, "sentiment");

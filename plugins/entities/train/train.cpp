// train.cpp: trains the tagger (linear-chain CRF, AdaGrad, hashed features) on files of tagged words and writes
// data/tagger.bin.
//
//   train DATA-FOLDER OUT EPOCHS SLOTS DEV FILE...     DEV and FILE: [weight:]path of a two-column IOB2 file
//
// A tag may be two, "B-ORG|B-LOC": either may be true (second_opinions.py).
//
// Every fifth document of DEV's path, if it is also among the files, is left out of the training and used to measure.
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <string>

#include "../src/features.hpp"
#include "../src/model.hpp"

using namespace entities;

namespace {

constexpr uint8_t kUnknown = 255;  // a word without a label: the first run's model gives it one

struct Document {
  std::vector<std::vector<std::string>> words;
  std::vector<std::vector<uint8_t>> tags;    // BILOU
  std::vector<std::vector<uint8_t>> rivals;  // what another annotator says; the truth may be either
  float weight = 1;
  bool partial = false;  // has unknown labels
  std::string source;
};

uint8_t type_of(const std::string& tag) {
  if (tag == "PER" || tag == "PERSON" || tag == "per") return 0;
  if (tag == "ORG") return 1;
  if (tag == "LOC" || tag == "GPE" || tag == "FAC") return 2;
  return 9;
}

std::vector<uint8_t> bilou(const std::vector<std::string>& tags) {
  std::vector<uint8_t> codes(tags.size(), 0);
  for (size_t i = 0; i < tags.size();) {
    if (tags[i] == "O" || tags[i] == "?" || type_of(tags[i].substr(2)) == 9) {
      if (tags[i] == "?") codes[i] = kUnknown;
      ++i;
      continue;
    }
    size_t j = i + 1;
    const std::string type = tags[i].substr(2);
    while (j < tags.size() && tags[j] == "I-" + type) ++j;
    const uint8_t base = static_cast<uint8_t>(1 + 4 * type_of(type));
    for (size_t k = i; k < j; ++k)
      codes[k] = static_cast<uint8_t>(base + (j == i + 1 ? 3 : k == i ? 0 : k + 1 == j ? 2 : 1));
    i = j;
  }
  return codes;
}

std::vector<Document> read(const std::string& path, float weight) {
  std::ifstream in(path);
  if (!in) {
    std::fprintf(stderr, "cannot read %s\n", path.c_str());
    std::exit(1);
  }
  std::vector<Document> out(1);
  std::vector<std::string> words, tags;
  uint32_t sentences = 0;
  bool documents = false;
  const auto flush = [&] {
    if (words.empty()) return;
    std::vector<std::string> rivals = tags;
    for (size_t i = 0; i < tags.size(); ++i)
      if (const size_t bar = tags[i].find('|'); bar != std::string::npos) {
        rivals[i] = tags[i].substr(bar + 1);
        tags[i].resize(bar);
      }
    const std::vector<uint8_t> codes = bilou(tags);
    if (!documents && sentences++ % 30 == 0 && sentences > 1) out.emplace_back();
    out.back().words.push_back(words);
    out.back().tags.push_back(codes);
    out.back().rivals.push_back(bilou(rivals));
    out.back().partial = out.back().partial || std::count(codes.begin(), codes.end(), kUnknown) != 0;
    words.clear();
    tags.clear();
  };
  std::string line;
  while (std::getline(in, line)) {
    if (line.rfind("-DOCSTART-", 0) == 0) {
      flush();
      documents = true;
      if (!out.back().words.empty()) out.emplace_back();
      continue;
    }
    const size_t tab = line.find_last_of("\t ");
    if (line.empty() || tab == std::string::npos) {
      flush();
      continue;
    }
    words.push_back(line.substr(0, tab));
    tags.push_back(line.substr(tab + 1));
  }
  flush();
  for (Document& d : out) {
    d.weight = weight;
    d.source = path;
  }
  return out;
}

// Numbers of the environment, for experiments.
double setting(const char* name, double otherwise) {
  const char* text = std::getenv(name);
  return text != nullptr ? std::atof(text) : otherwise;
}

void change_case(std::string& word, bool all) {
  for (size_t i = 0; i < word.size(); ++i)
    if (is_lower(word[i]) && (all || i == 0)) word[i] = static_cast<char>(word[i] - 32);
}

// Fills `features` with the document; changed words live in `arena`.
void load(const Document& d, Features& features, std::deque<std::string>& arena, std::mt19937* random) {
  features.clear();
  arena.clear();
  for (const auto& sentence : d.words) {
    features.begin_sentence();
    const uint32_t dice = random != nullptr ? (*random)() % 100 : 99;
    for (const std::string& word : sentence) {
      std::string_view text = word;
      if (dice < 15) {
        arena.push_back(word);
        if (dice < 6)
          change_case(arena.back(), true);
        else if (word.size() > 3)
          change_case(arena.back(), false);
        text = arena.back();
      }
      features.add(text, 0, 0);
    }
  }
  features.prepare();
}

// Calls f(first unit, sentence number, offset of the first word, length) for every stretch of active units.
template <class F>
void stretches(const Features& features, F f) {
  for (size_t n = 0; n < features.sentences.size(); ++n) {
    const UnitSentence& s = features.sentences[n];
    for (uint32_t i = s.first; i < s.last;) {
      if (!features.units[i].active) {
        ++i;
        continue;
      }
      uint32_t j = i;
      while (j < s.last && features.units[j].active) ++j;
      f(i, n, i - s.first, j - i);
      i = j;
    }
  }
}

// Tags of a stretch, with names that leave it cut off.
std::vector<uint8_t> cut(const std::vector<uint8_t>& tags, uint32_t first, uint32_t count) {
  std::vector<uint8_t> out(tags.begin() + first, tags.begin() + first + count);
  for (size_t i = 0; i < out.size(); ++i) {
    if (out[i] == 0) continue;
    const uint8_t base = static_cast<uint8_t>(1 + 4 * tag_type(out[i]));
    const bool begins = i == 0 || out[i - 1] == 0 || tag_part(out[i]) == 0 || tag_part(out[i]) == 3;
    const bool ends = i + 1 == out.size() || tag_part(tags[first + i]) >= 2;
    out[i] = static_cast<uint8_t>(base + (begins && ends ? 3 : begins ? 0 : ends ? 2 : 1));
  }
  return out;
}

constexpr uint32_t kAnyTag = (1u << kTags) - 1;
using Marginals = std::array<float, kTags>;

// Sums over all paths through a stretch (forward and backward), as far as they are allowed.
struct Lattice {
  std::vector<Marginals> marginals;

  // Returns the logarithm of the sum; adds the expected number of each transition to `pairs`.
  double run(const std::vector<Marginals>& emit, const std::vector<uint32_t>& allowed,
             const float (&transitions)[kTags + 1][kTags], float (&pairs)[kTags + 1][kTags]) {
    const size_t n = emit.size();
    alpha_.resize(n);
    beta_.resize(n);
    local_.resize(n);
    marginals.resize(n);
    float exponent[kTags + 1][kTags];
    for (uint32_t a = 0; a <= kTags; ++a)
      for (uint32_t b = 0; b < kTags; ++b) exponent[a][b] = follows(a, b) ? exponential(transitions[a][b]) : 0.0f;
    double log_sum = 0;
    for (size_t i = 0; i < n; ++i) {
      float top = -1e30f;
      for (uint32_t k = 0; k < kTags; ++k)
        if (allowed[i] >> k & 1u) top = std::max(top, emit[i][k]);
      float sum = 0;
      for (uint32_t k = 0; k < kTags; ++k) {
        alpha_[i][k] = local_[i][k] = 0;
        if (!(allowed[i] >> k & 1u)) continue;
        local_[i][k] = exponential(emit[i][k] - top);
        float in = 0;
        if (i == 0)
          in = exponent[kStart][k];
        else
          for (uint32_t p = 0; p < kTags; ++p) in += alpha_[i - 1][p] * exponent[p][k];
        alpha_[i][k] = in * local_[i][k];
        sum += alpha_[i][k];
      }
      for (float& a : alpha_[i]) a /= sum;
      log_sum += double{top} + std::log(double{sum});
    }
    float end = 0;
    for (uint32_t k = 0; k < kTags; ++k) {
      beta_[n - 1][k] = may_end(k) ? 1.0f : 0.0f;
      end += alpha_[n - 1][k] * beta_[n - 1][k];
    }
    log_sum += std::log(double{end});
    for (size_t i = n - 1; i-- > 0;) {
      float sum = 0, next[kTags];
      for (uint32_t q = 0; q < kTags; ++q) next[q] = local_[i + 1][q] * beta_[i + 1][q];
      for (uint32_t k = 0; k < kTags; ++k) {
        float out = 0;
        for (uint32_t q = 0; q < kTags; ++q) out += exponent[k][q] * next[q];
        beta_[i][k] = out;
        sum += out;
      }
      for (float& b : beta_[i]) b /= sum;
    }
    for (size_t i = 0; i < n; ++i) {
      float sum = 0;
      for (uint32_t k = 0; k < kTags; ++k) sum += marginals[i][k] = alpha_[i][k] * beta_[i][k];
      for (float& m : marginals[i]) m /= sum;
      if (i == 0) {
        for (uint32_t k = 0; k < kTags; ++k) pairs[kStart][k] += marginals[0][k];
        continue;
      }
      float pair[kTags][kTags], next[kTags];
      for (uint32_t k = 0; k < kTags; ++k) next[k] = local_[i][k] * beta_[i][k];
      sum = 0;
      for (uint32_t p = 0; p < kTags; ++p)
        for (uint32_t k = 0; k < kTags; ++k) sum += pair[p][k] = alpha_[i - 1][p] * exponent[p][k] * next[k];
      for (uint32_t p = 0; p < kTags; ++p)
        for (uint32_t k = 0; k < kTags; ++k) pairs[p][k] += pair[p][k] / sum;
    }
    return log_sum;
  }

 private:
  std::vector<Marginals> alpha_, beta_, local_;
};

struct Trainer {
  uint32_t slots;
  std::vector<float> weights, squares;
  float transitions[kTags + 1][kTags] = {}, transition_squares[kTags + 1][kTags] = {};
  float rate = static_cast<float>(setting("RATE", 0.15));
  uint32_t drop = static_cast<uint32_t>(setting("DROP", 15));  // per cent of the features left out, anew each time
  std::mt19937 random{7};
  Lattice lattice_;
  std::vector<Marginals> emit_;
  std::vector<uint32_t> allowed_;

  explicit Trainer(uint32_t n) : slots(n), weights(size_t{n} * kLanes), squares(size_t{n} * kLanes, 1e-2f) {}

  // One step up the likelihood of the paths that `first` and `second` allow word by word (a word may have two possible
  // tags).
  double step(std::vector<std::vector<uint32_t>>& rows, const std::vector<uint8_t>& first,
              const std::vector<uint8_t>& second, float weight) {
    const size_t n = rows.size();
    emit_.resize(n);
    allowed_.assign(n, kAnyTag);
    for (size_t i = 0; i < n; ++i) {
      float sums[kLanes] = {};
      size_t kept = 0;
      for (const uint32_t hash : rows[i]) {
        if (random() % 100 < drop) continue;
        const uint32_t slot = Model::slot(hash, slots);
        rows[i][kept++] = slot;
        const float* row = &weights[size_t{slot} * kLanes];
        for (uint32_t k = 0; k < kLanes; ++k) sums[k] += row[k];
      }
      rows[i].resize(kept);
      std::copy(sums, sums + kTags, emit_[i].begin());
    }
    float expected[kTags + 1][kTags] = {}, wanted[kTags + 1][kTags] = {};
    const double all = lattice_.run(emit_, allowed_, transitions, expected);
    std::vector<Marginals> free = lattice_.marginals;
    for (size_t i = 0; i < n; ++i) allowed_[i] = (1u << first[i]) | (1u << second[i]);
    const double right = lattice_.run(emit_, allowed_, transitions, wanted);
    for (size_t i = 0; i < n; ++i) {
      float difference[kLanes] = {};
      for (uint32_t k = 0; k < kTags; ++k) difference[k] = weight * (lattice_.marginals[i][k] - free[i][k]);
      for (const uint32_t slot : rows[i]) {
        float* w = &weights[size_t{slot} * kLanes];
        float* s = &squares[size_t{slot} * kLanes];
        for (uint32_t k = 0; k < kLanes; ++k) {
          s[k] += difference[k] * difference[k];
          w[k] += rate * difference[k] / std::sqrt(s[k]);
        }
      }
    }
    for (uint32_t a = 0; a <= kTags; ++a)
      for (uint32_t b = 0; b < kTags; ++b) {
        if (!follows(a, b)) continue;
        const float g = weight * (wanted[a][b] - expected[a][b]);
        transition_squares[a][b] += g * g;
        transitions[a][b] += rate * g / std::sqrt(transition_squares[a][b] + 0.01f);
      }
    return all - right;
  }

  void add(const Trainer& other, float share) {
    for (size_t i = 0; i < weights.size(); ++i) weights[i] += share * other.weights[i];
    for (uint32_t a = 0; a <= kTags; ++a)
      for (uint32_t b = 0; b < kTags; ++b) transitions[a][b] += share * other.transitions[a][b];
  }

  std::string pack() const {
    float top = 0;
    std::vector<float> sizes;
    for (size_t i = 0; i < weights.size(); i += 37)
      if (weights[i] != 0) sizes.push_back(std::fabs(weights[i]));
    if (!sizes.empty()) {
      const size_t at = sizes.size() - 1 - sizes.size() / 5000;
      std::nth_element(sizes.begin(), sizes.begin() + static_cast<long>(at), sizes.end());
      top = sizes[at];
    }
    Model::Header header{};
    std::memcpy(header.magic, "NGNER\0\0\1", 8);
    header.slots = slots;
    header.scale = top > 0 ? top / 127 : 1;
    std::memcpy(header.transitions, transitions, sizeof transitions);
    // The silver labels are shy: a word needs a little more to be left outside.
    for (auto& from : header.transitions) from[0] -= static_cast<float>(setting("BIAS", 0));
    std::string out(reinterpret_cast<const char*>(&header), sizeof header);
    for (const float w : weights)
      out.push_back(
          static_cast<char>(static_cast<int8_t>(std::lround(std::min(127.0f, std::max(-127.0f, w / header.scale))))));
    return out;
  }
};

struct Counts {
  double right = 0, found = 0, wanted = 0;
  double f() const { return 200 * right / std::max(1.0, found + wanted); }
};

void measure(const std::string& packed, Features& features, const std::vector<const Document*>& documents,
             const char* name) {
  Model model;
  if (!model.open(packed)) std::exit(2);
  Counts all, types[kTypes];
  std::deque<std::string> arena;
  std::vector<uint32_t> row;
  std::vector<Model::Scores> scores;
  std::vector<uint8_t> tags, back;
  size_t words = 0;
  const auto start = std::chrono::steady_clock::now();
  for (const Document* d : documents) {
    load(*d, features, arena, nullptr);
    words += features.units.size();
    std::set<std::array<uint32_t, 4>> wanted, other, found;
    const auto collect = [&](const std::vector<uint8_t>& t, uint32_t sentence, uint32_t offset, auto& out) {
      for (uint32_t i = 0; i < t.size();) {
        if (t[i] == 0) {
          ++i;
          continue;
        }
        uint32_t j = i;
        while (j < t.size() && tag_part(t[j]) < 2) ++j;
        out.insert({sentence, offset + i, offset + j + 1, tag_type(t[i])});
        i = j + 1;
      }
    };
    for (uint32_t n = 0; n < d->tags.size(); ++n) {
      collect(d->tags[n], n, 0, wanted);
      collect(d->rivals[n], n, 0, other);
    }
    stretches(features, [&](uint32_t first, size_t sentence, uint32_t offset, uint32_t count) {
      scores.resize(count);
      for (uint32_t i = 0; i < count; ++i) {
        features.extract(features.sentences[sentence], first + i, row);
        model.score(row, scores[i]);
      }
      model.decode(scores, tags, back);
      collect(tags, static_cast<uint32_t>(sentence), offset, found);
    });
    for (const auto& m : found) {
      all.found += 1;
      types[m[3]].found += 1;
      if (wanted.count(m) == 0 && other.count(m) == 0) continue;
      all.right += 1;
      types[m[3]].right += 1;
    }
    // Where there are two opinions, either is right.
    for (const auto& m : wanted) {
      all.wanted += 1;
      types[m[3]].wanted += 1;
    }
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::printf("  %-28s F1 %.2f (P %.1f R %.1f)  PER %.1f ORG %.1f LOC %.1f  %.0fk words/s\n", name, all.f(),
              100 * all.right / std::max(1.0, all.found), 100 * all.right / std::max(1.0, all.wanted), types[0].f(),
              types[1].f(), types[2].f(), static_cast<double>(words) / seconds / 1000);
  std::fflush(stdout);
}

// Gives unknown words the model's tags. Where a stretch holds a known name, that name stays and its neighbours are left
// outside.
void fill_unknown(const std::string& packed, Features& features, std::deque<Document>& documents) {
  Model model;
  if (!model.open(packed)) std::exit(2);
  std::deque<std::string> arena;
  std::vector<uint32_t> row;
  std::vector<Model::Scores> scores;
  std::vector<uint8_t> tags, back;
  for (Document& d : documents) {
    if (!d.partial) continue;
    load(d, features, arena, nullptr);
    stretches(features, [&](uint32_t first, size_t sentence, uint32_t offset, uint32_t count) {
      uint8_t* gold = &d.tags[sentence][offset];
      if (std::any_of(gold, gold + count, [](uint8_t t) { return t != 0 && t != kUnknown; })) return;
      scores.resize(count);
      for (uint32_t i = 0; i < count; ++i) {
        features.extract(features.sentences[sentence], first + i, row);
        model.score(row, scores[i]);
      }
      model.decode(scores, tags, back);
      std::copy(tags.begin(), tags.end(), gold);
    });
    for (auto& sentence : d.tags) std::replace(sentence.begin(), sentence.end(), kUnknown, uint8_t{0});
    d.rivals = d.tags;
  }
}

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 7) return 1;
  const std::string folder = argv[1];
  const std::string names = contents(folder + "/gazetteer.bin");
  Gazetteer gazetteer;
  if (!gazetteer.open(names)) {
    std::fprintf(stderr, "no gazetteer\n");
    return 1;
  }
  const int epochs = std::atoi(argv[3]);
  const uint32_t slots = static_cast<uint32_t>(std::atoi(argv[4]));
  std::map<std::string, std::vector<Document>> dev_sets;  // only measured
  std::stringstream list(argv[5]);
  for (std::string path; std::getline(list, path, ',');) dev_sets[path] = {};
  std::deque<Document> all;
  std::vector<const Document*> training;
  std::map<std::string, std::vector<const Document*>> dev;
  for (int i = 6; i < argc; ++i) {
    std::string path = argv[i];
    float weight = 1;
    const size_t colon = path.find(':');
    if (colon != std::string::npos) {
      weight = static_cast<float>(std::atof(path.substr(0, colon).c_str()));
      path = path.substr(colon + 1);
    }
    const bool keep = dev_sets.count(path) != 0;
    dev_sets.erase(path);
    uint32_t number = 0;
    for (Document& d : read(path, weight)) {
      all.push_back(std::move(d));
      if (keep && number++ % 5 == 0)
        dev[path].push_back(&all.back());
      else
        training.push_back(&all.back());
    }
  }
  for (auto& [path, documents] : dev_sets) {
    documents = read(path, 1);
    for (const Document& d : documents) dev[path].push_back(&d);
  }
  const std::string classes_file = contents(folder + "/classes.bin");
  Gazetteer classes;
  if (!classes.open(classes_file)) {
    std::fprintf(stderr, "no classes\n");
    return 1;
  }
  Features features(gazetteer, classes);
  std::deque<std::string> arena;
  const auto train = [&](Trainer& trainer, uint32_t seed, const std::vector<const Document*>& documents) {
    trainer.random.seed(seed);
    std::vector<const Document*> order = documents;
    for (int epoch = 1; epoch <= epochs; ++epoch) {
      const auto start = std::chrono::steady_clock::now();
      std::shuffle(order.begin(), order.end(), trainer.random);
      double loss = 0, words = 0, active = 0;
      std::vector<std::vector<uint32_t>> rows;
      for (const Document* d : order) {
        load(*d, features, arena, &trainer.random);
        words += static_cast<double>(features.units.size());
        stretches(features, [&](uint32_t first, size_t sentence, uint32_t offset, uint32_t count) {
          if (count > 60) return;
          rows.resize(count);
          for (uint32_t i = 0; i < count; ++i) features.extract(features.sentences[sentence], first + i, rows[i]);
          active += count;
          loss += trainer.step(rows, cut(d->tags[sentence], offset, count), cut(d->rivals[sentence], offset, count),
                               d->weight);
        });
      }
      std::printf("seed %u, epoch %d: loss %.4f per active word, %.0f words, %.1f %% active, %.0f s\n", seed, epoch,
                  loss / active, words, 100 * active / words,
                  std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
      std::fflush(stdout);
    }
  };
  // With unknown labels, a run before the others learns from the rest and fills them in.
  if (std::any_of(all.begin(), all.end(), [](const Document& d) { return d.partial; })) {
    std::vector<const Document*> labelled;
    std::copy_if(training.begin(), training.end(), std::back_inserter(labelled),
                 [](const Document* d) { return !d->partial; });
    Trainer trainer(slots);
    train(trainer, 6, labelled);
    fill_unknown(trainer.pack(), features, all);
  }
  // Several runs in other orders, whose weights are averaged: hashing is the same, so the mean is a model too.
  const int runs = static_cast<int>(setting("RUNS", 1));
  Trainer mean(slots);
  for (int run = 0; run < runs; ++run) {
    Trainer trainer(slots);
    train(trainer, 7 + static_cast<uint32_t>(run), training);
    mean.add(trainer, 1.0f / static_cast<float>(runs));
  }
  const std::string packed = mean.pack();
  for (const auto& [name, documents] : dev)
    measure(packed, features, documents, name.substr(name.rfind('/') + 1).c_str());
  std::ofstream(argv[2], std::ios::binary).write(packed.data(), static_cast<std::streamsize>(packed.size()));
  return 0;
}

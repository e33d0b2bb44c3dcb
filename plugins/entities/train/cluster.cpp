// cluster.cpp: puts the frequent words of running text into classes by their neighbours (exchange algorithm of Martin,
// Liermann and Ney, "Algorithms for bigram and trigram word clustering", 1998: each word moves to the class that raises
// the likelihood of a class bigram model most). Whole numbers throughout, so that the result is the same everywhere.
//
//   cluster OUT.tsv FINE COARSE LEAST FILE...     FILE: words in the first column, empty lines between sentences; OUT:
//   word, fine, coarse
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <unordered_map>
#include <vector>

namespace {

constexpr uint32_t kRare = 0, kBorder = 1;  // all rare words; borders of sentences

struct Corpus {
  std::vector<std::string> words{"", ""};  // by number, most frequent first
  std::vector<uint32_t> text;
};

// Digits count as one sign: "1998" and "2003" are one word.
std::string plain(std::string word) {
  for (char& c : word)
    if (c >= '0' && c <= '9') c = '0';
  return word;
}

Corpus read(int files, char** paths, uint32_t least) {
  std::unordered_map<std::string, uint32_t> counts;
  std::vector<std::string> text;
  for (int i = 0; i < files; ++i) {
    std::ifstream in(paths[i]);
    if (!in) std::fprintf(stderr, "cannot read %s\n", paths[i]), std::exit(1);
    for (std::string line; std::getline(in, line);) {
      if (line.rfind("-DOCSTART-", 0) == 0) continue;
      const size_t end = line.find_last_of("\t ");
      text.push_back(line.empty() || end == std::string::npos ? std::string() : plain(line.substr(0, end)));
      if (!text.back().empty()) ++counts[text.back()];
    }
  }
  std::vector<std::pair<uint32_t, std::string>> order;
  for (const auto& [word, count] : counts)
    if (count >= least) order.emplace_back(count, word);
  std::sort(order.begin(), order.end(),
            [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  Corpus out;
  std::unordered_map<std::string, uint32_t> numbers;
  for (const auto& [count, word] : order) {
    numbers[word] = static_cast<uint32_t>(out.words.size());
    out.words.push_back(word);
  }
  out.text.reserve(text.size() + 1);
  out.text.push_back(kBorder);
  for (const std::string& word : text) {
    if (word.empty()) {
      if (out.text.back() != kBorder) out.text.push_back(kBorder);
      continue;
    }
    const auto it = numbers.find(word);
    out.text.push_back(it == numbers.end() ? kRare : it->second);
  }
  return out;
}

struct Neighbour {
  uint32_t word, count;
};

class Exchange {
 public:
  Exchange(const Corpus& corpus, uint32_t classes) : classes_(classes), n_words_(corpus.words.size()) {
    logs_.resize(corpus.text.size() + 2);
    for (size_t n = 2; n < logs_.size(); ++n)
      logs_[n] = std::llround(static_cast<double>(n) * std::log(static_cast<double>(n)) * 1024);
    count(corpus.text);
    of_.resize(n_words_);
    of_[kRare] = 0;
    of_[kBorder] = 1;
    for (uint32_t w = 2; w < n_words_; ++w) of_[w] = 2 + (w - 2) % (classes_ - 2);
    size_.assign(classes_, 0);
    pairs_.assign(size_t{classes_} * classes_, 0);
    for (uint32_t w = 0; w < n_words_; ++w) {
      size_[of_[w]] += counts_[w];
      for (const Neighbour& n : right_[w]) pairs_[index(of_[w], of_[n.word])] += n.count;
    }
  }

  // One look at every word; returns how many moved.
  uint32_t pass() {
    uint32_t moved = 0;
    for (uint32_t w = 2; w < n_words_; ++w) {
      sum(right_[w], w, after_, after_classes_);
      sum(left_[w], w, before_, before_classes_);
      self_ = 0;
      for (const Neighbour& n : right_[w])
        if (n.word == w) self_ = n.count;
      const uint32_t from = of_[w];
      take(w, from, -1);
      uint32_t best = from;
      int64_t best_gain = gain(w, from);
      for (uint32_t c = 2; c < classes_; ++c) {
        if (c == from) continue;
        const int64_t g = gain(w, c);
        if (g > best_gain) best_gain = g, best = c;
      }
      take(w, best, 1);
      of_[w] = best;
      moved += best != from;
      for (const uint32_t c : after_classes_) after_[c] = 0;
      for (const uint32_t c : before_classes_) before_[c] = 0;
    }
    return moved;
  }
  const std::vector<uint32_t>& classes() const { return of_; }

 private:
  size_t index(uint32_t a, uint32_t b) const { return size_t{a} * classes_ + b; }

  void count(const std::vector<uint32_t>& text) {
    std::vector<uint64_t> bigrams;
    for (size_t i = 0; i + 1 < text.size(); ++i) bigrams.push_back(uint64_t{text[i]} << 32 | text[i + 1]);
    std::sort(bigrams.begin(), bigrams.end());
    left_.resize(n_words_);
    right_.resize(n_words_);
    counts_.assign(n_words_, 0);
    for (size_t i = 0; i < bigrams.size();) {
      size_t j = i;
      while (j < bigrams.size() && bigrams[j] == bigrams[i]) ++j;
      const auto a = static_cast<uint32_t>(bigrams[i] >> 32), b = static_cast<uint32_t>(bigrams[i]),
                 n = static_cast<uint32_t>(j - i);
      right_[a].push_back({b, n});
      left_[b].push_back({a, n});
      counts_[a] += n;
      i = j;
    }
  }
  // Neighbours by class, the word itself left out.
  void sum(const std::vector<Neighbour>& neighbours, uint32_t w, std::vector<uint32_t>& out,
           std::vector<uint32_t>& used) {
    out.resize(classes_);
    used.clear();
    for (const Neighbour& n : neighbours) {
      if (n.word == w) continue;
      const uint32_t c = of_[n.word];
      if (out[c] == 0) used.push_back(c);
      out[c] += n.count;
    }
  }
  void take(uint32_t w, uint32_t c, int sign) {
    const auto s = static_cast<uint32_t>(sign);
    size_[c] += s * counts_[w];
    for (const uint32_t d : after_classes_) pairs_[index(c, d)] += s * after_[d];
    for (const uint32_t d : before_classes_) pairs_[index(d, c)] += s * before_[d];
    pairs_[index(c, c)] += s * self_;
  }
  // What the likelihood gains if the word, which is in no class now, goes to c.
  int64_t gain(uint32_t w, uint32_t c) const {
    int64_t out = -2 * (logs_[size_[c] + counts_[w]] - logs_[size_[c]]);
    for (const uint32_t d : after_classes_) {
      if (d == c) continue;
      const uint32_t n = pairs_[index(c, d)];
      out += logs_[n + after_[d]] - logs_[n];
    }
    for (const uint32_t d : before_classes_) {
      if (d == c) continue;
      const uint32_t n = pairs_[index(d, c)];
      out += logs_[n + before_[d]] - logs_[n];
    }
    const uint32_t n = pairs_[index(c, c)];
    return out + logs_[n + after_[c] + before_[c] + self_] - logs_[n];
  }

  uint32_t classes_;
  size_t n_words_;
  std::vector<int64_t> logs_;  // n log n
  std::vector<std::vector<Neighbour>> left_, right_;
  std::vector<uint32_t> counts_, of_, size_, pairs_;
  std::vector<uint32_t> after_, before_, after_classes_, before_classes_;
  uint32_t self_ = 0;
};

std::vector<uint32_t> cluster(const Corpus& corpus, uint32_t classes) {
  Exchange exchange(corpus, classes);
  for (int pass = 0; pass < 12; ++pass) {
    const uint32_t moved = exchange.pass();
    std::printf("%u classes: %u of %zu words moved\n", classes, moved, corpus.words.size());
    std::fflush(stdout);
    if (moved * 200 < corpus.words.size()) break;
  }
  return exchange.classes();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 6) return 1;
  const Corpus corpus = read(argc - 5, argv + 5, static_cast<uint32_t>(std::atoi(argv[4])));
  std::printf("%zu words of text, %zu different\n", corpus.text.size(), corpus.words.size());
  const std::vector<uint32_t> fine = cluster(corpus, static_cast<uint32_t>(std::atoi(argv[2])));
  const std::vector<uint32_t> coarse = cluster(corpus, static_cast<uint32_t>(std::atoi(argv[3])));
  std::ofstream out(argv[1]);
  for (uint32_t w = 2; w < corpus.words.size(); ++w)
    out << corpus.words[w] << '\t' << fine[w] << '\t' << coarse[w] << '\n';
  return 0;
}

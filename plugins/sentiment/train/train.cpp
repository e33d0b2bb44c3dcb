// Trains a model file: reads labelled sentences on standard input, prints cross-validation, writes the weights.
//
//   sentiment_train LEXICON target|sentence OUTPUT [name=value ...] < ROWS
//
// ROWS: one per line, "fold<TAB>weight<TAB>label label ...<TAB>first<TAB>last<TAB>token token ...". Three labels are
// the probabilities of negative, neutral and positive; one label is a polarity. A token has two marks before it: N part
// of a name or -, and _ where a space stands before it or +. first and last give the target in tokens. Rows of folds 0
// to 4 are tested by models that have not seen their fold; rows of other folds are only trained on. keep=0 leaves fold
// 0 out of the model that is written.
//
// The features are those of ../src, so that training and running cannot differ. Regression (softmax for three classes,
// squared error for a polarity) by AdaGrad (Duchi et al. 2011) with dropout of features; one thread, the same result in
// every run.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "../src/features.hpp"

namespace {

struct Row {
  int fold;
  float weight;
  std::array<float, 3> label{};
  size_t begin, end;  // of its features
};
struct Item {
  uint32_t slot;
  float value;
};
struct Options {
  std::map<std::string, double> values{{"slots", 18},   {"rate", 0.015},  {"epochs", 10}, {"drop", 0.5},
                                       {"l2", 0.0},     {"smooth", 0.04}, {"seeds", 1},   {"cv", 5},
                                       {"floor", 1e-3}, {"keep", -1}};
  double operator[](const std::string& name) const { return values.at(name); }
};
using Weights = std::vector<float>;  // slots x classes, then one bias per class

class Random {
 public:
  explicit Random(uint32_t seed) : state_(seed * 2654435761u + 1) {}
  uint32_t next() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 17;
    return state_ ^= state_ << 5;
  }

 private:
  uint32_t state_;
};

class Trainer {
 public:
  Trainer(const sentiment::Lexicon& lexicon, bool target, Options options)
      : lexicon_(lexicon),
        target_(target),
        options_(std::move(options)),
        classes_(target ? 3 : 1),
        mask_((1u << static_cast<uint32_t>(options_["slots"])) - 1) {}

  void read(std::istream& in) {
    std::string line;
    while (std::getline(in, line)) read_row(line);
    std::fprintf(stderr, "%zu rows, %.0f features each\n", rows_.size(),
                 static_cast<double>(items_.size()) / static_cast<double>(std::max<size_t>(1, rows_.size())));
  }

  // Scores of the rows of folds 0 to 4 from models that were trained without them.
  std::vector<std::array<float, 3>> cross_validate() const {
    std::vector<std::array<float, 3>> out(rows_.size());
    for (int fold = 0; fold < static_cast<int>(options_["cv"]); ++fold) {
      const Weights weights = fit(fold);
      for (size_t i = 0; i < rows_.size(); ++i)
        if (rows_[i].fold == fold) out[i] = scores(weights, rows_[i]);
    }
    return out;
  }

  // The mean of models with several seeds.
  Weights fit(int without) const {
    Weights sum;
    const int seeds = static_cast<int>(options_["seeds"]);
    for (int seed = 0; seed < seeds; ++seed) {
      const Weights one = fit_once(without, static_cast<uint32_t>(seed));
      sum.resize(one.size());
      for (size_t i = 0; i < one.size(); ++i) sum[i] += one[i] / static_cast<float>(seeds);
    }
    return sum;
  }

  std::array<float, 3> scores(const Weights& weights, const Row& row) const {
    std::array<float, 3> s{};
    for (size_t k = row.begin; k < row.end; ++k)
      for (uint32_t c = 0; c < classes_; ++c) s[c] += weights[items_[k].slot * classes_ + c] * items_[k].value;
    for (uint32_t c = 0; c < classes_; ++c) s[c] += weights[weights.size() - classes_ + c];
    return s;
  }

  // `factor` becomes the temperature of the probabilities or the stretch of the polarities.
  void report(const std::vector<std::array<float, 3>>& tested, double& factor) const {
    if (target_)
      report_classes(tested, factor);
    else
      report_polarity(tested, factor);
  }

  void write(const std::string& path, const Weights& weights, double temperature) const {
    std::ofstream file(path, std::ios::binary);
    const auto put = [&](const auto& value) { file.write(reinterpret_cast<const char*>(&value), sizeof value); };
    file.write("NGSW", 4);
    put(uint32_t{1});
    put(mask_ + 1);
    put(classes_);
    put(static_cast<float>(temperature));
    std::array<float, 3> scale{};
    for (size_t i = 0; i < weights.size() - classes_; ++i)
      scale[i % classes_] = std::max(scale[i % classes_], std::abs(weights[i]) / 127);
    for (uint32_t c = 0; c < classes_; ++c) put(std::max(scale[c], 1e-12f));
    for (uint32_t c = 0; c < classes_; ++c) put(weights[weights.size() - classes_ + c]);
    for (size_t i = 0; i < weights.size() - classes_; ++i)
      put(static_cast<int8_t>(std::lround(weights[i] / std::max(scale[i % classes_], 1e-12f))));
  }

 private:
  void read_row(const std::string& line) {
    std::istringstream in(line);
    Row row{};
    in >> row.fold >> row.weight;
    for (uint32_t c = 0; c < classes_; ++c) in >> row.label[c];
    uint32_t first = 0, last = 0;
    in >> first >> last;
    std::string text, token;
    std::vector<std::array<uint32_t, 3>> places;  // begin, end, part of a name
    while (in >> token) {
      if (token[1] == '_') text += ' ';
      const auto begin = static_cast<uint32_t>(text.size());
      text.append(token, 2);
      places.push_back({begin, static_cast<uint32_t>(text.size()), token[0] == 'N'});
    }
    words_.resize(places.size());
    for (size_t i = 0; i < places.size(); ++i) {
      sentiment::look_up(lexicon_, text, places[i][0], places[i][1], words_[i]);
      words_[i].name = places[i][2] != 0;
    }
    sentiment::prepare(lexicon_, text, words_);
    if (target_)
      sentiment::target_features(words_, first, last, features_);
    else
      sentiment::sentence_features(words_, features_);
    row.begin = items_.size();
    for (const sentiment::Feature& f : features_) items_.push_back({f.hash & mask_, f.value});
    row.end = items_.size();
    rows_.push_back(row);
  }

  Weights fit_once(int without, uint32_t seed) const {
    const size_t size = size_t{mask_ + 1} * classes_ + classes_;
    Weights w(size), squares(size, static_cast<float>(options_["floor"]));
    std::vector<size_t> order, kept;
    for (size_t i = 0; i < rows_.size(); ++i)
      if (rows_[i].fold != without && rows_[i].weight > 0) order.push_back(i);
    Random random(seed + 1);
    const double drop = options_["drop"];
    const auto cut = static_cast<uint32_t>(drop * 4294967295.0);
    const float scale = static_cast<float>(1 / (1 - drop)), l2 = static_cast<float>(options_["l2"]);
    const int epochs = static_cast<int>(options_["epochs"]);
    for (int epoch = 0; epoch < epochs; ++epoch) {
      for (size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.next() % i]);
      const float rate = static_cast<float>(options_["rate"]) *
                         (1 - 0.9f * static_cast<float>(epoch) / static_cast<float>(std::max(1, epochs - 1)));
      for (const size_t i : order) {
        const Row& row = rows_[i];
        kept.clear();
        for (size_t k = row.begin; k < row.end; ++k)
          if (random.next() >= cut) kept.push_back(k);
        std::array<float, 3> s{};
        for (const size_t k : kept)
          for (uint32_t c = 0; c < classes_; ++c) s[c] += w[items_[k].slot * classes_ + c] * items_[k].value * scale;
        for (uint32_t c = 0; c < classes_; ++c) s[c] += w[size - classes_ + c];
        const std::array<float, 3> step = gradient(s, row);
        const auto move = [&](size_t at, float gradient, float at_rate) {
          const float g = gradient + l2 * w[at];
          squares[at] += g * g;
          w[at] -= at_rate * g / std::sqrt(squares[at]);
        };
        for (const size_t k : kept)
          for (uint32_t c = 0; c < classes_; ++c)
            move(items_[k].slot * classes_ + c, step[c] * items_[k].value * scale, rate);
        for (uint32_t c = 0; c < classes_; ++c) move(size - classes_ + c, step[c], rate);
      }
    }
    return w;
  }

  std::array<float, 3> gradient(std::array<float, 3> s, const Row& row) const {
    if (!target_) return {(s[0] - row.label[0]) * row.weight, 0, 0};
    softmax(s, 1);
    const float smooth = static_cast<float>(options_["smooth"]);
    for (size_t c = 0; c < 3; ++c) s[c] = (s[c] - (row.label[c] * (1 - smooth) + smooth / 3)) * row.weight;
    return s;
  }

  static void softmax(std::array<float, 3>& s, float temperature) {
    const float top = std::max({s[0], s[1], s[2]});
    float sum = 0;
    for (float& x : s) sum += x = std::exp((x - top) / temperature);
    for (float& x : s) x /= sum;
  }
  static int best(const std::array<float, 3>& p) {
    return static_cast<int>(std::max_element(p.begin(), p.end()) - p.begin());
  }

  void report_classes(const std::vector<std::array<float, 3>>& tested, double& temperature) const {
    double lowest = 1e30;
    for (double t = 0.4; t < 2.5; t += 0.02) {
      double loss = 0;
      for (size_t i = 0; i < rows_.size(); ++i) {
        if (rows_[i].fold < 0 || rows_[i].fold >= static_cast<int>(options_["cv"])) continue;
        std::array<float, 3> p = tested[i];
        softmax(p, static_cast<float>(t));
        loss -= std::log(std::max(p[static_cast<size_t>(best(rows_[i].label))], 1e-9f));
      }
      if (loss < lowest) lowest = loss, temperature = t;
    }
    double count = 0, sure = 0, sure_right = 0, right = 0;
    std::array<double, 10> confidence{}, hits{}, mass{};
    std::array<std::array<double, 3>, 3> table{};
    std::string folds;
    for (int fold = 0; fold < static_cast<int>(options_["cv"]); ++fold) {
      std::array<std::array<double, 3>, 3> own{};
      for (size_t i = 0; i < rows_.size(); ++i) {
        if (rows_[i].fold != fold) continue;
        std::array<float, 3> p = tested[i];
        softmax(p, static_cast<float>(temperature));
        const auto gold = static_cast<size_t>(best(rows_[i].label)), ours = static_cast<size_t>(best(p));
        own[gold][ours] += 1;
        table[gold][ours] += 1;
        const float top = p[ours];
        const auto bin = static_cast<size_t>(std::min(9.0f, top * 10));
        confidence[bin] += top, hits[bin] += gold == ours, mass[bin] += 1;
        count += 1, right += gold == ours;
        if (top >= 0.8f) sure += 1, sure_right += gold == ours;
      }
      folds += " " + std::to_string(macro_f1(own)).substr(0, 6);
    }
    double error = 0;
    for (size_t b = 0; b < 10; ++b)
      if (mass[b] > 0) error += std::abs(confidence[b] - hits[b]) / count;
    std::printf(
        "cross-validation: macro F1 %.4f (folds%s), accuracy %.4f, temperature %.2f, log loss %.4f, calibration error "
        "%.4f, p >= .8: accuracy %.3f of %.3f\n",
        macro_f1(table), folds.c_str(), right / count, temperature, lowest / count, error,
        sure_right / std::max(1.0, sure), sure / count);
  }

  static double macro_f1(const std::array<std::array<double, 3>, 3>& t) {
    double sum = 0;
    for (size_t c = 0; c < 3; ++c) {
      const double both = t[0][c] + t[1][c] + t[2][c] + t[c][0] + t[c][1] + t[c][2];
      sum += both > 0 ? 2 * t[c][c] / both : 0;
    }
    return sum / 3;
  }

  // Regression shrinks towards the mean: `stretch` gives the polarities the spread with which the labels, cut at half a
  // point of the raters' scale, fit best. Correlation does not change.
  void report_polarity(const std::vector<std::array<float, 3>>& tested, double& stretch) const {
    double n = 0, sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0, best_f1 = 0;
    const auto each = [&](auto&& use) {
      for (size_t i = 0; i < rows_.size(); ++i)
        if (rows_[i].fold >= 0 && rows_[i].fold < static_cast<int>(options_["cv"]))
          use(static_cast<double>(tested[i][0]), static_cast<double>(rows_[i].label[0]));
    };
    const auto label = [](double v) { return v < -0.125 ? 0u : v > 0.125 ? 2u : 1u; };
    each([&](double x, double y) { n += 1, sx += x, sy += y, sxx += x * x, syy += y * y, sxy += x * y; });
    for (double factor = 1; factor < 3; factor += 0.05) {
      std::array<std::array<double, 3>, 3> table{};
      each([&](double x, double y) { table[label(y)][label(x * factor)] += 1; });
      if (macro_f1(table) > best_f1) best_f1 = macro_f1(table), stretch = factor;
    }
    const double r = (sxy - sx * sy / n) / std::sqrt((sxx - sx * sx / n) * (syy - sy * sy / n));
    std::printf("cross-validation: r %.4f, macro F1 %.4f stretched by %.2f\n", r, best_f1, stretch);
  }

  const sentiment::Lexicon& lexicon_;
  const bool target_;
  const Options options_;
  const uint32_t classes_, mask_;
  std::vector<Row> rows_;
  std::vector<Item> items_;
  std::vector<sentiment::Word> words_;
  std::vector<sentiment::Feature> features_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr, "usage: sentiment_train LEXICON target|sentence OUTPUT|- [name=value ...] < ROWS\n");
    return 2;
  }
  Options options;
  for (int i = 4; i < argc; ++i) {
    const std::string option = argv[i];
    const size_t equals = option.find('=');
    if (equals == std::string::npos || !options.values.contains(option.substr(0, equals))) {
      std::fprintf(stderr, "no option %s\n", argv[i]);
      return 2;
    }
    options.values[option.substr(0, equals)] = std::atof(option.c_str() + equals + 1);
  }
  std::ifstream file(argv[1]);
  std::stringstream table;
  table << file.rdbuf();
  const sentiment::Lexicon lexicon(table.str());
  Trainer trainer(lexicon, std::string_view(argv[2]) == "target", options);
  trainer.read(std::cin);
  const bool classes = std::string(argv[2]) == "target";
  double factor = 1;
  trainer.report(trainer.cross_validate(), factor);
  if (std::string(argv[3]) == "-") return 0;
  auto weights = trainer.fit(static_cast<int>(options.values["keep"]));
  if (!classes)
    for (float& w : weights) w *= static_cast<float>(factor);
  trainer.write(argv[3], weights, classes ? factor : 1);
  return 0;
}

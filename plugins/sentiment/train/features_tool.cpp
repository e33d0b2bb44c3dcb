// Features for train.py: reads sentences on standard input, writes "label<TAB>group<TAB>hash:value ..." per line.
//
//   sentiment_features LEXICON target|sentence < TOKENS
// TOKENS: per line "label<TAB>group<TAB>first<TAB>last<TAB>token token ..."; a token is text with a flag before it: C capital,
// N part of a name, - neither, e.g. "CNMary". first and last give the target in tokens.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>

#include "../src/features.hpp"

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  std::ifstream file(argv[1]);
  std::stringstream table;
  table << file.rdbuf();
  const std::string text = table.str();
  const sentiment::Lexicon lexicon(text);
  const bool target = std::string_view(argv[2]) == "target";
  std::string line;
  std::vector<sentiment::Feature> features;
  while (std::getline(std::cin, line)) {
    std::istringstream in(line);
    std::string label, group, token;
    uint32_t first = 0, last = 0;
    in >> label >> group >> first >> last;
    std::vector<sentiment::Word> words;
    while (in >> token) {
      sentiment::Word w;
      w.capital = token[0] == 'C';
      w.name = token[1] == 'N';
      w.lower = sentiment::normalise(std::string_view(token).substr(2));
      words.push_back(w);
    }
    sentiment::prepare(lexicon, words);
    if (target) sentiment::target_features(words, first, last, features);
    else sentiment::sentence_features(words, features);
    std::printf("%s\t%s\t", label.c_str(), group.c_str());
    for (const auto& f : features) std::printf("%u:%.4g ", f.hash, static_cast<double>(f.value));
    std::printf("\n");
  }
  return 0;
}

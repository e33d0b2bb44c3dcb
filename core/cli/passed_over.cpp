#include "passed_over.hpp"

#include <algorithm>
#include <filesystem>
#include <vector>

namespace newsgrain::cli {
namespace {

constexpr size_t kMostShown = 8;
constexpr size_t kLongestSuffix = 10;

// ".css" of "style.CSS?v=3"
std::string kind_of(const std::string& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) return "links to folders";
  std::string name = path.substr(path.rfind('/') + 1);
  name.resize(std::min(name.find('?'), name.size()));
  const size_t dot = name.rfind('.');
  if (dot == std::string::npos || name.size() - dot > kLongestSuffix) return "without suffix";
  std::string suffix = name.substr(dot);
  for (char& c : suffix)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return suffix;
}

}  // namespace

void PassedOver::add(const std::string& path) { ++by_suffix_[kind_of(path)]; }

std::string PassedOver::summary() const {
  std::vector<std::pair<std::string, uint64_t>> kinds(by_suffix_.begin(), by_suffix_.end());
  std::stable_sort(kinds.begin(), kinds.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  uint64_t all = 0, others = 0;
  std::string list;
  for (size_t i = 0; i < kinds.size(); ++i) {
    all += kinds[i].second;
    if (i >= kMostShown)
      others += kinds[i].second;
    else
      list += (i == 0 ? "" : ", ") + std::to_string(kinds[i].second) + " " + kinds[i].first;
  }
  if (others != 0) list += ", " + std::to_string(others) + " others";
  return "left out " + std::to_string(all) + (all == 1 ? " file" : " files") +
         " of folders that are no pages by name or content: " + list + "; name a file to analyse it all the same";
}

}  // namespace newsgrain::cli

// pages.hpp: the files of a folder in the order of their names, for the benchmarks.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

struct PageFile {
  std::string name, bytes;
};

inline std::vector<PageFile> read_folder(const char* folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.is_regular_file()) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<PageFile> pages;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    pages.push_back({path.filename().string(),
                     std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>())});
  }
  return pages;
}

// The plugin's decision on a page, by the models of a folder. For the tools in this folder.
#pragma once

#include <string>

#include "../src/decide.hpp"
#include "../src/roles.hpp"
#include "page_file.hpp"

namespace boilerplate {

class Judge {
 public:
  // `folder` holds markup.bin, text.bin and page.bin.
  explicit Judge(const std::string& folder)
      : markup_(file_content(folder + "/markup.bin")),
        text_(file_content(folder + "/text.bin")),
        kinds_(file_content(folder + "/page.bin")) {}

  // Fills what stands below for this page.
  void read(const Page& page) {
    elements_.read(page);
    const Metadata metadata = read_metadata(page, elements_);
    features.compute(page, elements_, metadata.titles);
    decide(page, models_, metadata, {}, 0, features, scratch_, decision);
    assign_roles(page, features, decision, metadata, roles);
  }

  Features features;
  Decision decision;
  Roles roles;

 private:
  std::string markup_, text_, kinds_;
  Models models_{read_forests(markup_, {kFeatureCount, kAllCount}), read_forests(text_, {kFeatureCount, kAllCount}),
                 read_forests(kinds_, {kSummaryCount, kSummaryCount, kSummaryCount, kSummaryCount})};
  Elements elements_;
  Scratch scratch_;
};

}  // namespace boilerplate

// The flags of newsgrain analyze, and what they come to.
#pragma once

#include <CLI/App.hpp>

#include <string>
#include <vector>

#include "document_sink.hpp"
#include "newsgrain/input.hpp"
#include "newsgrain/result.hpp"
#include "pipeline_flags.hpp"

namespace newsgrain::cli {

struct AnalyzeFlags {
  PipelineFlags pipeline;
  std::vector<std::string> paths, layers;
  std::string format, output, report, input_format = "auto", offsets = "code_point", charset, language, url,
                                      color = "auto";
  unsigned threads = 0;
  bool strict = false, site_context = false;
  bool format_given = false;  // on the command line, and not by NEWSGRAIN_FORMAT

  void add_to(CLI::App& command);
};

// The flags after a look at each.
struct AnalyzePlan {
  std::vector<std::string> paths;  // "-" where standard input was meant
  InputOptions input;
  Format format = Format::jsonl;
  bool to_terminal = false;
};

// Refuses what makes no sense before anything is read. May wait for the first byte of standard input, with a word.
Result<AnalyzePlan> plan_analysis(const AnalyzeFlags& flags);

}  // namespace newsgrain::cli

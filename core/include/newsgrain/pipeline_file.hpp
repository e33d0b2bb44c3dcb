// pipeline_file.hpp: a pipeline as data. A TOML file (or any Value of its shape) says which components run, in which
// order, how they are configured and isolated.
//
//   [pipeline]
//   components = ["boilerplate", "segments", "org.example.shouting"]   # ties keep this order
//   plugin_path = "plugins"                                            # relative to the file
//   isolation = "process"                                              # "auto", "none", "process"
//   assume_language = "en"                                             # of documents whose language is unknown; "none"
//   [isolation]
//   deadline = "5s"                                                    # per document and component
//   "org.example.shouting" = "none"                                    # one component
//   [quotes]
//   max_quote_bytes = 2000
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "newsgrain/pipeline.hpp"
#include "newsgrain/result.hpp"
#include "newsgrain/value.hpp"

namespace newsgrain {

// Applies the tables of a file. `where` is the file's path, for messages and for the paths in it. Errors name the key.
Result<void> apply_pipeline_file(const Value& root, const std::string& where, PipelineOptions& options);
// Single keys as the tables and the flags say them; `where` is the key's place or the flag.
// A time as parse_seconds() takes it, above 0; "none" for no limit.
Result<void> set_timeout(std::string_view text, const std::string& where, PipelineOptions& options);
Result<void> set_max_input(std::string_view text, const std::string& where, PipelineOptions& options);
Result<void> set_checking(std::string_view text, const std::string& where, PipelineOptions& options);
// "auto" | "none" | "process" for all, or "ID=none" for one component.
Result<void> set_isolation(std::string_view text, const std::string& where, IsolationOptions& options);

// "20M" -> 20971520; suffixes k, M, G are powers of 1024. False for anything else than a positive size.
bool parse_size(std::string_view text, uint64_t& out);
// "5", "0.5", "5s", "200ms" -> milliseconds.
bool parse_seconds(std::string_view text, uint32_t& out);

}  // namespace newsgrain

// A plugin over the SDK whose model throws, or talks. Also built with clang and libc++, to be loaded by a host built
// with gcc.
#include <newsgrain/sdk/plugin.hpp>

#include <map>
#include <stdexcept>

namespace sdk = newsgrain::sdk;

struct Throwing {
  explicit Throwing(const sdk::Config& config) : when(config.string("when")) {
    if (when == "create") throw std::runtime_error("no model today");
    if (when == "talk") config.log(NG_LOG_WARNING, "a small model");
  }
  void process(sdk::Run& run) const {
    if (when == "process") throw std::out_of_range("off the map");
    if (when == "odd") throw 42;
    if (when == "talk") talk(run);
    std::map<std::string, int> words;  // some of the C++ library at work on this side of the boundary
    for (size_t at = 0, end; at < run.text().size(); at = end + 1) {
      end = std::min(run.text().find(' ', at), run.text().size());
      ++words[std::string(run.text().substr(at, end - at))];
    }
    sdk::Writer out(run, 0, {NG_F32});
    out.row(0, static_cast<uint32_t>(run.text().size())).f32(static_cast<float>(words.size()));
    out.commit();
  }
  // One line of each level, or as many as there are bytes behind "flood".
  static void talk(const sdk::Run& run) {
    for (int32_t level = NG_LOG_DEBUG; level <= NG_LOG_ERROR; ++level)
      run.log(level, "of level " + std::to_string(level));
    if (run.text().substr(0, 5) != "flood") return;
    for (size_t i = 5; i < run.text().size(); ++i) run.log(NG_LOG_WARNING, "line " + std::to_string(i));
  }
  std::string when;
};

NG_PLUGIN(Throwing, "test.throwing");

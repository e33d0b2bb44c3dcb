// A plugin over the SDK whose model throws. Also built with clang and libc++, to be loaded by a host built with gcc.
#include <newsgrain/sdk/plugin.hpp>

#include <map>
#include <stdexcept>

namespace sdk = newsgrain::sdk;

struct Throwing {
  explicit Throwing(const sdk::Config& config) : when(config.string("when")) {
    if (when == "create") throw std::runtime_error("no model today");
  }
  void process(sdk::Run& run) const {
    if (when == "process") throw std::out_of_range("off the map");
    if (when == "odd") throw 42;
    std::map<std::string, int> words;  // some of the C++ library at work on this side of the boundary
    for (size_t at = 0, end; at < run.text().size(); at = end + 1) {
      end = std::min(run.text().find(' ', at), run.text().size());
      ++words[std::string(run.text().substr(at, end - at))];
    }
    sdk::Writer out(run, 0, {NG_F32});
    out.row(0, static_cast<uint32_t>(run.text().size())).f32(static_cast<float>(words.size()));
    out.commit();
  }
  std::string when;
};

NG_PLUGIN(Throwing, "test.throwing");

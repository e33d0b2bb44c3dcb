// Marks words of at least `least` capital letters as a layer of its own, "shout".
#include <newsgrain/sdk/plugin.hpp>
#include "slots.hpp"

namespace sdk = newsgrain::sdk;

struct Shouting {
  explicit Shouting(const sdk::Config& config) : least(config.integer("least")) {}

  void process(sdk::Run& run) const {
    const sdk::LayerView tokens = run.layer(slots::reads::token);
    sdk::Writer out(run, slots::writes::shout);
    for (uint32_t row = 0; row < tokens.rows(); ++row) {
      int64_t letters = 0;
      for (const char c : run.text(tokens.begin(row), tokens.end(row)))
        letters = c >= 'A' && c <= 'Z' ? letters + 1 : -1000;
      if (letters >= least) out.row(tokens.begin(row), tokens.end(row)).u32(static_cast<uint32_t>(letters));
    }
    out.commit();
  }

  int64_t least;
};

NG_PLUGIN(Shouting, "org.example.shouting");

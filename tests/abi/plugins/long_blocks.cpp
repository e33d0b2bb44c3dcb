// A second extractor of articles, to run beside the bundled one: its roles stand in a layer of its own name.
#include <newsgrain/sdk/plugin.hpp>

namespace sdk = newsgrain::sdk;

struct LongBlocks {
  explicit LongBlocks(const sdk::Config&) {}

  void process(sdk::Run& run) const {
    constexpr uint32_t kLong = 80;  // bytes
    const sdk::LayerView blocks = run.layer(0);
    sdk::Writer out(run, 0, {NG_CODE8, NG_F32});
    for (uint32_t row = 0; row < blocks.rows(); ++row) {
      const uint32_t size = blocks.end(row) - blocks.begin(row);
      out.row().code(size >= kLong && blocks.column<uint32_t>(0)[row] * 3 < size ? 0 : 1).f32(0.5f);
    }
    out.commit();
  }
};

NG_PLUGIN(LongBlocks, "test.long_blocks");

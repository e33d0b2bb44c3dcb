// Writes rows with four columns, as many as it is told, row by row through the SDK.
#include <newsgrain/sdk/plugin.hpp>

namespace sdk = newsgrain::sdk;

struct ManyRows {
  explicit ManyRows(const sdk::Config& config) : rows(static_cast<uint32_t>(config.integer("rows"))) {}
  void process(sdk::Run& run) const {
    sdk::Writer out(run, 0, {NG_U32, NG_F32, NG_CODE8, NG_REF});
    const auto size = static_cast<uint32_t>(run.text().size());
    for (uint32_t i = 0; i < rows; ++i)
      out.row(std::min(i, size), size).u32(i).f32(static_cast<float>(i)).code(i & 1).ref(i == 0 ? NG_NONE : i - 1);
    out.commit();
  }
  uint32_t rows;
};

NG_PLUGIN(ManyRows, "bench.many_rows");

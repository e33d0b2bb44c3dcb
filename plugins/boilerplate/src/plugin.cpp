// The component "boilerplate": roles of blocks and metadata of the page.
#include <newsgrain/sdk/plugin.hpp>

namespace sdk = newsgrain::sdk;

namespace {

struct Boilerplate {
  explicit Boilerplate(const sdk::Config& config) : favour_(config.string("favour")) {}

  void process(sdk::Run& run) const {
    const sdk::LayerView blocks = run.layer(0);
    sdk::Writer roles(run, 0, {NG_CODE8, NG_F32, NG_REF});
    const uint8_t* kind = blocks.column<uint8_t>(0);
    const uint32_t* link = blocks.column<uint32_t>(3);
    for (uint32_t row = 0; row < blocks.rows(); ++row) {
      const uint32_t size = blocks.end(row) - blocks.begin(row);
      const bool body = size > 80 && link[row] * 3 < size && kind[row] != NG_BLOCK_CAPTION;
      roles.row().code(body ? NG_ROLE_BODY : NG_ROLE_OTHER).f32(body ? 1.0f : 0.0f).none();
    }
    roles.commit();
  }

  std::string_view favour_;
};

}  // namespace

NG_PLUGIN(Boilerplate, "boilerplate");

// A host of another kind: the fake one of the SDK, built by clang with libc++, that opens a plugin built by gcc with
// libstdc++.
//
//   other_host LIBRARY COMPONENT TEXT [KEY=VALUE ...]     prints the number of rows, or the plugin's error; exit status
//   1 then
#include <dlfcn.h>

#include <cstdio>
#include <string>

#include "newsgrain/sdk/testing.hpp"

namespace t = newsgrain::sdk::testing;

int main(int count, char** arguments) {
  if (count < 4) return 2;
  void* library = dlopen(arguments[1], RTLD_NOW | RTLD_LOCAL);
  const auto* entry = library != nullptr ? static_cast<const ng_entry*>(dlsym(library, NG_ENTRY_SYMBOL)) : nullptr;
  if (entry == nullptr || entry->abi_major != NG_ABI_MAJOR) return std::fprintf(stderr, "%s\n", dlerror()), 2;
  t::FakeHost host(*entry);
  for (int i = 4; i < count; ++i) {
    const std::string setting = arguments[i];
    const size_t equals = setting.find('=');
    host.config(setting.substr(0, equals), setting.substr(equals + 1));
  }
  t::Document doc(arguments[3]);
  t::Output out = host.run(arguments[2], doc);
  if (out.status != NG_OK) return std::printf("error: %s\n", out.error.c_str()), 1;
  std::printf("%zu rows\n", out.rows(0).size());
  return 0;
}

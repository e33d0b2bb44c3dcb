// What a worker process gives up before the plugin's first instruction, as far as the system allows.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace newsgrain::internal {

// The process dies with the thread that started it, dumps no core, and may gain no privileges.
void bind_to_parent(int64_t parent_pid);
// Closes all descriptors from `first` on.
void close_descriptors_from(int first);
// Bounds the address space to what is used now plus `bytes`; 0 = no bound. Left out in sanitizer builds.
void limit_memory(uint64_t bytes);
// No network, no new processes, no other program, no writing of files, no signals to others. False where the kernel has
// no seccomp.
bool forbid_system_calls();
// Reading is left for these folders and files, the system's libraries and data. False where the kernel has no Landlock.
bool allow_reading_only(const std::vector<std::string>& paths);
// What this system offers: "seccomp", "landlock".
std::vector<std::string> sandbox_features();

}  // namespace newsgrain::internal

// Starting worker processes.
#pragma once

#include <sys/types.h>

#include <string>

#include "newsgrain/result.hpp"

namespace newsgrain::internal {

// The program that can be a worker: the option, NEWSGRAIN_WORKER, or `newsgrain` beside this program or module.
Result<std::string> find_worker_program(const std::string& option);

// Starts `program` as a worker with the three descriptors (each above the numbers that the worker gets them under). The
// start happens on a thread that lives as long as this process: the system ends the worker when the thread that started
// it ends.
Result<pid_t> spawn_worker(const std::string& program, int control, int input, int output);

}  // namespace newsgrain::internal

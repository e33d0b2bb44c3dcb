// SIGINT and SIGTERM as a cancellation; a second one ends the process at once.
#pragma once

#include "newsgrain/pipeline.hpp"

namespace newsgrain::cli {

// Set by the signal handlers. One per process.
CancelToken& interruption();
// Installs the handlers, and makes writing to a closed pipe an error instead of a signal.
void catch_signals();

}  // namespace newsgrain::cli

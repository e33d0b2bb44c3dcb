// The lock file of a pipeline: hashes of what runs, and the configuration.
#pragma once

#include <string>
#include <vector>

#include "newsgrain/result.hpp"
#include "newsgrain/value.hpp"
#include "pipeline/plan.hpp"

namespace newsgrain::internal {

// The lock of these components as text: JSON, a component per line.
Result<std::string> write_lock(const std::vector<PlannedComponent>& components, const std::vector<Value>& configs);
// Fails with what differs between the file and these components.
Result<void> check_lock(const std::string& path, const std::vector<PlannedComponent>& components,
                        const std::vector<Value>& configs);

}  // namespace newsgrain::internal

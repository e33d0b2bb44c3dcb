// A component in worker processes: as many as there are threads that run it at once.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "newsgrain/isolation.hpp"
#include "plugin/component.hpp"

namespace newsgrain::internal {

class WorkerPool : public ComponentRunner {
 public:
  // Starts the first worker, so that a plugin that can't be used is known now.
  static Result<std::unique_ptr<WorkerPool>> create(ComponentInfo info, const IsolationOptions& options);
  ~WorkerPool() override;

  Outcome run(Scratch& scratch, Document& doc, const StopSignal& stop) const override;

 private:
  struct State;
  WorkerPool(ComponentInfo info, IsolationOptions options, std::string program);
  State& state() const;

  IsolationOptions options_;
  std::string program_;
  // Of this process; a child of a fork makes its own, since the workers are its parent's.
  mutable std::atomic<State*> state_{nullptr};
};

}  // namespace newsgrain::internal

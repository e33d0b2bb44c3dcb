// The host's side of one worker process.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

#include "isolation/crash_report.hpp"
#include "isolation/protocol.hpp"
#include "newsgrain/isolation.hpp"

namespace newsgrain::internal {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor();
  int get() const { return fd_; }

 private:
  int fd_ = -1;
};

// How a call ended.
enum class CallEnd {
  done,
  unusable,   // the worker had died before the document was handed over: no fault of the document
  crashed,    // it died; Worker::last_words() says how
  timed_out,  // it did not answer in time and was killed
  cancelled,  // the run was cancelled, the worker did not stop by itself and was killed
  broken,     // what it sent is no result
};

class WorkerProcess {
 public:
  // Starts a worker and waits until its model is made. An error where the plugin refused, died or took too long.
  static Result<std::unique_ptr<WorkerProcess>> start(const ComponentInfo& info, const IsolationOptions& options,
                                                      const std::string& program);
  // Kills it and waits for its end.
  ~WorkerProcess();
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;

  // One document. `received` is set where the end is `done`.
  CallEnd call(const ComponentInfo& info, uint32_t deadline_ms, Document& doc, const StopSignal& stop,
               std::optional<Received>& received);
  // "was ended by signal 11 (Segmentation fault)", "left with exit status 3".
  const std::string& last_words() const { return last_words_; }
  // Of a worker that crashed: what it left where options.crash_reports asks for it, or "".
  std::string backtrace() const { return read_backtrace(output_.get()); }

 private:
  WorkerProcess() = default;
  bool send(const Message& message);
  enum class Wait { message, closed, timeout, cancelled };
  Wait wait(Message& message, std::chrono::steady_clock::time_point until, const StopSignal* stop);
  bool read_answer(uint64_t size, std::vector<uint64_t>& buffer) const;
  void kill_and_reap();
  void reap(bool killed);

  pid_t pid_ = -1;
  pid_t owner_ = -1;
  Descriptor control_, input_, output_;
  uint64_t most_answer_ = 0;
  std::string last_words_;
  // Kept from document to document.
  std::vector<std::vector<ng_column>> columns_;
  std::string strings_;
  std::vector<uint32_t> string_ends_;
  std::vector<uint64_t> answer_;
};

}  // namespace newsgrain::internal

// Nothing is shown for runs that end within half a second.
#include "progress.hpp"

#include <string>

#include "terminal.hpp"

namespace newsgrain::cli {

void Progress::update(uint64_t documents, uint64_t failed) {
  using std::chrono::milliseconds;
  if (!shown_) return;
  const Clock::time_point now = Clock::now();
  if (now - last_ < milliseconds(visible_ ? 100 : 500)) return;
  last_ = now;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  std::string line = "\r\x1b[K" + std::to_string(documents) + " documents";
  if (failed != 0) line += ", " + std::to_string(failed) + " failed";
  line += ", " + std::to_string(static_cast<uint64_t>(static_cast<double>(documents) / seconds)) + "/s";
  write_stderr(line);
  visible_ = true;
}

void Progress::clear() {
  if (visible_) write_stderr("\r\x1b[K");
  visible_ = false;
}

}  // namespace newsgrain::cli

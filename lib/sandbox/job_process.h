// JobProcess: one running child, as the program holds it: its control socket, its status socket, and the power to end
// it.
#pragma once

#include <memory>
#include <optional>

#include "lib/base/result.h"
#include "lib/base/unique_fd.h"
#include "lib/sandbox/zygote_client.h"
#include "lib/wire/channel.h"
#include "lib/wire/messages.h"

namespace mugai::sandbox {

class JobProcess {
 public:
  // Has the pool's zygote fork; a zygote that turns out to be gone is replaced once. The descriptors are borrowed;
  // `input` must be open for reading alone. Error Io: no process.
  static Result<JobProcess> start(ZygotePool& pool, const wire::Spawn& limits, int input, int output);

  [[nodiscard]] int control() const noexcept { return control_.get(); }
  [[nodiscard]] int status() const noexcept { return status_.get(); }
  [[nodiscard]] ZygoteClient& zygote() noexcept { return *zygote_; }
  // Asks the zygote to end it. It is gone only when its Exited has come.
  void end() noexcept;
  // Takes the last word about it, if it has come; nullopt if not yet. Error Io: the zygote is gone.
  Result<std::optional<wire::Exited>> take_exited();

 private:
  JobProcess(std::shared_ptr<ZygoteClient> zygote, UniqueFd control, UniqueFd status)
      : zygote_(std::move(zygote)), control_(std::move(control)), status_(std::move(status)) {}
  std::shared_ptr<ZygoteClient> zygote_;
  UniqueFd control_;
  UniqueFd status_;
};

}  // namespace mugai::sandbox

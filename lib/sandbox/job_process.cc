#include "lib/sandbox/job_process.h"

namespace mugai::sandbox {

Result<JobProcess> JobProcess::start(ZygotePool& pool, const wire::Spawn& limits, int input, int output) {
  constexpr int kTries = 2;
  Error last;
  for (int i = 0; i < kTries; ++i) {
    TRY_ASSIGN(std::shared_ptr<ZygoteClient> zygote, pool.acquire());
    TRY_ASSIGN(auto control, wire::make_channel());
    TRY_ASSIGN(auto status, wire::make_channel());
    Result<void> sent = zygote->spawn(limits, {control.second.get(), input, output, status.second.get()});
    if (sent) return JobProcess(std::move(zygote), std::move(control.first), std::move(status.first));
    zygote->kill_now();
    last = std::move(sent).error();
  }
  return last;
}

void JobProcess::end() noexcept {
  // An Error means that the zygote is gone, and the job with it.
  static_cast<void>(wire::send_packet(status_.get(), wire::encode_empty(wire::Type::Kill), 0).has_value());
}

Result<std::optional<wire::Exited>> JobProcess::take_exited() {
  wire::Received received;
  TRY_ASSIGN(const wire::ReceiveStatus status, wire::receive_packet(status_.get(), received, false));
  if (status == wire::ReceiveStatus::NothingYet) return std::optional<wire::Exited>();
  if (status == wire::ReceiveStatus::Closed) return make_error(ErrorCode::Io, "the zygote is gone");
  TRY_ASSIGN(const wire::Frame frame, wire::parse_frame(received.packet()));
  if (frame.type != wire::Type::Exited) return make_error(ErrorCode::Io, "the zygote spoke out of turn");
  TRY_ASSIGN(const wire::Exited exited, wire::decode_exited(frame.payload));
  return std::optional<wire::Exited>(exited);
}

}  // namespace mugai::sandbox

// JobRequest as one flat text: u8 kind, then the texts of claim and mail and the policy, each with a 32-bit length,
// then the numbers of the limits. It goes from the program, which is trusted, to the job; it is checked all the same.
#include <algorithm>

#include "lib/wire/messages.h"

namespace mugai::wire {
namespace {

constexpr int kJobKindCount = 4;

void put(Buffer& out, std::uint64_t value, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i)
    out.push_back(static_cast<std::uint8_t>((value >> (8 * i)) & 0xFF));
}

void put_text(Buffer& out, std::string_view text) {
  put(out, checked_cast<std::uint32_t>(text.size()), 4);
  out.insert(out.end(), text.begin(), text.end());
}

Result<void> get_text(Cursor& in, std::string& into) {
  TRY_ASSIGN(const std::uint32_t length, in.u32le());
  TRY_ASSIGN(const Bytes bytes, in.take(length));
  into.assign(as_text(bytes));
  return ok();
}

// The texts of a request in their order; one list for both directions.
template <class Request>
auto texts_of(Request& r) {
  return std::array{&r.claim.untrusted_name,
                    &r.claim.untrusted_mime_type,
                    &r.mail.receipt,
                    &r.mail.gateway,
                    &r.mail.received,
                    &r.mail.date,
                    &r.mail.language,
                    &r.mail.policy_digest,
                    &r.mail.original_until,
                    &r.mail.own_domains,
                    &r.mail.trusted_hops,
                    &r.mail.trusted_ca,
                    &r.mail.verified,
                    &r.facts,
                    &r.policy};
}

}  // namespace

void put_order(Buffer& out, const RenderOrder& order) {
  put(out, static_cast<std::uint8_t>(order.kind), 1);
  put(out, order.first_page, 4);
  put(out, checked_cast<std::uint8_t>(order.pages.size()), 1);
  for (const PageSize& page : order.pages) {
    put(out, page.width, 4);
    put(out, page.height, 4);
  }
}

Result<RenderOrder> read_order(Cursor& in) {
  RenderOrder order;
  TRY_ASSIGN(const std::uint8_t kind, in.u8());
  if (kind >= kRenderKindCount) return make_error(ErrorCode::Malformed, "a kind of drawing that is unknown");
  order.kind = static_cast<RenderKind>(kind);
  TRY_ASSIGN(order.first_page, in.u32le());
  TRY_ASSIGN(const std::uint8_t count, in.u8());
  for (std::uint8_t i = 0; i < count; ++i) {
    PageSize page;
    TRY_ASSIGN(page.width, in.u32le());
    TRY_ASSIGN(page.height, in.u32le());
    order.pages.push_back(page);
  }
  TRY(check(order));
  return order;
}

Result<Buffer> encode_request(const JobRequest& request) {
  std::uint64_t total = 0;
  for (const std::string* text : texts_of(request)) {
    TRY_ASSIGN(total, checked_add<std::uint64_t>(total, text->size()));
  }
  constexpr std::uint64_t kNumbers = 256 + 8 * kMaxPagesAtOnce;  // room for everything that is no text
  if (total > kMaxRequestBytes - kNumbers) {
    return make_error(ErrorCode::TooLarge, "the name, mail values and policy of a job are too long");
  }
  Buffer out;
  out.reserve(static_cast<std::size_t>(total + kNumbers));
  put(out, static_cast<std::uint8_t>(request.kind), 1);
  for (const std::string* text : texts_of(request))
    put_text(out, *text);
  const BudgetLimits& limits = request.limits;
  put(out, limits.depth, 4);
  for (const std::uint64_t value :
       {limits.members, limits.unpacked_bytes, limits.output_bytes, limits.memory_bytes, limits.cpu_ms}) {
    put(out, value, 8);
  }
  put(out, limits.ratio, 4);
  if (request.kind == JobKind::Render) put_order(out, request.render);
  return out;
}

Result<JobRequest> decode_request(Bytes bytes) {
  Cursor in(bytes);
  JobRequest request;
  TRY_ASSIGN(const std::uint8_t kind, in.u8());
  if (kind >= kJobKindCount) return make_error(ErrorCode::Malformed, "the kind of job is unknown");
  request.kind = static_cast<JobKind>(kind);
  for (std::string* text : texts_of(request))
    TRY(get_text(in, *text));
  BudgetLimits& limits = request.limits;
  TRY_ASSIGN(limits.depth, in.u32le());
  for (std::uint64_t* value :
       {&limits.members, &limits.unpacked_bytes, &limits.output_bytes, &limits.memory_bytes, &limits.cpu_ms}) {
    TRY_ASSIGN(*value, in.u64le());
  }
  TRY_ASSIGN(limits.ratio, in.u32le());
  if (limits.ratio == 0) return make_error(ErrorCode::Malformed, "a ratio of nothing");
  if (request.kind == JobKind::Render) {
    TRY_ASSIGN(request.render, read_order(in));
  }
  TRY(expect_end(in));
  return request;
}

std::vector<Buffer> split_request(Bytes encoded) {
  constexpr std::size_t kPiece = kMaxPayloadBytes - 1;
  std::vector<Buffer> packets;
  do {
    const Bytes piece = encoded.first(std::min(kPiece, encoded.size()));
    encoded = encoded.subspan(piece.size());
    Encoder out(Type::Request);
    out.u8(encoded.empty() ? 1 : 0);
    out.raw(piece);
    const Bytes packet = out.packet();
    packets.emplace_back(packet.begin(), packet.end());
  } while (!encoded.empty());
  return packets;
}

Result<bool> RequestReader::add(Bytes payload) {
  Cursor in(payload);
  TRY_ASSIGN(const std::uint8_t last, in.u8());
  if (last > 1) return make_error(ErrorCode::Malformed, "a flag is neither 0 nor 1");
  if (in.remaining() > kMaxRequestBytes - bytes_.size()) {
    return make_error(ErrorCode::TooLarge, "the request is too long");
  }
  const Bytes piece = in.rest();
  bytes_.insert(bytes_.end(), piece.begin(), piece.end());
  return last == 1;
}

}  // namespace mugai::wire

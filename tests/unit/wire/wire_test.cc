#include <doctest/doctest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>

#include "lib/wire/channel.h"
#include "lib/wire/conversation.h"
#include "lib/wire/finding_list.h"
#include "lib/wire/messages.h"

using namespace mugai;
using namespace mugai::wire;

namespace {

constexpr BudgetLeft kLeft = {1, 2, 3};

Buffer finding_packet(std::string where = "word/document.xml") {
  return encode_finding(Type::Finding, {"OOXML-036", Action::Removed, std::move(where), 2, "detail"});
}
Bytes payload_of(const Buffer& packet) {
  return Bytes(packet).subspan(kHeaderBytes);
}

// One well-formed packet of everything that a job may say.
std::vector<Buffer> honest_packets() {
  return {finding_packet(), encode_empty(Type::AskScratch),
          encode_run_nested({{"名前.docx", "application/zip"}, kLeft}), encode_outcome({{"docx", "docx", true}, kLeft}),
          encode_refusal({make_error(ErrorCode::Malformed, "why", 7), "docx", kLeft})};
}

}  // namespace

TEST_CASE("wire/frame: magic, reserved field, length and type are checked") {
  struct Case {
    std::size_t offset;
    std::uint8_t value;
  };
  for (const Case c : {Case{0, 'X'}, Case{6, 1}, Case{7, 1}, Case{8, 0xFF}, Case{4, 99}, Case{5, 1}}) {
    CAPTURE(c.offset);
    Buffer packet = finding_packet();
    REQUIRE(parse_frame(packet));
    packet[c.offset] = c.value;
    CHECK_FALSE(parse_frame(packet));
  }
  CHECK_FALSE(parse_frame(Buffer(kMaxFrameBytes + 1, 0)));
  CHECK_FALSE(parse_frame({}));
}

TEST_CASE("wire/messages: each comes back as it was") {
  const Buffer finding = finding_packet();
  const auto f = decode_finding(payload_of(finding));
  REQUIRE(f);
  CHECK(f->id.text() == "OOXML-036");
  CHECK(f->count == 2);
  CHECK(f->where == "word/document.xml");

  const Buffer nested = encode_run_nested({{"名前.docx", "application/zip"}, kLeft});
  const auto n = decode_run_nested(payload_of(nested));
  REQUIRE(n);
  CHECK(n->claim.untrusted_name == "名前.docx");
  CHECK(n->left.output_bytes == 3);

  const Buffer refusal = encode_refusal({make_error(ErrorCode::TooDeep, "a\nb", 7), "zip", kLeft});
  const auto r = decode_refusal(payload_of(refusal));
  REQUIRE(r);
  CHECK(r->error.code == ErrorCode::TooDeep);
  CHECK(r->error.offset == 7);
  CHECK(r->error.detail == "a b");

  NestedDone done;
  done.has_run = true;
  done.disposition = Disposition::Cleaned;
  done.type = "docx";
  done.output_bytes = 99;
  const Buffer packet = encode_nested_done(done);
  const auto d = decode_nested_done(payload_of(packet));
  REQUIRE(d);
  CHECK(d->disposition == Disposition::Cleaned);
  CHECK(d->output_bytes == 99);

  const Buffer hello = encode_hello({"1.0", 7, true, false, true, ""});
  const auto h = decode_hello(payload_of(hello));
  REQUIRE(h);
  CHECK(h->landlock_abi == 7);
  const Buffer spawn = encode_spawn({1, 2, 3, 4});
  CHECK(decode_spawn(payload_of(spawn))->file_bytes == 3);
  const Buffer exited = encode_exited({0, 9, 5, 6});
  CHECK(decode_exited(payload_of(exited))->wait_status == 9);
}

TEST_CASE("wire/messages: cut at any byte, or with one more, every frame is refused") {
  for (const Buffer& packet : honest_packets()) {
    for (std::size_t size = 0; size < packet.size(); ++size) {
      // Once as the kernel would cut it, once with a length that agrees.
      CHECK_FALSE(parse_frame(Bytes(packet).first(size)));
      if (size < kHeaderBytes) continue;
      Buffer cut(packet.begin(), packet.begin() + static_cast<std::ptrdiff_t>(size));
      cut[8] = static_cast<std::uint8_t>(size - kHeaderBytes);
      cut[9] = 0;
      Conversation conversation;
      if (parse_frame(packet)->type == Type::RunNested) REQUIRE(conversation.accept(encode_empty(Type::AskScratch)));
      CHECK_FALSE(conversation.accept(cut));
    }
    Buffer longer = packet;
    longer.push_back(0);
    ++longer[8];
    Conversation conversation;
    if (parse_frame(packet)->type == Type::RunNested) REQUIRE(conversation.accept(encode_empty(Type::AskScratch)));
    CHECK_FALSE(conversation.accept(longer));
  }
}

TEST_CASE("wire/messages: texts for people must be one clean line within their limits") {
  for (const std::string& bad :
       {std::string("a\nb"), std::string("a\x1B[2J"), std::string("\xFF"), std::string("\xC2\x80"),
        std::string("a\u202Eb"), std::string("a\u200Bb"), std::string(1, '\0'), std::string(kMaxWhereBytes + 1, 'a')}) {
    Encoder out(Type::Finding);
    out.text("OOXML-036");
    out.u8(0);
    out.u32(1);
    out.text(bad);
    out.text("");
    CHECK_FALSE(decode_finding(out.packet().subspan(kHeaderBytes)));
  }
}

TEST_CASE("wire/messages: a finding is cleaned and cut before it is sent") {
  Finding finding{"OOXML-036", Action::Kept, std::string(5000, 'a') + "\n", 0, "\xFFx\r\n"};
  clean_finding(finding);
  const Buffer packet = encode_finding(Type::Finding, finding);
  const auto back = decode_finding(payload_of(packet));
  REQUIRE(back);
  CHECK(back->count == 1);
  CHECK(back->where.size() <= kMaxWhereBytes);
}

TEST_CASE("wire/messages: a long file name keeps its head and its extension, whole characters only") {
  std::string name;
  for (int i = 0; i < 500; ++i)
    name += "長";
  name += ".exe";
  const Buffer packet = encode_run_nested({{name, ""}, kLeft});
  const auto back = decode_run_nested(payload_of(packet));
  REQUIRE(back);
  CHECK(back->claim.untrusted_name.size() <= kMaxNameBytes);
  CHECK(back->claim.untrusted_name.ends_with("長.exe"));
  CHECK(back->claim.untrusted_name.starts_with("長長"));
  CHECK(back->claim.untrusted_name.size() % 3 == 4 % 3);
}

TEST_CASE("wire/request: comes back as it was, also where it takes many frames") {
  JobRequest request;
  request.kind = JobKind::Mail;
  request.claim.untrusted_name = std::string("a\0b", 3);
  request.mail.received = std::string(30'000, 'r');
  request.mail.original_until = "31";
  request.policy = "policy";
  request.limits.depth = 3;
  request.limits.ratio = 9;
  const auto encoded = encode_request(request);
  REQUIRE(encoded);
  RequestReader reader;
  bool complete = false;
  for (const Buffer& packet : split_request(*encoded)) {
    REQUIRE_FALSE(complete);
    const auto frame = parse_frame(packet);
    REQUIRE(frame);
    complete = *reader.add(frame->payload);
  }
  REQUIRE(complete);
  const auto back = decode_request(reader.bytes());
  REQUIRE(back);
  CHECK(back->kind == JobKind::Mail);
  CHECK(back->claim.untrusted_name == request.claim.untrusted_name);
  CHECK(back->mail.received == request.mail.received);
  CHECK(back->mail.original_until == "31");
  CHECK(back->mail.language == "ja");
  CHECK(back->limits.depth == 3);
  CHECK(back->limits.ratio == 9);
  for (std::size_t size = 0; size < encoded->size(); size += 97)
    CHECK_FALSE(decode_request(Bytes(*encoded).first(size)));
}

TEST_CASE("wire/request: what is too long is an error on both sides") {
  JobRequest request;
  request.policy = std::string(kMaxRequestBytes, 'x');
  CHECK(encode_request(request).error().code == ErrorCode::TooLarge);
  RequestReader reader;
  const Buffer piece(kMaxPayloadBytes, 0);
  bool refused = false;
  for (int i = 0; i < 20 && !refused; ++i)
    refused = !reader.add(piece);
  CHECK(refused);
}

TEST_CASE("wire/conversation: only the order of the table is accepted") {
  const auto packets = honest_packets();
  const Buffer& finding = packets[0];
  const Buffer& ask = packets[1];
  const Buffer& run = packets[2];
  const Buffer& outcome = packets[3];
  const Buffer& refusal = packets[4];
  struct Case {
    std::vector<Buffer> said;
    bool last_accepted;
  };
  const std::vector<Case> cases = {
      {{finding, ask, finding, run, finding, outcome}, true},
      {{ask, ask, run, refusal}, true},
      {{ask, outcome}, true},
      {{run}, false},
      {{ask, run, run}, false},
      {{outcome, outcome}, false},
      {{refusal, outcome}, false},
      {{outcome, finding}, false},
      {{outcome, ask}, false},
      {{encode_empty(Type::Scratch)}, false},
      {{encode_nested_done({})}, false},
      {{encode_exited({})}, false},
      {{encode_empty(Type::Kill)}, false},
      {{encode_hello({})}, false},
  };
  for (std::size_t c = 0; c < cases.size(); ++c) {
    CAPTURE(c);
    Conversation conversation;
    for (std::size_t i = 0; i < cases[c].said.size(); ++i) {
      const bool last = i + 1 == cases[c].said.size();
      CHECK(conversation.accept(cases[c].said[i]).has_value() == (!last || cases[c].last_accepted));
    }
  }
}

TEST_CASE("wire/conversation: findings end at their limit") {
  Conversation conversation;
  const Buffer packet = finding_packet();
  for (std::uint32_t i = 0; i < kMaxFindings; ++i)
    REQUIRE(conversation.accept(packet));
  CHECK(conversation.accept(packet).error().code == ErrorCode::TooMany);
}

TEST_CASE("wire/finding_list: equal ones are counted, those above the limit are folded, none is lost") {
  FindingList list(2);
  for (int i = 0; i < 10; ++i)
    list.add({"OOXML-036", Action::Removed, std::to_string(i % 5), 1, ""});
  list.add({"OOXML-037", Action::Removed, "x", 4, "y"});
  REQUIRE(list.findings().size() == 4);
  CHECK(list.findings()[0].count == 2);
  CHECK(list.findings()[2].where == "(elsewhere)");
  CHECK(list.findings()[2].count == 6);
  CHECK(list.findings()[3].id.text() == "OOXML-037");
  CHECK(list.findings()[3].count == 4);
}

TEST_CASE("wire/channel: packets keep their borders and carry descriptors only where they may") {
  auto ends = make_channel();
  REQUIRE(ends);
  const int a = ends->first.get();
  const int b = ends->second.get();
  Received received;
  CHECK(*receive_packet(b, received, true) == ReceiveStatus::NothingYet);
  REQUIRE(send_packet(a, as_bytes("one"), 0));
  REQUIRE(send_packet(a, as_bytes("two"), 0, std::span(&b, 1)));
  REQUIRE(*receive_packet(b, received, true) == ReceiveStatus::Packet);
  CHECK(as_text(received.packet()) == "one");
  CHECK(received.descriptor_count == 0);
  REQUIRE(*receive_packet(b, received, true) == ReceiveStatus::Packet);
  CHECK(as_text(received.packet()) == "two");
  CHECK(received.descriptor_count == 1);

  REQUIRE(send_packet(a, as_bytes("three"), 0, std::span(&b, 1)));
  CHECK(receive_packet(b, received, false).error().code == ErrorCode::Malformed);
  const Buffer big(kMaxFrameBytes + 1, 0);
  REQUIRE(send_packet(a, big, 0));
  CHECK(receive_packet(b, received, true).error().code == ErrorCode::Malformed);
}

TEST_CASE("wire/channel: who does not read is waited for until the deadline, who is gone is an error") {
  auto ends = make_channel();
  REQUIRE(ends);
  const Buffer packet(kMaxFrameBytes, 0);
  Result<void> sent = ok();
  for (int i = 0; i < 10'000 && sent; ++i)
    sent = send_packet(ends->first.get(), packet, monotonic_ns() + 1'000'000);
  REQUIRE_FALSE(sent);
  CHECK(sent.error().code == ErrorCode::OutOfTime);
  ends->second.reset();
  CHECK(send_packet(ends->first.get(), packet, 0).error().code == ErrorCode::Io);
}

TEST_CASE("wire/channel: what was said before the other side left with unread packets is still heard") {
  auto ends = make_channel();
  REQUIRE(ends);
  REQUIRE(send_packet(ends->second.get(), as_bytes("last word"), 0));
  REQUIRE(send_packet(ends->first.get(), as_bytes("never read"), 0));
  ends->second.reset();
  Received received;
  REQUIRE(*receive_packet(ends->first.get(), received, false) == ReceiveStatus::Packet);
  CHECK(as_text(received.packet()) == "last word");
  CHECK(*receive_packet(ends->first.get(), received, false) == ReceiveStatus::Closed);
}

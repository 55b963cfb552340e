// The resolver against a DNS server on loopback, and the whole check in locked processes.
#include "daemon/mugaid/flow/resolver.h"

#include <doctest/doctest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <string>

#include "daemon/mugaid/flow/engine.h"
#include "daemon/mugaid/flow/sender_check.h"
#include "lib/formats/mail_auth/dns_answer.h"
#include "tests/support/dkim_signer.h"
#include "tests/support/dns_stub.h"

using namespace mugai;
using mail_auth::RecordType;
using testing::DnsStub;
using testing::DnsZone;

namespace {

DnsZone zone_of(const std::string& text) {
  DnsZone zone;
  zone.text("example.jp", text);
  return zone;
}

std::string asked(DnsStub& stub, std::uint64_t timeout_ms = 2'000) {
  auto resolver = flow::Resolver::make("127.0.0.1", stub.port(), timeout_ms);
  REQUIRE(resolver);
  const auto answers = resolver->ask({{RecordType::Txt, "example.jp"}, {RecordType::Txt, "nowhere.example"}});
  REQUIRE(answers.size() == 2);
  if (answers[0].failed) return "failed";
  CHECK_FALSE(answers[1].failed);
  CHECK(mail_auth::read_answer(answers[1].message, answers[1].question)->no_such_name);
  const auto records = mail_auth::read_answer(answers[0].message, answers[0].question);
  REQUIRE(records);
  return records->values.empty() ? "none" : records->values.front();
}

UniqueFd file_of(const std::string& text) {
  UniqueFd fd(::memfd_create("mail", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  REQUIRE(::write(fd.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size()));
  return fd;
}

}  // namespace

TEST_CASE("flow/resolver: asks by UDP, by TCP where the answer is large, and hears no others") {
  DnsStub honest(zone_of("words"));
  CHECK(asked(honest) == "words");
  DnsStub large(zone_of(std::string(3'000, 'w')), DnsStub::Manner::Large);
  auto resolver = flow::Resolver::make("127.0.0.1", large.port(), 2'000);
  REQUIRE(resolver);
  const auto answers = resolver->ask({{RecordType::Txt, "example.jp"}});
  REQUIRE_FALSE(answers.front().failed);
  CHECK(mail_auth::read_answer(answers.front().message, answers.front().question)->values.front().size() == 3'000);
  DnsStub lying(zone_of("words"), DnsStub::Manner::Lying);
  CHECK(asked(lying) == "words");
  DnsStub failing(zone_of("words"), DnsStub::Manner::Failing);
  CHECK(asked(failing) == "failed");
}

TEST_CASE("flow/resolver: a silent server is asked twice, then left alone for a while") {
  DnsStub silent(zone_of("words"), DnsStub::Manner::Silent);
  auto resolver = flow::Resolver::make("127.0.0.1", silent.port(), 200);
  REQUIRE(resolver);
  CHECK(resolver->ask({{RecordType::Txt, "example.jp"}}).front().failed);
  CHECK(silent.questions() == 2);
  CHECK(resolver->ask({{RecordType::Txt, "example.jp"}}).front().failed);
  CHECK(silent.questions() == 2);
}

TEST_CASE("flow/resolver: only an address of a server is taken") {
  CHECK_FALSE(flow::Resolver::make("dns.example", 53, 100).has_value());
  CHECK(flow::Resolver::make("::1", 53, 100).has_value());
}

TEST_CASE("flow/sender_check: DKIM and SPF in locked processes, DNS by mugaid") {
  flow::EngineOptions options;
  options.worker_path = MUGAI_BINARY_DIR "/bin/mugai-worker";
  options.checks_senders = true;
  options.allow_degraded = true;
  auto engine = flow::make_launcher_engine(options);
  REQUIRE_MESSAGE(engine.has_value(), engine.error().detail);
  const testing::DkimKey key = testing::make_dkim_key();
  DnsZone zone;
  zone.text("s1._domainkey.example.jp", key.record);
  zone.text("example.jp", "v=spf1 include:_spf.example.jp -all");
  zone.text("_spf.example.jp", "v=spf1 a:mail.example.jp ip6:2001:db8::/32 ~all");
  zone.address("mail.example.jp", std::string("\xCB\x00\x71\x05", 4));
  const std::string mail =
      "Received: from mail.example.jp (mail.example.jp [203.0.113.5]) by mx.pref.example.lg.jp; x\r\n" +
      testing::sign_mail("From: a@example.jp\r\nSubject: s\r\n\r\nbody\r\n", key, "example.jp", "s1");
  const UniqueFd file = file_of(mail);
  const flow::SenderClaim claim{"127.0.0.1", "mx.pref.example.lg.jp", "a@example.jp"};

  DnsStub stub(zone);
  auto resolver = flow::Resolver::make("127.0.0.1", stub.port(), 2'000);
  REQUIRE(resolver);
  CHECK(flow::check_sender(**engine, {&*resolver, true, true, false}, claim, file.get()) ==
        "dkim=pass header.d=example.jp header.s=s1; spf=pass smtp.mailfrom=example.jp");
  CHECK(flow::check_sender(**engine, {&*resolver, false, true, true}, {"192.0.2.1", "x", "a@example.jp"}, file.get()) ==
        "spf=fail smtp.mailfrom=example.jp");
  CHECK(flow::check_sender(**engine, {nullptr, true, true, false}, claim, file.get()).empty());

  DnsStub silent(zone, DnsStub::Manner::Silent);
  auto unanswered = flow::Resolver::make("127.0.0.1", silent.port(), 200);
  REQUIRE(unanswered);
  CHECK(flow::check_sender(**engine, {&*unanswered, true, true, false}, claim, file.get()) ==
        "dkim=temperror header.d=example.jp header.s=s1; spf=temperror smtp.mailfrom=example.jp");
  const UniqueFd nonsense = file_of(std::string(100'000, '\xFF'));
  CHECK(flow::check_sender(**engine, {&*resolver, true, true, false}, claim, nonsense.get()) == "dkim=none");
}

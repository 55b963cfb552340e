// mugaid with mail.verify: what DKIM and SPF say is in the mail that the next hop gets, and a DNS server that is silent
// stops no mail.
#include <doctest/doctest.h>

#include "tests/flow/daemon/support.h"
#include "tests/support/dkim_signer.h"
#include "tests/support/dns_stub.h"

namespace mugai::testing {
namespace {

constexpr const char* kMugaid = MUGAI_BINARY_DIR "/bin/mugaid";

bool send_mail(std::uint16_t port, const std::string& message) {
  Client client(port);
  if (!client.reply().starts_with("220")) return false;
  for (const char* line :
       {"EHLO mx.pref.example.lg.jp", "MAIL FROM:<a@example.jp>", "RCPT TO:<b@city.example.lg.jp>"}) {
    if (!client.ask(line).starts_with("250")) return false;
  }
  if (!client.ask("DATA").starts_with("354")) return false;
  client.send(message + ".\r\n");
  const bool taken = client.reply().starts_with("250");
  client.ask("QUIT");
  return taken;
}

std::string settings(const DnsStub& dns) {
  return "[mail]\nverify = both\ntrusted_hops = mx.pref.example.lg.jp\n[dns]\nserver = 127.0.0.1:" +
         std::to_string(dns.port()) + "\ntimeout_ms = 300\n";
}

// Signed by the sender's domain; handed to our border server from an address of its own.
struct Example {
  DkimKey key = make_dkim_key();
  std::string mail =
      "Authentication-Results: mugai.example; dkim=pass header.d=forged.example\r\n"
      "Received: from mail.example.jp (mail.example.jp [203.0.113.5]) by mx.pref.example.lg.jp;\r\n"
      " Mon, 2 Nov 2026 09:00:01 +0900\r\n" +
      sign_mail(
          "From: a@example.jp\r\nTo: b@city.example.lg.jp\r\nSubject: s\r\nDate: Mon, 2 Nov 2026 09:00:00 +0900\r\n"
          "Message-ID: <1@example.jp>\r\n\r\nbody text\r\n",
          key, "example.jp", "s1");
  DnsZone zone;
  Example() {
    zone.text("s1._domainkey.example.jp", key.record);
    zone.text("example.jp", "v=spf1 a:mail.example.jp -all");
    zone.address("mail.example.jp", std::string("\xCB\x00\x71\x05", 4));
  }
};

TEST_CASE("flow/sender: results stand in a field of our own, forged ones do not") {
  const Example example;
  const DnsStub dns(example.zone);
  const Sink sink;
  Gateway gateway(sink.port(), settings(dns), kMugaid);
  gateway.start();
  REQUIRE(send_mail(gateway.port(), example.mail));
  REQUIRE(sink.messages().size() == 1);
  const std::string out = sink.messages().front();
  CHECK(out.find("Authentication-Results: gw.example.jp;\r\n dkim=pass header.d=example.jp header.s=s1;\r\n"
                 " spf=pass smtp.mailfrom=example.jp\r\n") != std::string::npos);
  CHECK(out.find("forged.example") == std::string::npos);
  CHECK(out.find("DKIM-Signature") == std::string::npos);
}

TEST_CASE("flow/sender: a silent DNS server stops no mail") {
  const Example example;
  const DnsStub dns(example.zone, DnsStub::Manner::Silent);
  const Sink sink;
  Gateway gateway(sink.port(), settings(dns), kMugaid);
  gateway.start();
  REQUIRE(send_mail(gateway.port(), example.mail));
  REQUIRE(sink.messages().size() == 1);
  CHECK(sink.messages().front().find("dkim=temperror header.d=example.jp") != std::string::npos);
}

}  // namespace
}  // namespace mugai::testing

// DKIM and SPF without processes: DNS answers from a zone in memory, mails signed here.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "lib/formats/mail_auth/dns_answer.h"
#include "lib/formats/mail_auth/dns_question.h"
#include "lib/formats/mail_auth/facts.h"
#include "lib/formats/mail_auth/received.h"
#include "lib/formats/mail_auth/verify.h"
#include "tests/support/dkim_signer.h"
#include "tests/support/dns_zone.h"

using namespace mugai;
using mail_auth::Facts;
using mail_auth::RecordType;
using testing::DnsZone;

namespace {

const std::string kMail =
    "From: a@example.jp\r\nTo: b@town.example.lg.jp\r\nSubject: test\r\nDate: Mon, 2 Nov 2026 09:00:00 +0900\r\n"
    "Message-ID: <1@example.jp>\r\n\r\nfirst line\r\n\r\nlast line\r\n";

struct Checked {
  std::vector<std::string> results;
  int rounds = 0;
};

// As mugaid does it: rounds of verdicts and answers.
Checked check(const std::string& mail, Facts facts, const DnsZone& zone) {
  Checked checked;
  for (; checked.rounds < 20; ++checked.rounds) {
    MemorySource source{std::string_view(mail)};
    MemorySink out;
    REQUIRE(mail_auth::verify(source, mail_auth::encode_facts(facts), out));
    const auto verdict = mail_auth::parse_verdict(out.text());
    REQUIRE(verdict);
    if (verdict->asked.empty()) {
      checked.results = verdict->results;
      return checked;
    }
    CHECK(verdict->results.empty());
    for (const mail_auth::Question& question : verdict->asked)
      facts.answers.push_back(zone.answer(question));
  }
  return checked;
}

std::vector<std::string> dkim(const std::string& mail, const DnsZone& zone) {
  Facts facts;
  facts.dkim = true;
  return check(mail, facts, zone).results;
}

std::string spf(const std::string& client, const std::string& sender, const DnsZone& zone,
                const std::string& helo = "mx.example.jp") {
  Facts facts;
  facts.spf = true;
  facts.client_is_sender = true;
  facts.client = client;
  facts.helo = helo;
  facts.sender = sender;
  const Checked checked = check(kMail, facts, zone);
  return checked.results.size() == 1 ? checked.results.front() : "";
}

const testing::DkimKey& key() {
  static const testing::DkimKey made = testing::make_dkim_key();
  return made;
}

}  // namespace

TEST_CASE("mail_auth/dkim: a right signature passes") {
  DnsZone zone;
  zone.text("s1._domainkey.example.jp", key().record);
  CHECK(dkim(testing::sign_mail(kMail, key(), "example.jp", "s1"), zone) ==
        std::vector<std::string>{"dkim=pass header.d=example.jp header.s=s1"});
}

TEST_CASE("mail_auth/dkim: the key may lie behind an alias") {
  DnsZone zone;
  zone.alias("s1._domainkey.example.jp", "keys.provider.example");
  zone.text("keys.provider.example", key().record);
  CHECK(dkim(testing::sign_mail(kMail, key(), "example.jp", "s1"), zone).front().starts_with("dkim=pass"));
}

TEST_CASE("mail_auth/dkim: a changed mail, another key and no key are told apart") {
  DnsZone zone;
  zone.text("s1._domainkey.example.jp", key().record);
  zone.text("s2._domainkey.example.jp", testing::make_dkim_key().record);
  zone.text("s3._domainkey.example.jp", "v=DKIM1; p=");
  zone.text("s5._domainkey.example.jp", key().record);
  zone.text("s5._domainkey.example.jp", key().record);
  const auto signed_by = [&](const std::string& selector) {
    return testing::sign_mail(kMail, key(), "example.jp", selector);
  };
  std::string body = signed_by("s1");
  body.replace(body.find("last line"), 4, "LAST");
  std::string header = signed_by("s1");
  header.replace(header.find("Subject: test"), 13, "Subject: evil");
  CHECK(dkim(body, zone).front().starts_with("dkim=fail"));
  CHECK(dkim(header, zone).front().starts_with("dkim=fail"));
  CHECK(dkim(signed_by("s2"), zone).front().starts_with("dkim=fail"));
  CHECK(dkim(signed_by("s3"), zone).front().starts_with("dkim=permerror"));
  CHECK(dkim(signed_by("s4"), zone).front().starts_with("dkim=permerror"));
  CHECK(dkim(signed_by("s5"), zone).front().starts_with("dkim=permerror"));
  CHECK(dkim(kMail, zone) == std::vector<std::string>{"dkim=none"});
}

TEST_CASE("mail_auth/dkim: a key below 1,024 bits is no proof") {
  const testing::DkimKey weak = testing::make_dkim_key(768);
  DnsZone zone;
  zone.text("s1._domainkey.example.jp", weak.record);
  CHECK(dkim(testing::sign_mail(kMail, weak, "example.jp", "s1"), zone).front().starts_with("dkim=policy"));
}

TEST_CASE("mail_auth/dkim: where DNS has no answer, the result is temporary") {
  Facts facts;
  facts.dkim = true;
  facts.answers.push_back({{RecordType::Txt, "s1._domainkey.example.jp"}, true, {}});
  const auto results = check(testing::sign_mail(kMail, key(), "example.jp", "s1"), facts, DnsZone()).results;
  CHECK(results == std::vector<std::string>{"dkim=temperror header.d=example.jp header.s=s1"});
}

TEST_CASE("mail_auth/dkim: of many signatures a few are looked at, and any mail comes to an end") {
  DnsZone zone;
  std::string mail = kMail;
  for (int i = 0; i < 40; ++i) {
    mail = "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=d" + std::to_string(i) +
           ".example; s=x; h=from; bh=AAAA; b=AAAA\r\n" + mail;
  }
  CHECK(dkim(mail, zone).size() <= 5);
  for (const char* odd :
       {"", "\r\n", "DKIM-Signature:\r\n\r\n", "DKIM-Signature: v=1\r\nFrom: x\r\n\r\n", ":\r\n\r\n",
        "no header at all", "From: a\r\nDKIM-Signature: v=1; a=rsa-sha256; d=..; s=%; h=from; bh=; b="})
    CHECK(dkim(odd, zone).size() <= 5);
}

TEST_CASE("mail_auth/spf: results by the record") {
  DnsZone zone;
  zone.text("example.jp", "v=spf1 ip4:192.0.2.0/24 mx include:other.example -all");
  zone.mail_server("example.jp", "mail.example.jp");
  zone.address("mail.example.jp", std::string("\xC6\x33\x64\x07", 4));
  zone.text("other.example", "v=spf1 ip6:2001:db8::/32 ~all");
  zone.text("soft.example", "v=spf1 ~all");
  zone.text("broken.example", "v=spf1 ip4:nonsense all");
  zone.text("twice.example", "v=spf1 -all");
  zone.text("twice.example", "v=spf1 +all");
  zone.text("plain.example", "hello");
  CHECK(spf("192.0.2.9", "a@example.jp", zone) == "spf=pass smtp.mailfrom=example.jp");
  CHECK(spf("198.51.100.7", "a@example.jp", zone) == "spf=pass smtp.mailfrom=example.jp");
  CHECK(spf("2001:db8::5", "a@example.jp", zone) == "spf=pass smtp.mailfrom=example.jp");
  CHECK(spf("203.0.113.1", "a@example.jp", zone) == "spf=fail smtp.mailfrom=example.jp");
  CHECK(spf("203.0.113.1", "a@soft.example", zone) == "spf=softfail smtp.mailfrom=soft.example");
  CHECK(spf("203.0.113.1", "a@broken.example", zone) == "spf=permerror smtp.mailfrom=broken.example");
  CHECK(spf("203.0.113.1", "a@twice.example", zone) == "spf=permerror smtp.mailfrom=twice.example");
  CHECK(spf("203.0.113.1", "a@plain.example", zone) == "spf=none smtp.mailfrom=plain.example");
  CHECK(spf("203.0.113.1", "a@nowhere.example", zone) == "spf=none smtp.mailfrom=nowhere.example");
  CHECK(spf("192.0.2.9", "", zone, "example.jp") == "spf=pass smtp.helo=example.jp");
  CHECK(spf("192.0.2.9", "no address", zone, "bad name") == "spf=none");
}

TEST_CASE("mail_auth/spf: records that lead in a circle or to many names come to an end") {
  DnsZone zone;
  zone.text("loop.example", "v=spf1 include:loop.example -all");
  std::string many = "v=spf1";
  for (int i = 0; i < 30; ++i) {
    many += " include:i" + std::to_string(i) + ".example";
    zone.text("i" + std::to_string(i) + ".example", "v=spf1 -all");
  }
  zone.text("many.example", many + " -all");
  CHECK(spf("192.0.2.9", "a@loop.example", zone).starts_with("spf=permerror"));
  CHECK(spf("192.0.2.9", "a@many.example", zone).starts_with("spf=permerror"));
}

TEST_CASE("mail_auth/received: the first public address from above is the sender's") {
  const auto hop = [](const std::string& header) {
    const auto found = mail_auth::sender_hop(header);
    return found ? found->client + " " + found->helo : std::string("none");
  };
  CHECK(hop("Received: from mail.example.jp (mail.example.jp [203.0.113.5])\r\n by mx.pref.example.lg.jp; x\r\n\r\n") ==
        "203.0.113.5 mail.example.jp");
  CHECK(hop("Received: from inner ([10.0.0.3]) by mx2; x\r\nReceived: from Out.example ([IPv6:2001:db8::1]) by "
            "mx1\r\n") == "2001:db8::1 out.example");
  CHECK(hop("Subject: x\r\nReceived: from [203.0.113.5] (helo=x.example) by mx\r\n\r\n") == "203.0.113.5 ");
  // Below a field of ours without an address anybody could have written.
  CHECK(hop("Received: by mx (local)\r\nReceived: from forged ([203.0.113.5]) by evil\r\n\r\n") == "none");
  CHECK(hop("Received: from a by b ([203.0.113.5])\r\n\r\n") == "none");
  CHECK(hop("\r\nReceived: from a ([203.0.113.5]) by b\r\n") == "none");
  CHECK(hop("") == "none");
  for (const char* inner :
       {"10.1.2.3", "172.31.0.1", "192.168.1.1", "127.0.0.1", "100.64.0.1", "::1", "fe80::1", "fd00::1"})
    CHECK_FALSE(mail_auth::is_public_address(inner));
  for (const char* outer : {"8.8.8.8", "172.32.0.1", "2001:db8::1"})
    CHECK(mail_auth::is_public_address(outer));
}

TEST_CASE("mail_auth/facts: facts come through as they were, and cut-off ones are refused") {
  Facts facts;
  facts.client = "192.0.2.1";
  facts.helo = "mx.example.jp";
  facts.sender = "a@example.jp";
  facts.dkim = true;
  facts.answers.push_back({{RecordType::Mx, "example.jp"}, false, Buffer(300, 7)});
  facts.answers.push_back({{RecordType::Txt, "x.example.jp"}, true, {}});
  const std::string encoded = mail_auth::encode_facts(facts);
  const auto back = mail_auth::decode_facts(encoded);
  REQUIRE(back);
  CHECK(back->sender == facts.sender);
  CHECK(back->dkim);
  CHECK_FALSE(back->spf);
  REQUIRE(back->answers.size() == 2);
  CHECK(back->answers[0].question == facts.answers[0].question);
  CHECK(back->answers[0].message == facts.answers[0].message);
  CHECK(back->answers[1].failed);
  for (std::size_t i = 0; i < encoded.size(); ++i)
    CHECK_FALSE(mail_auth::decode_facts(encoded.substr(0, i)).has_value());
  CHECK_FALSE(mail_auth::decode_facts(encoded + "x").has_value());
}

TEST_CASE("mail_auth/facts: what is too large becomes an answer that failed") {
  Facts facts;
  for (std::size_t i = 0; i < mail_auth::kMaxAnswers; ++i)
    facts.answers.push_back({{RecordType::Txt, "x" + std::to_string(i) + ".example"}, false, Buffer(4000, 1)});
  const std::string encoded = mail_auth::encode_facts(facts);
  CHECK(encoded.size() <= mail_auth::kMaxFacts);
  const auto back = mail_auth::decode_facts(encoded);
  REQUIRE(back);
  CHECK_FALSE(back->answers.front().failed);
  CHECK(back->answers.back().failed);
}

TEST_CASE("mail_auth/facts: a verdict is a short list of known words") {
  const auto good = [](std::string_view text) { return mail_auth::parse_verdict(text).has_value(); };
  CHECK(good(""));
  CHECK(good("ask TXT s._domainkey.example.jp\nask MX example.jp\n"));
  CHECK(good("found dkim=pass header.d=example.jp\nfound spf=none\n"));
  for (const char* bad :
       {"ask TXT a", "ask TXT \n", "ask ANY a\n", "ask TXT A.example\n", "ask TXT a..b\n", "ask TXT a b\n", "x\n", "\n",
        "found dkim=good\n", "found dmarc=pass\n", "found dkim=pass;spf=pass\n", "found dkim=pass  header.d=a\n",
        "found dkim=pass header.d=a\r\nX: y\n", "found dkim=pass reason=x\n", "found \n", "found header.d=a\n"}) {
    CAPTURE(bad);
    CHECK_FALSE(good(bad));
  }
  std::string many;
  for (int i = 0; i < 17; ++i)
    many += "ask A a" + std::to_string(i) + ".example\n";
  CHECK_FALSE(good(many));
}

TEST_CASE("mail_auth/dns: only the answer to the question counts") {
  DnsZone zone;
  zone.text("example.jp", "v=spf1 -all");
  const Buffer query = mail_auth::write_query({RecordType::Txt, "example.jp"}, 0x1234);
  const Buffer reply = zone.answer(query);
  using mail_auth::Reply;
  CHECK(mail_auth::judge_reply(query, reply) == Reply::Answered);
  CHECK(mail_auth::judge_reply(query, zone.answer(query, true)) == Reply::Truncated);
  CHECK(mail_auth::judge_reply(query, query) == Reply::Foreign);
  CHECK(mail_auth::judge_reply(query, zone.answer(mail_auth::write_query({RecordType::Txt, "example.jp"}, 1))) ==
        Reply::Foreign);
  CHECK(mail_auth::judge_reply(query, zone.answer(mail_auth::write_query({RecordType::A, "example.jp"}, 0x1234))) ==
        Reply::Foreign);
  for (std::size_t i = 0; i < 12; ++i)
    CHECK(mail_auth::judge_reply(query, Bytes(reply).first(i)) == Reply::Foreign);
}

TEST_CASE("mail_auth/dns: an answer that is cut off, or whose names lead in a circle, is none") {
  DnsZone zone;
  zone.alias("a.example", "b.example");
  zone.text("b.example", std::string(500, 'x'));
  const mail_auth::Answer whole = zone.answer(mail_auth::Question{RecordType::Txt, "a.example"});
  const auto records = mail_auth::read_answer(whole.message, whole.question);
  REQUIRE(records);
  REQUIRE(records->values.size() == 1);
  CHECK(records->values.front() == std::string(500, 'x'));
  for (std::size_t i = 0; i < whole.message.size(); ++i)
    CHECK_FALSE(mail_auth::read_answer(Bytes(whole.message).first(i), whole.question).has_value());
  Buffer circle = whole.message;
  circle[12] = 0xC0;
  circle[13] = 0x0C;
  CHECK_FALSE(mail_auth::read_answer(circle, whole.question).has_value());
}

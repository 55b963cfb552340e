// The SMTP server over a real socket: what is taken, what is refused, and what the next hop says.
#include <doctest/doctest.h>

#include <atomic>
#include <csignal>

#include "lib/audit/verifier.h"
#include "tests/flow/daemon/support.h"

namespace mugai::testing {
namespace {

using namespace std::string_literals;

constexpr const char* kMessage = "Subject: test\r\nMessage-ID: <1@example.jp>\r\n\r\nhello\r\n";

bool starts(const std::string& text, const char* code) {
  return text.starts_with(code);
}

void greet(Client& client) {
  REQUIRE(starts(client.reply(), "220 "));
  REQUIRE(starts(client.ask("EHLO client.example.jp"), "250-gw.example.jp"));
}

void begin(Client& client, const std::string& to = "a@city.example.lg.jp") {
  greet(client);
  REQUIRE(starts(client.ask("MAIL FROM:<sender@example.jp>"), "250 2.1.0"));
  REQUIRE(starts(client.ask("RCPT TO:<" + to + ">"), "250 2.1.5"));
  REQUIRE(starts(client.ask("DATA"), "354 "));
}

std::string send_message(std::uint16_t port, const std::string& text) {
  Client client(port);
  begin(client);
  client.send(text + ".\r\n");
  const std::string reply = client.reply();
  client.ask("QUIT");
  return reply;
}

bool has_record(const Gateway& gateway, const std::string& action, const std::string& part = {}) {
  bool found = false;
  audit::Query query;
  query.action = action;
  REQUIRE(audit::search(gateway.audit(), query,
                        [&](std::string_view line) { found = found || line.find(part) != std::string_view::npos; }));
  return found;
}

TEST_CASE("flow/smtp: a message goes through with its envelope, a receipt and a record") {
  const Sink sink;
  Gateway gateway(sink.port());
  gateway.start();
  Client client(gateway.port());
  REQUIRE(starts(client.reply(), "220 gw.example.jp ESMTP"));
  const std::string offers = client.ask("EHLO client.example.jp");
  for (const char* offer : {"PIPELINING", "SIZE 52428800", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES"}) {
    CHECK(offers.find(offer) != std::string::npos);
  }
  CHECK(offers.find("STARTTLS") == std::string::npos);
  // All of it in one go, as RFC 2920 allows; the null sender stays null.
  client.send(
      "MAIL FROM:<> SIZE=100 BODY=8BITMIME\r\nRCPT TO:<a@city.example.lg.jp>\r\nRCPT "
      "TO:<b@city.example.lg.jp>\r\nDATA\r\n");
  CHECK(starts(client.reply(), "250 2.1.0"));
  CHECK(starts(client.reply(), "250 2.1.5"));
  CHECK(starts(client.reply(), "250 2.1.5"));
  CHECK(starts(client.reply(), "354"));
  client.send("Subject: x\r\nMessage-ID: <1@example.jp>\r\n\r\n..stuffed\r\n.\r\nQUIT\r\n"s);
  const std::string taken = client.reply();
  CHECK(starts(taken, "250 2.0.0 taken as 20"));
  CHECK(starts(client.reply(), "221"));
  const std::vector<std::string> messages = sink.messages();
  REQUIRE(messages.size() == 1);
  CHECK(messages[0].find("\r\n.stuffed\r\n") != std::string::npos);
  CHECK(messages[0].find("Received: from client.example.jp ([127.0.0.1])\r\n by gw.example.jp with ESMTP id 20") !=
        std::string::npos);
  CHECK(sink.envelope(0) ==
        "MAIL FROM:<> BODY=8BITMIME\r\nRCPT TO:<a@city.example.lg.jp>\r\nRCPT TO:<b@city.example.lg.jp>\r\n");
  CHECK(has_record(gateway, "mail.relay", "\"message_id\":\"<1@example.jp>\""));
  CHECK(has_record(gateway, "mail.relay", "b@city.example.lg.jp"));
  CHECK(gateway.terminate() == 0);
  const Result<audit::Verdict> verdict = audit::verify(gateway.audit());
  REQUIRE(verdict);
  CHECK(verdict->whole());
  CHECK(has_record(gateway, "daemon.stop"));
}

TEST_CASE("flow/smtp: smuggling is refused over the wire, and nothing of it reaches the next hop") {
  const Sink sink;
  Gateway gateway(sink.port());
  gateway.start();
  const std::string second =
      "MAIL FROM:<evil@example.jp>\r\nRCPT TO:<b@city.example.lg.jp>\r\nDATA\r\nSubject: smuggled\r\n\r\nx\r\n.\r\n";
  const std::string bodies[] = {
      "a\n.\n" + second,        "a\r\n.\n" + second,      "a\n.\r\n" + second,     "a\r.\r" + second,
      "a\r\n.\r" + second,      "a\r.\r\n" + second,      "a\r\r\n.\r\n" + second, "a\r\n\0.\r\n"s + second,
      "a\r\n.\0\r\n"s + second, "a\nb\r\n.\r\n" + second, "a\r\n.\r\r\n" + second,
  };
  for (const std::string& body : bodies) {
    CAPTURE(body);
    Client client(gateway.port());
    begin(client);
    client.send("Subject: first\r\n\r\n" + body);
    CHECK(starts(client.reply(), "550 5.5.2"));
    CHECK(client.rest().empty());  // nothing more is answered: the connection is over
  }
  CHECK(sink.messages().empty());
  CHECK(has_record(gateway, "smtp.smuggling", "SMTP-001"));
  CHECK(has_record(gateway, "smtp.smuggling", "SMTP-003"));
  for (const std::string& line : {"NOOP\n"s, "NO\rOP\r\n"s, "NO\0OP\r\n"s}) {
    Client client(gateway.port());
    greet(client);
    client.send(line);
    CHECK(starts(client.reply(), "550 5.5.2"));
    CHECK(client.rest().empty());
  }
}

TEST_CASE("flow/smtp: a client that does not wait is refused") {
  const Sink sink;
  Gateway gateway(sink.port(), "[smtp]\ngreet_pause_ms = 300\n");
  gateway.start();
  {
    Client early(gateway.port());
    early.send("EHLO x\r\n");
    CHECK(starts(early.reply(), "554 5.5.1"));
  }
  {
    Client client(gateway.port());
    REQUIRE(starts(client.reply(), "220"));
    client.send("EHLO x\r\nMAIL FROM:<a@b>\r\n");
    CHECK(starts(client.reply(), "554 5.5.0"));
    CHECK(client.rest().empty());
  }
  {
    Client client(gateway.port());
    greet(client);
    client.send("MAIL FROM:<s@example.jp>\r\nRCPT TO:<a@city.example.lg.jp>\r\nDATA\r\nSubject: x\r\n\r\n.\r\n");
    CHECK(starts(client.reply(), "250"));
    CHECK(starts(client.reply(), "250"));
    CHECK(starts(client.reply(), "554 5.5.0"));
    CHECK(client.rest().empty());
  }
  {
    Client client(gateway.port());
    REQUIRE(starts(client.reply(), "220"));
    REQUIRE(starts(client.ask("HELO x"), "250"));
    client.send("MAIL FROM:<s@example.jp>\r\nRCPT TO:<a@city.example.lg.jp>\r\n");
    CHECK(starts(client.reply(), "554 5.5.0"));  // HELO offers no pipelining
  }
  CHECK(sink.messages().empty());
}

TEST_CASE("flow/smtp: no open relay, strict grammar, order of commands") {
  const Sink sink;
  Gateway gateway(sink.port(), "[smtp]\nmax_errors = 100\nmax_recipients = 2\nmax_message_bytes = 2000\n");
  gateway.start();
  Client client(gateway.port());
  REQUIRE(starts(client.reply(), "220"));
  struct Step {
    const char* line;
    const char* code;
  };
  const Step steps[] = {
      {"MAIL FROM:<a@b>", "503"},
      {"EHLO", "501"},
      {"EHLO a b", "501"},
      {"EHLO client", "250"},
      {"RCPT TO:<a@city.example.lg.jp>", "503"},
      {"DATA", "503"},
      {"VRFY a", "252"},
      {"EXPN a", "502"},
      {"AUTH PLAIN", "502"},
      {"STARTTLS", "502"},
      {"BDAT 1 LAST", "502"},
      {"XYZ", "500"},
      {"", "500"},
      {"MAIL FROM: <a@b>", "501"},
      {"MAIL FROM:<a@b> AUTH=<>", "555"},
      {"MAIL FROM:<a@b> SIZE=2001", "552 5.3.4"},
      {"MAIL FROM:<\xE5\xB1\xB1@b>", "553 5.6.7"},
      {"MAIL FROM:<a@b> SIZE=2000", "250"},
      {"MAIL FROM:<a@b>", "503"},
      {"DATA", "554"},
      {"RCPT TO:<a@elsewhere.example>", "550 5.7.1"},
      {"RCPT TO:<a@xcity.example.lg.jp>", "550 5.7.1"},
      {"RCPT TO:<a@city.example.lg.jp.evil.example>", "550 5.7.1"},
      {"RCPT TO:<@city.example.lg.jp:a@evil.example>", "550 5.7.1"},
      {"RCPT TO:<a%evil.example@city.example.lg.jp>", "550 5.7.1"},
      {"RCPT TO:<evil.example!a@city.example.lg.jp>", "550 5.7.1"},
      {"RCPT TO:<\"a@evil.example\"@city.example.lg.jp>", "550 5.7.1"},
      {"RCPT TO:<>", "501"},
      {"RCPT TO:<a@city.example.lg.jp> NOTIFY=NEVER", "555"},
      {"RCPT TO:<a@CITY.example.lg.jp>", "250 2.1.5"},
      {"RCPT TO:<a@strict.school.example.lg.jp>", "452 4.5.3"},  // another policy
      {"RCPT TO:<b@other.school.example.lg.jp>", "250 2.1.5"},
      {"RCPT TO:<c@city.example.lg.jp>", "452 4.5.3"},  // too many
      {"DATA x", "501"},
      {"RSET", "250"},
      {"DATA", "503"},
      {"NOOP x", "250"},
      {"MAIL FROM:<a@b>", "250"},
      {"RCPT TO:<a@strict.school.example.lg.jp>", "250 2.1.5"},
      {"DATA", "354"},
  };
  for (const Step& step : steps) {
    CAPTURE(step.line);
    CHECK(starts(client.ask(step.line), step.code));
  }
  client.send("Subject: x\r\n\r\n" + std::string(900, 'x') + "\r\n" + std::string(900, 'x') + "\r\n" +
              std::string(200, 'x') + "\r\n.\r\n");
  CHECK(starts(client.reply(), "552 5.3.4"));
  CHECK(starts(client.ask("NOOP"), "250"));  // in step all the same
  CHECK(sink.messages().empty());
}

TEST_CASE("flow/smtp: limits on errors, commands, connections, time and peers") {
  const Sink sink;
  Gateway gateway(sink.port(),
                  "[smtp]\nmax_errors = 3\nmax_commands = 10\nmax_connections_per_peer = 2\ncommand_seconds = 3\nallow "
                  "= 127.0.0.1\n");
  gateway.start();
  {
    Client client(gateway.port());
    greet(client);
    std::string last;
    for (int i = 0; i < 4; ++i)
      last = client.ask("XYZ");
    CHECK(starts(client.reply(), "421 4.7.0"));
  }
  {
    Client client(gateway.port());
    greet(client);
    for (int i = 0; i < 9; ++i)
      client.ask("NOOP");
    CHECK(starts(client.ask("NOOP"), "250"));
    CHECK(starts(client.reply(), "421 4.7.0"));
  }
  {
    Client slow(gateway.port());
    greet(slow);
    CHECK(starts(slow.reply(), "421 4.4.2"));
  }
  // On a busy machine the sessions before are still being put away; they count as connections of this peer.
  CHECK(
      eventually([&] { return gateway.control("{\"cmd\":\"status\"}").find("\"sessions\":0") != std::string::npos; }));
  {
    Client first(gateway.port());
    Client second(gateway.port());
    REQUIRE(starts(first.reply(), "220"));
    REQUIRE(starts(second.reply(), "220"));
    Client third(gateway.port());
    CHECK(starts(third.reply(), "421 4.7.0"));
  }
  Gateway closed(sink.port(), "[smtp]\nallow = 192.0.2.0/24\n");
  closed.start();
  Client stranger(closed.port());
  CHECK(starts(stranger.reply(), "554 5.7.1"));
  CHECK(eventually([&] { return has_record(closed, "smtp.connect", "127.0.0.1"); }));
}

TEST_CASE("flow/smtp: trouble and refusal are told apart, and nothing raw is delivered") {
  const Sink sink;
  Gateway gateway(sink.port());
  gateway.start();
  CHECK(starts(send_message(gateway.port(), "FAKE-TROUBLE\r\n"), "451 4.3.0"));
  CHECK(starts(send_message(gateway.port(), "FAKE-REFUSE\r\n"), "554 5."));
  CHECK(send_message(gateway.port(), "FAKE-REFUSE\r\n").find("receipt 20") != std::string::npos);
  CHECK(starts(send_message(gateway.port(), "FAKE-VERIFY\r\n"), "554 5.6.0"));
  CHECK(
      starts(send_message(gateway.port(), "FAKE-LF\r\n"), "451 4."));  // the rebuilt message must never hold a bare LF
  CHECK(sink.messages().empty());
  CHECK(has_record(gateway, "mail.relay", "RUN-009"));
  CHECK(starts(send_message(gateway.port(), kMessage), "250"));
  CHECK(sink.messages().size() == 1);
}

TEST_CASE("flow/smtp: the next hop's replies come back as they are, and its troubles as 4xx") {
  struct Case {
    std::string reply;
    const char* mapped;
  };
  const Case rcpt_cases[] = {
      {"550 5.1.1 unknown user\r\n", "550 5.1.1 unknown user"},
      {"450 4.2.0 greylisted\r\n", "450 4.2.0 greylisted"},
      {"421 4.3.2 closing\r\n", "451 4.3.0"},
      {"503 what\r\n", "451 4.3.0"},
      {"550 5.1.1 \xE5\xB1\xB1\r\n", "550 5.1.1 the next"},
      {"250\r\n", "250 2.1.5"},
      {"junk\r\n", "451 4.4.1"},
      {"550 4.1.1 wrong digit\r\n", "550 5.0.0"},
  };
  for (const Case& c : rcpt_cases) {
    CAPTURE(c.reply);
    ScriptedServer hop([&](const std::string& line) -> std::string {
      if (line == "CONNECT") return "220 hop\r\n";
      return line.starts_with("RCPT") ? c.reply : "250 hop\r\n";
    });
    Gateway gateway(hop.port());
    gateway.start();
    Client client(gateway.port());
    greet(client);
    REQUIRE(starts(client.ask("MAIL FROM:<s@example.jp>"), "250"));
    CHECK(starts(client.ask("RCPT TO:<a@city.example.lg.jp>"), c.mapped));
  }
  const Case data_cases[] = {
      {"250 2.0.0 queued\r\n", "250 2.0.0 taken as"},
      {"552 5.2.2 mailbox full\r\n", "552 5.2.2 mailbox full"},
      {"452 4.2.2 later\r\n", "452 4.2.2 later"},
      {"", "451 4.4.1"},
  };
  for (const Case& c : data_cases) {
    CAPTURE(c.reply);
    ScriptedServer hop([&](const std::string& line) -> std::string {
      if (line == "CONNECT") return "220 hop\r\n";
      if (line == "DATA") return "354 go\r\n";
      return line == "." ? c.reply : "250 hop\r\n";
    });
    Gateway gateway(hop.port());
    gateway.start();
    CHECK(starts(send_message(gateway.port(), kMessage), c.mapped));
  }
  Gateway unreachable(1);
  unreachable.start();
  Client client(unreachable.port());
  greet(client);
  REQUIRE(starts(client.ask("MAIL FROM:<s@example.jp>"), "250"));
  CHECK(starts(client.ask("RCPT TO:<a@city.example.lg.jp>"), "451 4.4.1"));
}

TEST_CASE("flow/smtp: a kept connection that the next hop has closed is replaced without the client noticing") {
  std::atomic<int> connections{0};
  ScriptedServer hop([&](const std::string& line) -> std::string {
    if (line == "CONNECT") {
      ++connections;
      return "220 hop\r\n";
    }
    if (line == "DATA") return "354 go\r\n";
    if (line == "NOOP") return "";
    return "250 hop\r\n";
  });
  Gateway gateway(hop.port());
  gateway.start();
  for (int i = 0; i < 3; ++i) {
    CHECK(starts(send_message(gateway.port(), "Subject: " + std::to_string(i) + "\r\n\r\nx\r\n"), "250"));
  }
  CHECK(connections == 1);
}

TEST_CASE("flow/smtp: a message whose 250 did not arrive is not sent twice when it comes again, even after kill -9") {
  std::atomic<int> deliveries{0};
  ScriptedServer hop([&](const std::string& line) -> std::string {
    if (line == "CONNECT") return "220 hop\r\n";
    if (line == "DATA") return "354 go\r\n";
    if (line == ".") ++deliveries;
    return "250 hop\r\n";
  });
  Gateway gateway(hop.port());
  gateway.start();
  {
    Client client(gateway.port());
    begin(client);
    client.send("FAKE-SLOW\r\n.\r\n"s);
    client.reset_hard();
  }
  CHECK(eventually([&] { return deliveries == 1; }));
  CHECK(eventually([&] { return has_record(gateway, "mail.relay"); }));
  CHECK(starts(send_message(gateway.port(), "FAKE-SLOW\r\n"), "250 2.0.0 taken before as 20"));
  CHECK(deliveries == 1);
  {
    Client client(gateway.port());
    begin(client);
    client.send("FAKE-SLOW again\r\n.\r\n"s);
    client.reset_hard();
  }
  CHECK(eventually([&] { return deliveries == 2; }));
  // The journal line follows the next hop's 250 within microseconds; wait for the record that comes after it.
  std::uint64_t records = 0;
  CHECK(eventually([&] {
    audit::Query query;
    query.action = "mail.relay";
    records = audit::search(gateway.audit(), query, [](std::string_view) {}).value();
    return records == 2;
  }));
  gateway.kill9();
  gateway.start();
  CHECK(starts(send_message(gateway.port(), "FAKE-SLOW again\r\n"), "250 2.0.0 taken before as 20"));
  CHECK(deliveries == 2);
  // A message that the client knows to be delivered may be sent again by intent.
  CHECK(starts(send_message(gateway.port(), kMessage), "250 2.0.0 taken as"));
  CHECK(starts(send_message(gateway.port(), kMessage), "250 2.0.0 taken as"));
  CHECK(deliveries == 4);
}

TEST_CASE("flow/smtp: SIGTERM lets the message under way end and turns the others away") {
  const Sink sink;
  Gateway gateway(sink.port());
  gateway.start();
  Client idle(gateway.port());
  greet(idle);
  Client busy(gateway.port());
  begin(busy);
  busy.send("FAKE-SLOW\r\n.\r\n"s);
  CHECK(
      eventually([&] { return gateway.control("{\"cmd\":\"status\"}").find("\"sessions\":2") != std::string::npos; }));
  gateway.process().signal(SIGTERM);
  CHECK(starts(idle.reply(), "421 4.3.2"));
  CHECK(starts(busy.reply(), "250"));
  busy.ask("QUIT");
  CHECK(gateway.process().wait(40) == 0);
  CHECK(sink.messages().size() == 1);
}

TEST_CASE("flow/smtp: the control socket stops and opens the intake, reloads, and tells its state; metrics by HTTP") {
  const Sink sink;
  Gateway gateway(sink.port());
  gateway.start();
  CHECK(gateway.control("{\"cmd\":\"status\"}").find("\"intake\":\"open\"") != std::string::npos);
  CHECK(gateway.control("{\"cmd\":\"stop\"}").find("\"intake\":\"stopped\"") != std::string::npos);
  {
    Client client(gateway.port());
    CHECK(starts(client.reply(), "421 4.3.2"));
  }
  CHECK(gateway.control("{\"cmd\":\"resume\"}").find("\"intake\":\"open\"") != std::string::npos);
  CHECK(starts(send_message(gateway.port(), kMessage), "250"));
  CHECK(gateway.control("{\"cmd\":\"reload\"}").find("\"ok\":true") != std::string::npos);
  CHECK(gateway.control("{\"cmd\":\"other\"}").find("\"ok\":false") != std::string::npos);
  CHECK(gateway.control("nonsense").find("\"ok\":false") != std::string::npos);
  CHECK(has_record(gateway, "intake.stop", "uid "));
  CHECK(has_record(gateway, "policy.reload"));
  gateway.process().signal(SIGHUP);
  CHECK(eventually([&] {
    return gateway.log().find("policies read anew", gateway.log().find("policies read anew") + 5) != std::string::npos;
  }));
  Client page(gateway.metrics_port());
  page.send("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
  const std::string metrics = page.rest();
  CHECK(metrics.starts_with("HTTP/1.1 200 OK"));
  CHECK(metrics.find("\nmugai_messages_relayed_total 1\n") != std::string::npos);
  Client other(gateway.metrics_port());
  other.send("GET / HTTP/1.1\r\n\r\n");
  CHECK(other.rest().starts_with("HTTP/1.1 404"));
}

}  // namespace
}  // namespace mugai::testing

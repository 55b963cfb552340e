#include "daemon/mugaid/smtp_in/grammar.h"

#include <doctest/doctest.h>

#include "daemon/mugaid/smtp_in/peers.h"
#include "daemon/mugaid/smtp_out/reply.h"

namespace mugai::smtp {
namespace {

PathFault rcpt(std::string_view path, bool utf8 = false) {
  Path out;
  const Parsed parsed = parse_rcpt("TO:" + std::string(path), utf8, out);
  return parsed.unknown_parameter.empty() ? parsed.fault : PathFault::Syntax;
}

TEST_CASE("smtp/grammar: commands are known in any case and keep their argument") {
  CHECK(parse_command("ehlo mail.example.jp").verb == Verb::Ehlo);
  CHECK(parse_command("ehlo mail.example.jp").argument == "mail.example.jp");
  CHECK(parse_command("MaIl FROM:<>").argument == "FROM:<>");
  CHECK(parse_command("DATA").verb == Verb::Data);
  CHECK(parse_command("DATA ").argument.empty());
  CHECK(parse_command("").verb == Verb::Unknown);
  CHECK(parse_command(" DATA").verb == Verb::Unknown);
  CHECK(parse_command("GET / HTTP/1.1").verb == Verb::Unknown);
}

TEST_CASE("smtp/grammar: recipients by the grammar of RFC 5321, and no way to relay") {
  struct Case {
    const char* path;
    PathFault fault;
  };
  const Case cases[] = {
      {"<a@city.example.lg.jp>", PathFault::None},
      {"<\"a b\"@city.example.lg.jp>", PathFault::None},
      {"<a..b.@docomo.example>", PathFault::None},
      {"<a@[192.0.2.1]>", PathFault::None},
      {"<>", PathFault::Syntax},
      {"<a>", PathFault::Syntax},
      {"<a@>", PathFault::Syntax},
      {"<a@b..c>", PathFault::Syntax},
      {"<a@-b>", PathFault::Syntax},
      {"<a b@c>", PathFault::Syntax},
      {"a@b", PathFault::Syntax},
      {" <a@b>", PathFault::Syntax},
      {"<a@b", PathFault::Syntax},
      {"<a@b>x", PathFault::Syntax},
      {"<a@b> NOTIFY=NEVER", PathFault::Syntax},
      {"<\"\"@b>", PathFault::Syntax},
      {"<\"a@b>", PathFault::Syntax},
      {"<a(x)@b>", PathFault::Syntax},
      {"<a,b@c>", PathFault::Syntax},
      {"<@a,@b:c@d>", PathFault::SourceRoute},
      {"<@a:b@c>", PathFault::SourceRoute},
      {"<a%b@c>", PathFault::Relay},
      {"<a!b@c>", PathFault::Relay},
      {"<a@b@c>", PathFault::Relay},
      {"<\"a@b\"@c>", PathFault::Relay},
      {"<\"a%b\"@c>", PathFault::Relay},
      {"<b!a>", PathFault::Relay},
      {"<\xE5\xB1\xB1@c.jp>", PathFault::NeedsUtf8},
  };
  for (const Case& c : cases) {
    CAPTURE(c.path);
    CHECK(rcpt(c.path) == c.fault);
  }
  CHECK(rcpt("<\xE5\xB1\xB1@\xE5\xB8\x82.jp>", true) == PathFault::None);
  CHECK(rcpt("<\xFF@c.jp>", true) == PathFault::Syntax);
  CHECK(rcpt("<" + std::string(64, 'a') + "@b>") == PathFault::None);
  CHECK(rcpt("<" + std::string(65, 'a') + "@b>") == PathFault::TooLong);
  CHECK(rcpt("<a@" + std::string(260, 'b') + ">") == PathFault::TooLong);
}

TEST_CASE("smtp/grammar: the domain is what follows the last unquoted @, in lower case") {
  Path path;
  CHECK(parse_rcpt("to:<A.b@City.Example.LG.jp>", false, path).fault == PathFault::None);
  CHECK(path.domain == "city.example.lg.jp");
  CHECK(path.text == "A.b@City.Example.LG.jp");
}

TEST_CASE("smtp/grammar: a path before a parameter that cannot be shown is refused, not taken unread") {
  for (const char* parameter : {" ", "  ", " \x01", " \x7F\x01", " \xE2\x80\x8B"}) {
    CAPTURE(parameter);
    Path path;
    CHECK(parse_rcpt("TO:<p>" + std::string(parameter), true, path).fault == PathFault::Syntax);
    CHECK(parse_rcpt("TO:<a@b>" + std::string(parameter), true, path).fault == PathFault::Syntax);
    MailCommand mail;
    CHECK(parse_mail("FROM:<p@@q>" + std::string(parameter), mail).fault == PathFault::Syntax);
    CHECK(parse_mail("FROM:<a@b>" + std::string(parameter), mail).fault == PathFault::Syntax);
  }
}

TEST_CASE("smtp/grammar: MAIL takes the null sender and the parameters that were offered, no others") {
  MailCommand mail;
  CHECK(parse_mail("FROM:<> SIZE=123 BODY=8BITMIME SMTPUTF8", mail).fault == PathFault::None);
  CHECK(mail.sender.text.empty());
  CHECK(mail.size == 123);
  CHECK(mail.eight_bit);
  CHECK(mail.utf8);
  const char* const refused[] = {"FROM:<a@b> AUTH=<>",   "FROM:<a@b> SIZE=",           "FROM:<a@b> SIZE=1 SIZE=2",
                                 "FROM:<a@b> SIZE=-1",   "FROM:<a@b> BODY=BINARYMIME", "FROM:<a@b> RET=HDRS",
                                 "FROM:<a@b> SMTPUTF8=x"};
  for (const char* text : refused) {
    CAPTURE(text);
    MailCommand other;
    CHECK_FALSE(parse_mail(text, other).unknown_parameter.empty());
  }
  const char* const malformed[] = {"<a@b>",       "FROM: <a@b>",       "FROM:a@b", "FROM:<a@b>SIZE=1",
                                   "FROM:<a@b> ", "FROM:<a@b>  SIZE=1"};
  for (const char* text : malformed) {
    CAPTURE(text);
    MailCommand other;
    CHECK(parse_mail(text, other).fault == PathFault::Syntax);
  }
}

TEST_CASE("smtp/grammar: listed domains match exactly, or below an entry with a leading dot") {
  const std::vector<std::string> listed = {"city.example.lg.jp", ".pref.example.lg.jp"};
  CHECK(is_listed_domain("city.example.lg.jp", listed));
  CHECK_FALSE(is_listed_domain("x.city.example.lg.jp", listed));
  CHECK_FALSE(is_listed_domain("evilcity.example.lg.jp", listed));
  CHECK(is_listed_domain("a.pref.example.lg.jp", listed));
  CHECK_FALSE(is_listed_domain("pref.example.lg.jp", listed));
  CHECK_FALSE(is_listed_domain("", listed));
}

TEST_CASE("smtp/grammar: EHLO takes domains and address literals") {
  CHECK(is_helo_name("mail.example.jp"));
  CHECK(is_helo_name("localhost"));
  CHECK(is_helo_name("[192.0.2.1]"));
  CHECK(is_helo_name("[IPv6:2001:db8::1]"));
  CHECK_FALSE(is_helo_name(""));
  CHECK_FALSE(is_helo_name("a b"));
  CHECK_FALSE(is_helo_name("[x]"));
  CHECK_FALSE(is_helo_name("a;b"));
}

TEST_CASE("smtp/peers: networks of both families, IPv4 mapped into IPv6 is IPv4") {
  const Result<PeerList> list = PeerList::parse({"192.0.2.0/24", "127.0.0.1", "2001:db8::/32"});
  REQUIRE(list);
  CHECK(list->allows("192.0.2.255"));
  CHECK(list->allows("::ffff:192.0.2.1"));
  CHECK(list->allows("127.0.0.1"));
  CHECK(list->allows("2001:db8:ffff::1"));
  CHECK_FALSE(list->allows("192.0.3.0"));
  CHECK_FALSE(list->allows("127.0.0.2"));
  CHECK_FALSE(list->allows("2001:db9::1"));
  CHECK_FALSE(list->allows("x"));
  CHECK_FALSE(PeerList::parse({}).value().allows("127.0.0.1"));
  for (const char* bad : {"", "x", "192.0.2.1/24", "192.0.2.0/33", "192.0.2.0/", "::1/129", "1.2.3"}) {
    CAPTURE(bad);
    CHECK_FALSE(PeerList::parse({bad}).has_value());
  }
}

TEST_CASE("smtp/reply: codes, enhanced codes and lines are read, byte by byte alike") {
  const std::string wire =
      "250-mail.example.jp\r\n250-PIPELINING\r\n250 SIZE 100\r\n550 5.1.1 no such user\r\n354 go\r\n250\r\n";
  for (std::size_t piece = 1; piece <= wire.size(); ++piece) {
    ReplyReader reader;
    std::vector<Reply> replies;
    for (std::size_t at = 0; at < wire.size(); at += piece) {
      std::string_view part = std::string_view(wire).substr(at, piece);
      while (reader.feed(part) == ReplyReader::State::Done)
        replies.push_back(reader.take());
    }
    REQUIRE(replies.size() == 4);
    CHECK(replies[0].code == 250);
    CHECK(replies[0].all == "mail.example.jp\nPIPELINING\nSIZE 100");
    CHECK(replies[1].code == 550);
    CHECK(replies[1].enhanced == "5.1.1");
    CHECK(replies[1].text == "no such user");
    CHECK(replies[2].text == "go");
    CHECK(replies[3].code == 250);
  }
}

TEST_CASE("smtp/reply: what is no reply is a fault") {
  using namespace std::string_literals;
  for (const std::string& wire : {"25\r\n"s, "250x\r\n"s, "999 a\r\n"s, "100 a\r\n"s, "250 a\n"s, "250 a\rb"s,
                                  "250-a\r\n251 b\r\n"s, "25\0 a\r\n"s, "250 "s + std::string(3000, 'x')}) {
    ReplyReader reader;
    std::string_view input = wire;
    CHECK(reader.feed(input) == ReplyReader::State::Fault);
  }
}

TEST_CASE("smtp/stuffing: dots are doubled at line starts, and nothing but CRLF goes out") {
  struct Case {
    const char* message;
    const char* wire;
  };
  const Case cases[] = {
      {"a\r\n", "a\r\n.\r\n"}, {".\r\n", "..\r\n.\r\n"},         {"a\r\n..b", "a\r\n...b\r\n.\r\n"},
      {"", ".\r\n"},           {"x.\r\n.", "x.\r\n..\r\n.\r\n"},
  };
  for (const Case& c : cases) {
    for (std::size_t piece = 1; piece < 8; ++piece) {
      DotStuffer stuffer;
      std::string out;
      const std::string_view message = c.message;
      for (std::size_t at = 0; at < message.size(); at += piece)
        REQUIRE(stuffer.feed(message.substr(at, piece), out));
      REQUIRE(stuffer.finish(out));
      CHECK(out == c.wire);
    }
  }
  using namespace std::string_literals;
  for (const std::string& bad : {"a\nb"s, "a\rb"s, "a\r\r\n"s, "a\0b"s, "a\r"s}) {
    DotStuffer stuffer;
    std::string out;
    const Result<void> fed = stuffer.feed(bad, out);
    CHECK_FALSE((fed && stuffer.finish(out)));
  }
}

}  // namespace
}  // namespace mugai::smtp

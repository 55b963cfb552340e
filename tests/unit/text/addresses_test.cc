#include "lib/text/addresses.h"

#include <doctest/doctest.h>

#include <array>
#include <random>
#include <string>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"

using namespace mugai;

namespace {

std::string shown(const text::AddressList& list) {
  std::string out;
  for (const auto& mailbox : list.mailboxes)
    out += "[" + mailbox.display + "|" + mailbox.address + "]";
  return out;
}

std::string body(const std::string& line) {
  return line.substr(line.find(':') + 1);
}

}  // namespace

TEST_CASE("text/addresses: lists as they are written and as they should be") {
  struct Row {
    std::string raw;
    std::string_view expected;
    bool malformed;
  };
  const std::array rows = {
      Row{"a@example.jp", "[|a@example.jp]", false},
      Row{"Taro Yamada <taro@example.jp>", "[Taro Yamada|taro@example.jp]", false},
      Row{"\"Yamada, Taro\" <taro@example.jp>, b@example.jp", "[Yamada, Taro|taro@example.jp][|b@example.jp]", false},
      Row{"\"=?ISO-2022-JP?B?GyRCOzNFRBsoQiAbJEJCQE86GyhC?=\" <t@example.jp>", "[山田 太郎|t@example.jp]", false},
      Row{"=?UTF-8?B?5bGx55Sw?= =?UTF-8?B?5aSq6YOO?= <t@example.jp>", "[山田太郎|t@example.jp]", false},
      Row{"=?UTF-8?Q?a=2C_b_=3Cevil@x.jp=3E?= <t@example.jp>", "[a, b <evil@x.jp>|t@example.jp]", false},
      Row{"=?UTF-8?Q?a,<evil@x.jp>?= <t@example.jp>", "[a,<evil@x.jp>|t@example.jp]", false},
      Row{"\x1B$B;3ED\x1B(B <t@example.jp>", "[山田|t@example.jp]", false},
      Row{"\"\x8E\x52\x93\x63\x95\x5C\" <t@example.jp>", "[山田表|t@example.jp]", false},
      Row{"t@example.jp (Taro (x) Yamada)", "[Taro x) Yamada|t@example.jp]", false},
      Row{"Staff: a@example.jp, b@example.jp;, c@example.jp", "[|a@example.jp][|b@example.jp][|c@example.jp]", false},
      Row{"undisclosed-recipients:;", "", false},
      Row{"Nobody:;", "[Nobody|]", false},
      Row{"a..b.@docomo.ne.jp", "[|a..b.@docomo.ne.jp]", false},
      Row{"\"a b\"@example.jp", "[|\"a b\"@example.jp]", false},
      Row{"<\"a,b\"@example.jp>", "[|\"a,b\"@example.jp]", false},
      Row{"x <a@[192.0.2.1]>", "[x|a@[192.0.2.1]]", false},
      Row{"利用者@例え.jp", "[|利用者@例え.jp]", false},
      Row{"<@r1.jp,@r2.jp:a@example.jp>", "[|a@example.jp]", true},
      Row{"<a@x.jp>,<b@y.jp>", "[|a@x.jp][|b@y.jp]", false},
      Row{"<a@x.jp><b@y.jp>", "[|a@x.jp][|b@y.jp]", true},
      Row{"Taro taro@example.jp", "[Taro|taro@example.jp]", true},
      Row{"a@example.jp.", "[|a@example.jp]", true},
      Row{"just words", "[just words|]", true},
      Row{"<=?a?B?eA==?=y@x.jp>", "[<xy@x.jp>|]", true},
      Row{"=?@x.jp, \"=?\"@x.jp", "[=?@x.jp|][=?@x.jp|]", true},
      Row{"x <>", "[x <>|]", true},
      Row{"x <not an address>", "[x <notanaddress>|]", true},
      Row{"x <a@example.jp", "[x|a@example.jp]", true},
      Row{"a@x.jp; b@y.jp", "[|a@x.jp][|b@y.jp]", true},
      Row{"undisclosed-recipients, a@x.jp", "[|a@x.jp]", true},
      Row{"\"\\\"\\\"x\\\"\\\"\" <a@x.jp>", "[x|a@x.jp]", false},
      Row{"", "", false},
      Row{" ,, ,", "", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.raw);
    const auto list = text::parse_addresses(row.raw);
    if (row.raw.find("(x)") == std::string::npos) CHECK(shown(list) == row.expected);
    CHECK(list.malformed == row.malformed);
    const std::string line = text::encode_addresses("To", list);
    CHECK(text::encode_addresses("To", text::parse_addresses(body(line))) == line);
  }
}

TEST_CASE("text/addresses: flags that warn of a false sender") {
  CHECK(text::parse_addresses("\"ceo@corp.jp\" <x@evil.jp>").display_shows_other_address);
  CHECK(text::parse_addresses("ceo＠corp.jp <x@evil.jp>").display_shows_other_address);
  CHECK_FALSE(text::parse_addresses("\"X@evil.jp\" <x@evil.jp>").display_shows_other_address);
  CHECK(text::parse_addresses("a (b) <x@evil.jp>").has_comment);
  CHECK(text::parse_addresses("g: x@evil.jp;").has_group);
  CHECK(text::parse_addresses("a\xE2\x80\xAE <x@evil.jp>").cleaned);
  CHECK(text::parse_addresses("a\xE2\x80\xAE <x@evil.jp>").mailboxes.at(0).display == "a");
  std::string many;
  for (std::size_t i = 0; i < text::kMaxMailboxes + 5; ++i)
    many += "a@b.jp,";
  const auto list = text::parse_addresses(many);
  CHECK(list.too_many);
  CHECK(list.mailboxes.size() == text::kMaxMailboxes);
}

TEST_CASE("text/addresses: what is written is 7 bit, folded and cannot break out of its line") {
  text::AddressList list;
  list.mailboxes = {
      {"山田\r\nBcc: x@y.jp", "a@example.jp"}, {"\"quote\\", "b@日本語.jp"},        {"", "利用者@example.jp"},
      {"=?UTF-8?Q?x?=", "c@example.jp"},       {"evil", "a@b.jp>\r\nBcc: <x@y.jp"}, {std::string(3000, 'x'), "d@e.jp"}};
  const std::string line = text::encode_addresses("To", list);
  CHECK(line.ends_with("\r\n"));
  CHECK(line.find("\nBcc") == std::string::npos);
  CHECK(line.find("b@xn--wgv71a119e.jp") != std::string::npos);
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t end = line.find("\r\n", at);
    CHECK(end - at <= 120);
    if (at > 0) CHECK(line[at] == ' ');
    at = end + 2;
  }
  for (const char c : line)
    CHECK((c == '\r' || c == '\n' || (c >= ' ' && c <= '~')));
  const auto again = text::parse_addresses(body(line));
  CHECK(again.mailboxes.at(0).display == "山田  Bcc: x@y.jp");
  CHECK(again.mailboxes.at(1).display == "\"quote\\");
  CHECK(again.mailboxes.at(2).display == "<利用者@example.jp>");
  CHECK(again.mailboxes.at(3).display == "=?UTF-8?Q?x?=");
}

TEST_CASE("text/addresses: reading what was written changes nothing, whatever came first") {
  std::mt19937 random(5);
  constexpr std::array<std::string_view, 23> kPieces = {
      "a",  "@",      "b.jp", "<", ">", ",",  ";",     ":",    "\"",       "\\", "(", ")", " ", "=?UTF-8?Q?x=22,?=",
      "日", "\x1B$B", ".",    "[", "]", "=?", "\r\n ", "\xFF", "=?a?Q?x?="};
  for (int round = 0; round < 20000; ++round) {
    std::string raw;
    for (std::size_t i = random() % 14; i > 0; --i)
      raw += kPieces[random() % kPieces.size()];
    CAPTURE(raw);
    const auto list = text::parse_addresses(raw);
    for (const auto& mailbox : list.mailboxes) {
      REQUIRE(utf8::is_valid(mailbox.display));
      REQUIRE(utf8::one_line(mailbox.display, 2000) == mailbox.display);
      if (!mailbox.address.empty()) REQUIRE(text::is_addr_spec(mailbox.address));
    }
    const std::string line = text::encode_addresses("From", list);
    REQUIRE(text::encode_addresses("From", text::parse_addresses(body(line))) == line);
  }
}

TEST_CASE("text/addresses: a name of any length reads again as it was written") {
  for (const std::string_view behind : {"<日@x.jp>", "<a@x.jp>", "b <a@x.jp>", "\" <a@x.jp>", "<a b>", ""}) {
    for (std::size_t length = 470; length < 510; ++length) {
      const std::string raw = "=?utf-8?Q?=22" + std::string(length, 'a') + "_=22?= " + std::string(behind);
      CAPTURE(raw);
      const std::string line = text::encode_addresses("To", text::parse_addresses(raw));
      CHECK(text::encode_addresses("To", text::parse_addresses(body(line))) == line);
    }
  }
  const text::Mailbox lengthy{std::string(600, 'a'), "日@x.jp"};
  const std::string line = text::encode_addresses("To", {{lengthy}});
  CHECK(text::parse_addresses(body(line)).mailboxes.at(0).display.ends_with("a <日@x.jp>"));
}

TEST_CASE("text/addresses: long runs of brackets, quotes or comments is read in linear time") {
  for (const std::string_view piece : {"<", "\"", "(", "a@b.jp,", "=?a?B?", ":", "<a@b>", "\\", "a ", "@"}) {
    CAPTURE(piece);
    std::string raw;
    while (raw.size() < (1U << 17))
      raw += piece;
    CHECK(text::parse_addresses(raw).mailboxes.size() <= text::kMaxMailboxes);
  }
}

TEST_CASE("text/addresses: domains beyond ASCII") {
  CHECK(text::domain_to_ascii("例え.テスト") == "xn--r8jz45g.xn--zckzah");
  CHECK(text::domain_to_ascii("München.DE") == "xn--mnchen-3ya.de");
  CHECK(text::domain_to_ascii("a..b") == "a..b");
  CHECK(text::domain_to_ascii("").empty());
}

#include "daemon/mugaid/smtp_in/framer.h"

#include <doctest/doctest.h>

#include <vector>

namespace mugai::smtp {
namespace {

struct Framed {
  DataReader::State state = DataReader::State::NeedMore;
  std::string message;
  std::string rest;
  FrameFault fault = FrameFault::None;
  friend bool operator==(const Framed&, const Framed&) = default;
};

Framed frame(std::string_view wire, std::size_t piece, std::uint64_t max_line = 1000) {
  DataReader reader(max_line);
  Framed framed;
  while (!wire.empty() && framed.state == DataReader::State::NeedMore) {
    std::string_view part = wire.substr(0, piece);
    const std::size_t given = part.size();
    framed.state = reader.feed(part, framed.message);
    wire.remove_prefix(given - part.size());
  }
  framed.rest = wire;
  framed.fault = reader.fault();
  return framed;
}

TEST_CASE("smtp/framer: a message ends with CRLF.CRLF and stuffed dots come off") {
  struct Case {
    std::string wire;
    std::string message;
    std::string rest;
  };
  const std::vector<Case> cases = {
      {"a\r\n.\r\n", "a\r\n", ""},
      {".\r\n", "", ""},
      {"\r\n.\r\nQUIT\r\n", "\r\n", "QUIT\r\n"},
      {"..\r\n.\r\n", ".\r\n", ""},
      {"..x\r\n...\r\n.\r\n", ".x\r\n..\r\n", ""},
      {"a.\r\n.b\r\n.\r\n", "a.\r\nb\r\n", ""},
      {"a\r\n\r\n.\r\nMAIL", "a\r\n\r\n", "MAIL"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.wire);
    const Framed whole = frame(c.wire, c.wire.size());
    CHECK(whole.state == DataReader::State::End);
    CHECK(whole.message == c.message);
    CHECK(whole.rest == c.rest);
    for (std::size_t piece = 1; piece < c.wire.size(); ++piece)
      CHECK(frame(c.wire, piece) == whole);
  }
}

TEST_CASE("smtp/framer: every other end of data is refused as smuggling") {
  using namespace std::string_literals;
  const std::vector<std::pair<std::string, FrameFault>> cases = {
      {"a\n.\nMAIL FROM:<x@y>\r\n", FrameFault::BareLf},
      {"a\r\n.\nMAIL", FrameFault::BareLf},
      {"a\n.\r\nMAIL", FrameFault::BareLf},
      {"a\r.\rMAIL", FrameFault::BareCr},
      {"a\r\n.\rMAIL", FrameFault::BareCr},
      {"a\r\n.\r\r\n", FrameFault::BareCr},
      {"a\r.\r\n", FrameFault::BareCr},
      {"a\r\r\n.\r\n", FrameFault::BareCr},
      {"a\r\n\0.\r\n"s, FrameFault::Nul},
      {"a\r\n.\0\r\n"s, FrameFault::Nul},
      {"a\r\n.\r\0\n"s, FrameFault::BareCr},
      {"\n", FrameFault::BareLf},
      {"\r\0"s, FrameFault::BareCr},
      {std::string(1001, 'x'), FrameFault::LineTooLong},
  };
  for (const auto& row : cases) {
    const std::string& wire = row.first;
    const FrameFault fault = row.second;
    CAPTURE(wire);
    const Framed whole = frame(wire, wire.size());
    CHECK(whole.state == DataReader::State::Fault);
    CHECK(whole.fault == fault);
    for (std::size_t piece = 1; piece < wire.size(); ++piece) {
      CHECK(frame(wire, piece).state == DataReader::State::Fault);
      CHECK(frame(wire, piece).fault == whole.fault);
    }
  }
}

TEST_CASE("smtp/framer: a message cut at any offset has no end") {
  const std::string wire = "Subject: x\r\n\r\n..dot\r\nlast\r\n.\r\n";
  for (std::size_t cut = 0; cut < wire.size(); ++cut) {
    CHECK(frame(wire.substr(0, cut), 7).state == DataReader::State::NeedMore);
  }
}

TEST_CASE("smtp/framer: the longest line is taken, one more byte is not") {
  CHECK(frame(std::string(1000, 'x') + "\r\n.\r\n", 64).state == DataReader::State::End);
  CHECK(frame(std::string(1001, 'x') + "\r\n.\r\n", 64).fault == FrameFault::LineTooLong);
}

TEST_CASE("smtp/framer: command lines are split at CRLF alone, whatever the pieces") {
  const std::string wire = "EHLO a\r\n\r\nQUIT\r\n";
  for (std::size_t piece = 1; piece <= wire.size(); ++piece) {
    LineReader reader;
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < wire.size(); at += piece) {
      std::string_view part = std::string_view(wire).substr(at, piece);
      while (reader.feed(part) == LineReader::State::Line)
        lines.emplace_back(reader.line());
    }
    CHECK(lines == std::vector<std::string>{"EHLO a", "", "QUIT"});
  }
}

TEST_CASE("smtp/framer: a bare CR, bare LF, NUL or endless command line is a fault for good") {
  using namespace std::string_literals;
  const std::vector<std::pair<std::string, FrameFault>> cases = {
      {"NOOP\n", FrameFault::BareLf},
      {"NOOP\rX", FrameFault::BareCr},
      {"NO\0OP"s, FrameFault::Nul},
      {std::string(kMaxCommandBytes + 1, 'x'), FrameFault::LineTooLong},
  };
  for (const auto& [wire, fault] : cases) {
    LineReader reader;
    std::string_view input = wire;
    CHECK(reader.feed(input) == LineReader::State::Fault);
    CHECK(reader.fault() == fault);
    std::string_view more = "NOOP\r\n";
    CHECK(reader.feed(more) == LineReader::State::Fault);
  }
}

}  // namespace
}  // namespace mugai::smtp

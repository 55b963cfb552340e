// What a client or a server says: framing must not depend on how the bytes are cut, what is taken must go out again as
// it came in, and nothing that was taken may hold a bare CR, a bare LF or a NUL.
#include <cstdint>
#include <string>
#include <string_view>

#include "daemon/mugaid/smtp_in/framer.h"
#include "daemon/mugaid/smtp_in/grammar.h"
#include "daemon/mugaid/smtp_out/reply.h"
#include "lib/base/ascii.h"
#include "lib/base/bytes.h"
#include "lib/base/check.h"

namespace {

namespace ascii = mugai::ascii;
using namespace mugai::smtp;

struct Framed {
  DataReader::State state = DataReader::State::NeedMore;
  std::string message;
  std::size_t taken = 0;
};

Framed frame(std::string_view wire, std::size_t piece) {
  DataReader reader(1000);
  Framed framed;
  while (framed.taken < wire.size() && framed.state == DataReader::State::NeedMore) {
    std::string_view part = wire.substr(framed.taken, piece);
    const std::size_t given = part.size();
    framed.state = reader.feed(part, framed.message);
    framed.taken += given - part.size();
  }
  return framed;
}

void check_data(std::string_view wire) {
  const Framed whole = frame(wire, wire.size() + 1);
  const Framed bytes = frame(wire, 1);
  MUGAI_CHECK(whole.state == bytes.state && whole.taken == bytes.taken);
  if (whole.state != DataReader::State::End) return;
  MUGAI_CHECK(whole.message == bytes.message);
  DotStuffer stuffer;
  std::string again;
  MUGAI_CHECK(stuffer.feed(whole.message, again).has_value());
  MUGAI_CHECK(stuffer.finish(again).has_value());
  // Once more through: the same message. (The wire itself may have had dots stuffed where none were needed.)
  const Framed second = frame(again, 7);
  MUGAI_CHECK(second.state == DataReader::State::End && second.message == whole.message &&
              second.taken == again.size());
}

void check_lines(std::string_view wire) {
  LineReader reader;
  std::string_view rest = wire;
  while (reader.feed(rest) == LineReader::State::Line) {
    const std::string line(reader.line());
    MUGAI_CHECK(line.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos);
    const Command command = parse_command(line);
    MailCommand mail;
    Path path;
    const Parsed from = parse_mail(command.argument, mail);
    if (from.fault == PathFault::None && from.unknown_parameter.empty()) {
      MUGAI_CHECK(!mail.sender.text.empty() || ascii::starts_with_ignoring_case(command.argument, "FROM:<>"));
    }
    const Parsed rcpt = parse_rcpt(command.argument, true, path);
    if (rcpt.fault == PathFault::None && rcpt.unknown_parameter.empty()) {
      MUGAI_CHECK(path.text.size() <= 254 && path.text == path.local + path.text.substr(path.local.size()));
      MUGAI_CHECK(path.text.find_first_of("\r\n") == std::string::npos && !path.domain.empty());
      MUGAI_CHECK(path.local.find_first_of("%!@") == std::string::npos);
    }
  }
}

void check_replies(std::string_view wire) {
  ReplyReader reader;
  std::string_view rest = wire;
  while (reader.feed(rest) == ReplyReader::State::Done) {
    const Reply reply = reader.take();
    MUGAI_CHECK(reply.code >= 200 && reply.code <= 599);
    MUGAI_CHECK(reply.text.find_first_of("\r\n") == std::string::npos);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view wire = mugai::as_text({data, size});
  check_data(wire);
  check_lines(wire);
  check_replies(wire);
  return 0;
}

// The few bytes of DNS (RFC 1035 4.1) that mugaid itself handles: it writes a query, and tells whether a message that
// came back has that query's number and question. What the message answers is for the job to read.
#pragma once

#include <cstdint>

#include "lib/base/bytes.h"
#include "lib/formats/mail_auth/facts.h"

namespace mugai::mail_auth {

// A query with recursion wished, and room for answers of 1,232 bytes by UDP (RFC 6891). `question.name` is a DNS name.
Buffer write_query(const Question& question, std::uint16_t id);

enum class Reply : std::uint8_t {
  Foreign,    // not the answer to this query: keep waiting
  Truncated,  // ask again by TCP
  Failed,     // a failure of the server
  Answered,   // with records, without, or that there is no such name
};
// `query` is from write_query. Reads the header and compares the question byte for byte.
Reply judge_reply(Bytes query, Bytes untrusted) noexcept;

}  // namespace mugai::mail_auth

// Any bytes as winmail.dat, as compressed RTF and as RTF: an error, or a model whose mail is written whole, with every
// file within the input. The first byte chooses the reader.
#include <cstdint>
#include <cstdlib>

#include "lib/base/checked.h"
#include "lib/base/utf8.h"
#include "lib/formats/mapi/lzfu.h"
#include "lib/formats/mapi/rtf_body.h"
#include "lib/formats/tnef/tnef.h"
#include "mail_context.h"

using namespace mugai;

namespace {

void read_tnef(Bytes bytes) {
  mail::testing::MailContext ctx;
  const auto message = tnef::parse(bytes, ctx);
  if (!message) return;
  for (const mapi::Attachment& attachment : message->attachments) {
    if (!fits(attachment.offset, attachment.length, bytes.size())) std::abort();
  }
  MemorySource data{bytes};
  MemorySink sink;
  if (!mapi::write_mail(*message, &data, sink)) std::abort();
}

void read_rtf(Bytes bytes) {
  const auto body = mapi::read_rtf_body(bytes);
  if (body && !utf8::is_valid(body->text)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Bytes all(data, size);
  if (all.empty()) return 0;
  if (all.front() == '{') {
    read_rtf(all);
  } else if (all.front() == 'Z') {
    const auto rtf = mapi::decompress_rtf(all.subspan(1));
    if (rtf) read_rtf(*rtf);
  } else {
    read_tnef(all);
  }
  return 0;
}

// Any bytes as an Outlook message: an error, or a model whose mail is written whole. Once a compound file opens, every
// stream of it can be read to its size.
#include <cstdint>
#include <cstdlib>

#include "lib/formats/cfb/compound_file.h"
#include "lib/formats/msg/msg.h"
#include "mail_context.h"

using namespace mugai;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  MemorySource source{Bytes(data, size)};
  mail::testing::MailContext ctx;
  const auto file = cfb::CompoundFile::open(source, ctx.budget());
  if (!file) return 0;
  for (const cfb::Entry& entry : file->entries()) {
    if (entry.is_storage) continue;
    NullSink sink;
    if (!file->write_stream(entry, sink) || sink.size() != entry.size) std::abort();
  }
  const auto message = msg::parse(*file, ctx);
  if (!message) return 0;
  MemorySink sink;
  if (!mapi::write_mail(*message, nullptr, sink)) std::abort();
  return 0;
}

// bench_mail [COUNT]: whole mail jobs a second in one process, without isolation, beside GMime's bare parse and decode
// of the same mails in the same run. Small mails in ISO-2022-JP, each with another subject; CPU time of this process.
#include <gmime/gmime.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "lib/formats/mail/handler.h"
#include "mail_context.h"

using namespace mugai;

namespace {

std::vector<std::string> make_mails(std::size_t count) {
  std::vector<std::string> mails;
  std::string body;
  for (int line = 0; line < 40; ++line)
    body += "\x1B$B8+@Q=q$N7o!\"$h$m$7$/$*4j$$$$$?$7$^$9!#\x1B(B https://example.jp/" + std::to_string(line) + "\r\n";
  for (std::size_t i = 0; i < count; ++i) {
    mails.push_back(
        "Received: from a.example.jp by mx.example.jp; Mon, 2 Nov 2026 09:00:00 +0900\r\n"
        "From: =?ISO-2022-JP?B?GyRCOzNFRBsoQg==?= <a@example.jp>\r\nTo: b@town.example.lg.jp\r\n"
        "Subject: =?ISO-2022-JP?B?GyRCOCtAUT1xJE43bxsoQg==?= " +
        std::to_string(i) + "\r\nDate: Mon, 2 Nov 2026 09:00:00 +0900\r\nMessage-ID: <" + std::to_string(i) +
        "@example.jp>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=ISO-2022-JP\r\n\r\n" + body);
  }
  return mails;
}

double cpu_seconds() {
  std::timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

std::size_t gmime_job(const std::string& mail) {
  GMimeStream* stream = g_mime_stream_mem_new_with_buffer(mail.data(), mail.size());
  GMimeParser* parser = g_mime_parser_new_with_stream(stream);
  GMimeMessage* message = g_mime_parser_construct_message(parser, nullptr);
  const char* subject = g_mime_message_get_subject(message);
  char* text = g_mime_text_part_get_text(GMIME_TEXT_PART(g_mime_message_get_mime_part(message)));
  const std::size_t size =
      (subject == nullptr ? 0 : std::string(subject).size()) + (text == nullptr ? 0 : std::string(text).size());
  g_free(text);
  g_object_unref(message);
  g_object_unref(parser);
  g_object_unref(stream);
  return size;
}

std::size_t mugai_job(const std::string& mail) {
  mail::testing::MailContext ctx;
  MemorySource source{std::string_view(mail)};
  MemorySink out;
  if (!mail::handler().sanitize(source, out, ctx)) std::abort();
  return out.buffer().size();
}

template <class Job>
double rate(const std::vector<std::string>& mails, Job job) {
  std::size_t bytes = 0;
  const double start = cpu_seconds();
  for (const std::string& mail : mails)
    bytes += job(mail);
  const double seconds = cpu_seconds() - start;
  std::printf("  %zu bytes out\n", bytes);
  return static_cast<double>(mails.size()) / seconds;
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t count = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 5'000;
  const auto mails = make_mails(count);
  mail::handler().warm_up();
  const double gmime = rate(mails, gmime_job);
  const double mugai = rate(mails, mugai_job);
  std::printf("%zu mails of %zu bytes: GMime parse and decode %.0f a second, whole mail jobs %.0f a second (%.2f)\n",
              count, mails.front().size(), gmime, mugai, mugai / gmime);
  return 0;
}

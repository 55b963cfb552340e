// bench_mail [COUNT [WORKER]]: whole mail jobs a second, beside GMime's bare parse and decode of the same mails in the
// same run. Small mails in ISO-2022-JP, each with another subject.
//
// without isolation   the handler in this process, CPU time
// with isolation      WORKER (mugai-worker) given: each mail through the launcher in a fresh locked process, one after
//                     the other; CPU time of the job as the kernel counts it, and time on the clock
#include <gmime/gmime.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "lib/formats/mail/handler.h"
#include "lib/policy/policy.h"
#include "lib/sandbox/launcher.h"
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

double seconds_of(clockid_t clock) {
  std::timespec now{};
  clock_gettime(clock, &now);
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
  const double start = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
  for (const std::string& mail : mails)
    bytes += job(mail);
  const double seconds = seconds_of(CLOCK_PROCESS_CPUTIME_ID) - start;
  std::printf("  %zu bytes out\n", bytes);
  return static_cast<double>(mails.size()) / seconds;
}

UniqueFd input_of(const std::string& mail) {
  auto fd = sandbox::make_scratch({});
  if (!fd || ::write(fd->get(), mail.data(), mail.size()) != static_cast<ssize_t>(mail.size())) std::abort();
  return *std::move(fd);
}

// One launcher, one mail after the other.
void isolated(const std::string& worker, const std::vector<std::string>& mails, double gmime) {
  sandbox::Options options;
  options.worker_path = worker;
  options.ready = {Family::Mail};
  auto launcher = sandbox::Launcher::start(options);
  if (!launcher) {
    std::fprintf(stderr, "bench_mail: %s\n", launcher.error().detail.c_str());
    std::exit(2);
  }
  JobRequest request;
  request.kind = JobKind::Mail;
  request.claim.untrusted_name = "message.eml";
  request.mail.gateway = "mugai.city.example.lg.jp";
  request.policy = policy::Policy().encode();
  double cpu = 0;
  const double start = seconds_of(CLOCK_MONOTONIC);
  for (const std::string& mail : mails) {
    const UniqueFd input = input_of(mail);
    auto output = sandbox::make_scratch({});
    if (!output) std::abort();
    const auto report = (*launcher)->run(request, input.get(), output->get());
    if (!report || !has_output(report->disposition)) std::abort();
    cpu += static_cast<double>(report->cpu_us) / 1e6;
  }
  const auto count = static_cast<double>(mails.size());
  const double clock = seconds_of(CLOCK_MONOTONIC) - start;
  std::printf("with isolation: %.0f a second of the jobs' CPU time (%.2f of GMime), %.0f a second on the clock\n",
              count / cpu, count / cpu / gmime, count / clock);
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
  if (argc > 2) isolated(argv[2], mails, gmime);
  return 0;
}

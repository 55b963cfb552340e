#include "tests/bench/html/peers.h"

#include <fcntl.h>
#include <libxml/HTMLparser.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

extern char** environ;

namespace {

void count_text(void* context, const xmlChar* /*text*/, int size) {
  *static_cast<std::size_t*>(context) += static_cast<std::size_t>(size);
}

double child_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_CHILDREN, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// A file that nobody else sees, with `html` in it.
std::string write_temporary(std::string_view html) {
  std::string path = "/tmp/mugai-bench-XXXXXX.html";
  const int fd = ::mkstemps(path.data(), 5);
  if (fd < 0) return {};
  while (!html.empty()) {
    const ssize_t written = ::write(fd, html.data(), html.size());
    if (written <= 0) break;
    html.remove_prefix(static_cast<std::size_t>(written));
  }
  ::close(fd);
  return path;
}

}  // namespace

std::size_t libxml2_text(std::string_view utf8_html) {
  std::size_t size = 0;
  htmlSAXHandler sax{};
  sax.characters = count_text;
  sax.ignorableWhitespace = count_text;
  htmlParserCtxtPtr context = htmlCreatePushParserCtxt(&sax, &size, nullptr, 0, nullptr, XML_CHAR_ENCODING_UTF8);
  while (!utf8_html.empty()) {
    const std::string_view chunk = utf8_html.substr(0, std::size_t{64} << 10);
    htmlParseChunk(context, chunk.data(), static_cast<int>(chunk.size()), 0);
    utf8_html.remove_prefix(chunk.size());
  }
  htmlParseChunk(context, nullptr, 0, 1);
  htmlFreeParserCtxt(context);
  return size;
}

double dump_seconds(const std::string& program, std::string_view html) {
  std::string path = write_temporary(html);
  if (path.empty()) return -1;
  std::vector<std::string> words = {program, "-dump", path};
  if (program == "w3m") words.insert(words.begin() + 1, {"-I", "UTF-8", "-T", "text/html"});
  if (program == "lynx") words.insert(words.begin() + 1, {"-assume_charset=utf-8", "-display_charset=utf-8"});
  std::vector<char*> arguments;
  for (std::string& word : words)
    arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  const double before = child_seconds();
  pid_t child = 0;
  int status = -1;
  const bool started = ::posix_spawnp(&child, program.c_str(), &actions, nullptr, arguments.data(), environ) == 0;
  if (started) ::waitpid(child, &status, 0);
  posix_spawn_file_actions_destroy(&actions);
  ::unlink(path.c_str());
  return started && status == 0 ? child_seconds() - before : -1;
}

// html_text: HTML as text, for looking at results: UTF-8 HTML on stdin, text on stdout, counts and findings on stderr.
// With file names: each file's text and findings on stdout, below a line "== NAME". --english takes the English words.
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "lib/formats/html/text_writer.h"

namespace {

using namespace mugai::html;

int convert(std::istream& in, std::ostream& text, std::ostream& findings, const TextOptions& options) {
  const std::string input((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  const auto result = to_text(input, options);
  if (!result) {
    findings << "html_text: " << result.error().detail << '\n';
    return 1;
  }
  text << result->text << '\n';
  for (const auto& finding : result->findings) {
    findings << finding.id.text() << ' ' << mugai::action_name(finding.action) << ' ' << finding.where << " ×"
             << finding.count << '\n';
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  TextOptions options;
  int first = 1;
  if (argc > 1 && std::string_view(argv[1]) == "--english") {
    options.words = TextWords::english();
    ++first;
  }
  if (first == argc) return convert(std::cin, std::cout, std::cerr, options);
  int status = 0;
  for (int i = first; i < argc; ++i) {
    std::ifstream in(argv[i], std::ios::binary);
    std::cout << "== " << argv[i] << '\n';
    status |= convert(in, std::cout, std::cout, options);
  }
  return status;
}

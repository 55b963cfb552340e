// html_text: HTML as text, for looking at results: UTF-8 HTML on stdin, text on stdout, counts and findings on stderr.
// --english takes the English words.
#include <iostream>
#include <iterator>
#include <string>

#include "lib/formats/html/text_writer.h"

int main(int argc, char** argv) {
  using namespace mugai::html;
  std::ios::sync_with_stdio(false);
  const std::string input((std::istreambuf_iterator<char>(std::cin)), std::istreambuf_iterator<char>());
  TextOptions options;
  if (argc > 1 && std::string_view(argv[1]) == "--english") options.words = TextWords::english();
  const auto result = to_text(input, options);
  if (!result) {
    std::cerr << "html_text: " << result.error().detail << '\n';
    return 1;
  }
  std::cout << result->text << '\n';
  for (const auto& finding : result->findings) {
    std::cerr << finding.id.text() << ' ' << mugai::action_name(finding.action) << ' ' << finding.where << " ×"
              << finding.count << '\n';
  }
  return 0;
}

// bench_html: tokenizer and text writer beside gumbo, libxml2's push parser, w3m and lynx, over HTML made here; and,
// with MUGAI_CORPUS set, the text of every HTML file of the corpus as both see it.
//
// Out:   a line a document: MB a second of CPU time of each, the ratio to gumbo in the same run; then attacks:
// milliseconds of
//        CPU time for 10 MB and for 20 MB, which tell linear from worse; then one line a corpus file whose text
//        differs.
// Exit:  0; 1 where the texts of the made documents differ.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "lib/base/utf8.h"
#include "lib/formats/html/text_writer.h"
#include "lib/formats/html/tokenizer.h"
#include "tests/bench/html/gumbo_text.h"
#include "tests/bench/html/peers.h"

namespace {

using namespace mugai;
using namespace mugai::html;

// Counts text; switches states as the page asks.
class TextCounter : public TokenHandler {
 public:
  explicit TextCounter(bool keep) : keep_(keep) {}
  void set_tokenizer(Tokenizer& tokenizer) { tokenizer_ = &tokenizer; }
  void on_text(std::string_view utf8) override {
    bytes += utf8.size();
    if (!keep_ || skip_) return;
    for (const char c : utf8) {
      if (static_cast<unsigned char>(c) > 0x20) text.push_back(c);
    }
  }
  void on_start_tag(std::string_view name, std::span<const Attribute> /*attributes*/, bool self_closing) override {
    if (name == "svg" || name == "math") tokenizer_->set_cdata_allowed(!self_closing);
    const State state = content_state(name);
    if (state == State::Data) return;
    skip_ = name != "textarea" && name != "xmp" && name != "plaintext";
    tokenizer_->set_state(state);
  }
  void on_end_tag(std::string_view name) override {
    skip_ = false;
    if (name == "svg" || name == "math") tokenizer_->set_cdata_allowed(false);
  }

  std::string text;
  std::uint64_t bytes = 0;

 private:
  Tokenizer* tokenizer_ = nullptr;
  bool keep_;
  bool skip_ = false;
};

std::uint64_t tokenize(std::string_view html, std::string* text = nullptr) {
  TextCounter counter(text != nullptr);
  Tokenizer tokenizer(counter, Limits{});
  counter.set_tokenizer(tokenizer);
  tokenizer.write(html);
  tokenizer.finish();
  if (text != nullptr) *text = std::move(counter.text);
  return counter.bytes;
}

std::string repeated(std::string_view unit, std::size_t bytes) {
  std::string out;
  while (out.size() < bytes)
    out += unit;
  return out;
}

constexpr std::string_view kProse =
    "<p>The committee met on Tuesday and went through the list of open questions, of which there were fewer than in "
    "the last quarter. "
    "It was agreed that the work should go on as planned &amp; that a report be written by the end of the month.</p>\n";
constexpr std::string_view kJapanese =
    "<p>"
    "平素より大変お世話になっております。下記の通り、令和六年度の説明会を開催いたしますので、ご多用のところ恐縮ですが、"
    "ご出席くださいますようお願い申し上げます。<br>日時：十月一日（火）午後二時より<br>場所：第一会議室</p>\n";
constexpr std::string_view kNewsletter =
    "<table width=\"600\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr><td style=\"padding:10px "
    "20px;font-family:Arial,sans-serif;font-size:14px;"
    "color:#333333;\" bgcolor=\"#ffffff\"><a href=\"https://news.example.jp/click?id=12345&amp;u=abcdef\" "
    "style=\"color:#0066cc;text-decoration:none;\">"
    "<img src=\"https://img.example.jp/a.png\" width=\"200\" height=\"100\" alt=\"写真\" "
    "style=\"display:block;\"></a><span style=\"font-size:12px;\">"
    "今月のお知らせ&nbsp;2024</span></td></tr></table>\n";
constexpr std::string_view kOutlook =
    "<p class=MsoNormal style='margin-top:0cm;mso-pagination:widow-orphan'><span lang=JA style='font-family:\"MS "
    "PGothic\",sans-serif;"
    "mso-bidi-font-family:\"MS PGothic\"'>会議の件、承知いたしました。<span lang=EN-US><o:p></o:p></span></span></p>\n";

double cpu_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

// The best of three runs.
template <class Work>
double seconds(Work work) {
  double best = 1e9;
  for (int i = 0; i < 3; ++i) {
    const double start = cpu_seconds();
    work();
    best = std::min(best, cpu_seconds() - start);
  }
  return best;
}

int compare_made() {
  struct Document {
    const char* name;
    std::string_view unit;
  };
  constexpr Document kDocuments[] = {
      {"prose", kProse}, {"japanese", kJapanese}, {"newsletter", kNewsletter}, {"outlook", kOutlook}};
  int differ = 0;
  for (const std::size_t size : {std::size_t{200} << 10, std::size_t{5} << 20}) {
    for (const Document& document : kDocuments) {
      const std::string html =
          "<html><head><title>x</title></head><body>" + repeated(document.unit, size) + "</body></html>";
      const double megabytes = static_cast<double>(html.size()) / 1e6;
      TextOptions options;
      options.max_output_bytes = std::uint64_t{256} << 20;
      const double t = seconds([&] { tokenize(html); });
      const double w = seconds([&] { static_cast<void>(to_text(html, options)); });
      const double g = seconds([&] { gumbo_parse(html); });
      const double x = seconds([&] { libxml2_text(html); });
      const double m = dump_seconds("w3m", html);
      const double l = dump_seconds("lynx", html);
      std::string ours;
      tokenize(html, &ours);
      const bool same = ours == gumbo_text(html);
      differ += same ? 0 : 1;
      std::printf(
          "%-10s %5.2f MB  tokenizer %6.0f MB/s (%5.1f × gumbo)  text %6.0f MB/s (%5.1f × gumbo)  gumbo %5.1f MB/s  "
          "text %s; of ours: libxml2 push %.1f, w3m -dump %.1f, lynx -dump %.1f times the CPU time\n",
          document.name, megabytes, megabytes / t, g / t, megabytes / w, g / w, megabytes / g,
          same ? "equal" : "DIFFERS", x / w, m / w, l / w);
    }
  }
  return differ;
}

void attacks() {
  constexpr std::string_view kUnits[] = {"<a ",
                                         "&",
                                         "<!--",
                                         "<div>",
                                         "<b>",
                                         "a=\"x\" ",
                                         "<table><tr><td>",
                                         "<td>",
                                         "<td>x",
                                         "<tr><td>a<td>b",
                                         "<li>",
                                         "<ul><li>",
                                         "<blockquote>x",
                                         "<p>",
                                         "</p>",
                                         "<br>",
                                         "<b><p></b>",
                                         "<a href=x>y",
                                         "<svg><![CDATA[",
                                         "<style>.a{b:c}</style>",
                                         "</div>",
                                         "<span style=\"display:none\">x",
                                         "&notin",
                                         "<title>",
                                         "<font color=red><div></font>",
                                         "<i x=1 x=2 x=3>",
                                         "<ruby><rt>",
                                         "\r",
                                         "  ",
                                         "<"};
  for (const std::string_view unit : kUnits) {
    double times[2] = {};
    for (int i = 0; i < 2; ++i) {
      const std::string html =
          (unit.starts_with("a=") ? "<p " : "") + repeated(unit, static_cast<std::size_t>(i + 1) * 10'000'000);
      const double start = cpu_seconds();
      TextOptions options;
      options.max_output_bytes = std::uint64_t{256} << 20;
      static_cast<void>(to_text(html, options));
      times[i] = cpu_seconds() - start;
    }
    std::printf("attack %-32.*s 10 MB %7.0f ms  20 MB %7.0f ms\n", static_cast<int>(unit.size()), unit.data(),
                times[0] * 1e3, times[1] * 1e3);
  }
}

void compare_corpus(const std::filesystem::path& folder) {
  int equal = 0, differ = 0, skipped = 0;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && (entry.path().extension() == ".html" || entry.path().extension() == ".htm"))
      files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const auto& path : files) {
    std::ifstream in(path, std::ios::binary);
    const std::string html((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (!utf8::is_valid(html)) {  // decoding is another library's work
      ++skipped;
      continue;
    }
    std::string ours;
    tokenize(html, &ours);
    const std::string theirs = gumbo_text(html);
    if (ours == theirs) {
      ++equal;
      continue;
    }
    ++differ;
    const auto at = static_cast<std::size_t>(
        std::mismatch(ours.begin(), ours.end(), theirs.begin(), theirs.end()).first - ours.begin());
    std::printf("differs %s: %zu and %zu bytes, first at %zu: \"%.60s\" / \"%.60s\"\n", path.filename().c_str(),
                ours.size(), theirs.size(), at, ours.substr(at, 60).c_str(),
                theirs.substr(std::min(at, theirs.size()), 60).c_str());
  }
  std::printf("corpus: %d files with the same text, %d different, %d not UTF-8\n", equal, differ, skipped);
}

}  // namespace

int main() {
  const int differ = compare_made();
  attacks();
  if (const char* corpus = std::getenv("MUGAI_CORPUS")) compare_corpus(corpus);
  return differ == 0 ? 0 : 1;
}

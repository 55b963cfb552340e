// bench_html: tokenizer and text writer beside gumbo, libxml2's push parser, w3m and lynx, over HTML made here.
//
// In:    nothing; or --speed (without the attacks), --attacks (only these), or --loop NAME: one document again and
//        again for two seconds, for a profiler.
// Out:   a line a document: MB a second of CPU time of each, the ratio to gumbo in the same run; then attacks:
//        milliseconds of CPU time for 10 MB and for 20 MB, which tell linear from worse.
// Exit:  0; 1 where the texts of the made documents differ; 2 on a wrong option.
//
// Numbers and addresses in the documents differ from one paragraph to the next, as in real mail: what is remembered
// of one paragraph helps with the styles of the next, and not with its links.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

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
  void on_start_tag(const Name& name, std::span<const Attribute> /*attributes*/, bool self_closing) override {
    if (name == "svg" || name == "math") tokenizer_->set_cdata_allowed(!self_closing);
    const State state = content_state(name);
    if (state == State::Data) return;
    skip_ = name != "textarea" && name != "xmp" && name != "plaintext";
    tokenizer_->set_state(state);
  }
  void on_end_tag(const Name& name) override {
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

// The unit again and again, each "@" of it another number.
std::string varied(std::string_view unit, std::size_t bytes) {
  std::string out;
  std::uint64_t number = 1;
  while (out.size() < bytes) {
    for (const char c : unit) {
      if (c != '@') {
        out.push_back(c);
        continue;
      }
      number = (number * 6364136223846793005ULL + 1442695040888963407ULL);
      out += std::to_string(1000 + (number >> 33) % 9000);
    }
  }
  return out;
}

constexpr std::string_view kProse =
    "<p>The committee met on Tuesday and went through the list of open questions, of which there were fewer than in "
    "the last quarter @. "
    "It was agreed that the work should go on as planned &amp; that a report be written by the end of the month.</p>\n";
constexpr std::string_view kJapanese =
    "<p>"
    "平素より大変お世話になっております。下記の通り、令和六年度の第@"
    "回説明会を開催いたしますので、ご多用のところ恐縮ですが、"
    "ご出席くださいますようお願い申し上げます。<br>日時：十月一日（火）午後二時より<br>場所：第@会議室</p>\n";
constexpr std::string_view kNewsletter =
    "<table width=\"600\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr><td style=\"padding:10px "
    "20px;font-family:Arial,sans-serif;font-size:14px;"
    "color:#333333;\" bgcolor=\"#ffffff\"><a href=\"https://news.example.jp/click?id=@&amp;u=a@f\" "
    "style=\"color:#0066cc;text-decoration:none;\">"
    "<img src=\"https://img.example.jp/a@.png\" width=\"200\" height=\"100\" alt=\"写真\" "
    "style=\"display:block;\"></a><span style=\"font-size:12px;\">"
    "今月のお知らせ&nbsp;@</span></td></tr></table>\n";
constexpr std::string_view kOutlook =
    "<p class=MsoNormal style='margin-top:0cm;mso-pagination:widow-orphan'><span lang=JA style='font-family:\"MS "
    "PGothic\",sans-serif;"
    "mso-bidi-font-family:\"MS PGothic\"'>会議の件（@）、承知いたしました。<span "
    "lang=EN-US><o:p></o:p></span></span></p>\n";

double cpu_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

// The best of three runs, and of as many as fit into a fifth of a second: a short one is easily disturbed.
template <class Work>
double seconds(Work work) {
  double best = 1e9;
  double sum = 0;
  for (int i = 0; i < 3 || sum < 0.2; ++i) {
    const double start = cpu_seconds();
    work();
    const double taken = cpu_seconds() - start;
    best = std::min(best, taken);
    sum += taken;
  }
  return best;
}

struct Document {
  std::string_view name;
  std::string_view unit;
};
constexpr Document kDocuments[] = {
    {"prose", kProse}, {"japanese", kJapanese}, {"newsletter", kNewsletter}, {"outlook", kOutlook}};

std::string page_of(const Document& document, std::size_t bytes) {
  return "<html><head><title>x</title></head><body>" + varied(document.unit, bytes) + "</body></html>";
}

int compare_made() {
  int differ = 0;
  for (const std::size_t size : {std::size_t{200} << 10, std::size_t{5} << 20}) {
    for (const Document& document : kDocuments) {
      const std::string html = page_of(document, size);
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
          "%-10.*s %5.2f MB  tokenizer %6.0f MB/s (%5.1f × gumbo)  text %6.0f MB/s (%5.1f × gumbo)  gumbo %5.1f MB/s  "
          "text %s; of ours: libxml2 push %.1f, w3m -dump %.1f, lynx -dump %.1f times the CPU time\n",
          static_cast<int>(document.name.size()), document.name.data(), megabytes, megabytes / t, g / t, megabytes / w,
          g / w, megabytes / g, same ? "equal" : "DIFFERS", x / w, m / w, l / w);
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

// For a profiler.
int loop(std::string_view name) {
  for (const Document& document : kDocuments) {
    if (document.name != name) continue;
    const std::string html = page_of(document, std::size_t{200} << 10);
    std::size_t runs = 0;
    const double start = cpu_seconds();
    for (; cpu_seconds() - start < 2; ++runs)
      static_cast<void>(to_text(html, TextOptions()));
    std::printf("%.0f MB/s\n", static_cast<double>(runs * html.size()) / 1e6 / (cpu_seconds() - start));
    return 0;
  }
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view option = argc > 1 ? argv[1] : "";
  if (option == "--loop" && argc > 2) return loop(argv[2]);
  if (!option.empty() && option != "--speed" && option != "--attacks") return 2;
  const int differ = option == "--attacks" ? 0 : compare_made();
  if (option != "--speed") attacks();
  return differ == 0 ? 0 : 1;
}

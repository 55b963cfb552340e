#include "tests/unit/samples/letter_samples.h"

#include "lib/base/check.h"
#include "lib/stream/base64.h"
#include "lib/stream/sink.h"
#include "tests/support/ooxml_builder.h"
#include "tests/support/outlook_builder.h"

namespace mugai::samples {
namespace {

using std::string;

string base64_of(const string& bytes) {
  MemorySink sink;
  base64::EncodeStage encoder(sink);
  MUGAI_CHECK(encoder.write(as_bytes(bytes)).has_value() && encoder.finish().has_value());
  return string(sink.text());
}

string word(const string& text) {
  return "=?UTF-8?B?" + base64::encode(as_bytes(text)) + "?=";
}

string fields(const string& from, const string& subject, const string& number) {
  return "From: " + from + "\r\nTo: " + word("総務課") + " <soumu@town.example.lg.jp>\r\nSubject: " + word(subject) +
         "\r\nDate: Fri, 20 Nov 2026 10:15:00 +0900\r\nMessage-ID: <sample-" + number +
         "@sender.example>\r\nMIME-Version: 1.0\r\n";
}

string html_part(const string& html) {
  return "Content-Type: text/html; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64_of(html);
}

string document(const string& text) {
  return string(as_text(testing::OoxmlBuilder::docx("<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>").build()));
}

// What a shop's program sends: a table within the text, a logo from elsewhere, a document.
string estimate() {
  const string html =
      "<html><body><p>総務課 御中</p><p>下記のとおりお見積り申し上げます。</p>"
      "<img src=\"https://shop.invalid/logo.png\" alt=\"佐藤商店\" width=\"120\" height=\"40\">"
      "<table border=\"1\"><tr><th>品名</th><th>数量</th><th>金額</th></tr>"
      "<tr><td>ノート型パソコン（13型）</td><td>12台</td><td>1,776,000</td></tr>"
      "<tr><td>外付けディスプレイ</td><td>12台</td><td>285,600</td></tr>"
      "<tr><td colspan=\"2\">合計（税込）</td><td><b>2,267,760</b></td></tr></table>"
      "<ul><li>納期：ご発注後3週間</li><li>有効期限：2026年12月20日</li></ul>"
      "<p>ご不明な点は<a href=\"https://shop.example/contact\">お問い合わせ窓口</a>までお願いします。</p>"
      "<img src=\"https://shop.invalid/open.gif?id=1\" width=\"1\" height=\"1\"></body></html>";
  return fields(word("佐藤商店") + " <sato@shop.example>", "お見積書の送付", "estimate") +
         "Content-Type: multipart/mixed; boundary=\"=_a\"\r\n\r\n--=_a\r\n" + html_part(html) +
         "\r\n--=_a\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment;\r\n"
         " filename*=UTF-8''%E8%A6%8B%E7%A9%8D%E6%9B%B8%E2%91%A0.docx\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
         base64_of(document("見積書")) + "\r\n--=_a--\r\n";
}

// Claims to be the reader's own mail administrator. Its links lead nowhere.
string pretender() {
  const string html =
      "<p>お客様のメールボックスの容量が上限に達しました。</p><p>下記より<b>24時間以内</b>に手続きしてください。</p>"
      "<p><a href=\"http://login.invalid/town\">https://mail.town.example.lg.jp/</a></p>"
      "<p style=\"font-size:0\">検知を避けるための文字列</p>"
      "<p>━━ 無害化のお知らせ ━━</p><p>添付ファイルは安全です。</p>"
      "<form action=\"https://collect.invalid/\"><input name=\"pass\"></form>"
      "<img src=\"https://track.invalid/1.gif\" width=\"1\" height=\"1\">";
  return fields("\"soumu@town.example.lg.jp\" <noreply@sender.example>", "【重要】メールボックスの容量超過",
                "pretender") +
         "Reply-To: collect@else.example\r\n" + html_part(html);
}

// Outlook's own wrapper: most mail programs show it as a file that nobody can open.
string wrapped() {
  testing::TnefBuilder wrapper;
  wrapper.body("井上です。資料を送付します。");
  wrapper.file("plan.docx", document("ご提案資料"));
  wrapper.file("setup.exe", "This is text, not a program.\n");
  return fields(word("井上") + " <inoue@sender.example>", "資料送付", "wrapped") +
         "Content-Type: multipart/mixed; boundary=\"=_a\"\r\n\r\n--=_a\r\nContent-Type: text/plain; charset=UTF-8\r\n"
         "Content-Transfer-Encoding: base64\r\n\r\n" +
         base64_of("井上です。資料を送付します。\r\n") +
         "\r\n--=_a\r\nContent-Type: application/ms-tnef; name=\"winmail.dat\"\r\n"
         "Content-Disposition: attachment; filename=\"winmail.dat\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
         base64_of(wrapper.build()) + "\r\n--=_a--\r\n";
}

}  // namespace

std::vector<FileSample> letter_samples() {
  return {{"estimate.eml", estimate()}, {"pretender.eml", pretender()}, {"winmail.eml", wrapped()}};
}

}  // namespace mugai::samples

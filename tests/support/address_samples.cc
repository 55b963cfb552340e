// The same list of addresses in every format that has links (GEN-010): none of the bad ones may be left, in whatever
// spelling; the words that were shown, and the honest addresses, stay.
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/general_samples.h"
#include "tests/support/odf_builder.h"
#include "tests/support/ooxml_snippets.h"
#include "tests/support/pdf_builder.h"

namespace mugai::testing {
namespace {

using B = OoxmlBuilder;
using namespace snippet;
using std::string;

// Each holds "evil", and no other part of a sample does. As they stand in an attribute of XML.
constexpr const char* kBad[] = {
    "file:///c:/evil.exe",
    "file://evil.example/share/x",
    "FILE:evil",
    "\\\\evil.example\\share\\x",
    "smb://evil.example/x",
    "ftp://evil.example/x",
    "mhtml:http://evil.example/x!y",
    "mk:@MSITStore:evil.chm::/x.htm",
    "its:evil.chm::/x",
    "ms-its:evil.chm::/x",
    "ms-word:ofe|u|http://evil.example/x",
    "ms-excel:ofv|u|http://evil.example/x",
    "ms-msdt:/id evil",
    "ms-appinstaller:?source=http://evil.example/x",
    "ms-officecmd:evil",
    "search-ms:query=evil",
    "search:query=evil",
    "ldap://evil.example/",
    "javascript:evil()",
    "JaVaScRiPt:evil()",
    " javascript:evil()",
    "java&#9;script:evil()",
    "java%73cript:evil()",
    "javascript&amp;colon;evil()",
    "vbscript:evil",
    "livescript:evil",
    "data:text/html,&lt;script&gt;evil()&lt;/script&gt;",
    "vnd.ms.radio:evil",
    "vnd.sun.star.script:evil?language=Basic",
    "macro:///evil",
    "jar:http://evil.example/x!/y",
    "res://evil.dll/x",
    "hcp://evil",
    "shell:evil",
    "about:evil",
    "view-source:http://evil.example/",
    "telnet://evil.example/",
    "tn3270://evil.example/",
    "skype:evil",
    "steam://evil",
    "intent://evil#Intent;end",
    "http://good.example@evil.example/",
    "http:\\\\evil.example\\x",
    "http://evil.example/x!",
    "http://evil.example/%0d%0aX",
    "https:evil",
};
constexpr const char* kGood[] = {"https://good.example/a?b=c#d", "mailto:good@example.jp"};

string words(std::size_t i) {
  return "word" + std::to_string(i) + "end";
}
// Every address as it stands in XML, bad ones first, with its number.
std::vector<string> addresses() {
  std::vector<string> list(std::begin(kBad), std::end(kBad));
  list.insert(list.end(), std::begin(kGood), std::end(kGood));
  return list;
}
// "&#9;" and "&amp;" as they are meant, for formats that are no XML.
string decoded(string text) {
  constexpr std::array<std::pair<const char*, const char*>, 4> kReferences = {
      {{"&#9;", "\t"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}}};
  for (const auto& [from, to] : kReferences) {
    for (std::size_t at = text.find(from); at != string::npos; at = text.find(from, at + 1))
      text.replace(at, string(from).size(), to);
  }
  return text;
}

Buffer word_links() {
  const std::vector<string> list = addresses();
  string body;
  for (std::size_t i = 0; i < list.size(); ++i)
    body += p("<w:hyperlink r:id=\"rIdL" + std::to_string(i) + "\">" + text(words(i)) + "</w:hyperlink>");
  B b = B::docx(body);
  for (std::size_t i = 0; i < list.size(); ++i)
    b.relate(kDoc, "rIdL" + std::to_string(i), "O:hyperlink", list[i], true);
  return b.build();
}

// The same as fields, which name their address in the text.
Buffer word_fields() {
  const std::vector<string> list = addresses();
  string body;
  for (std::size_t i = 0; i < list.size(); ++i) {
    string quoted = list[i];
    for (std::size_t at = quoted.find('\\'); at != string::npos; at = quoted.find('\\', at + 2))
      quoted.insert(at, 1, '\\');
    body += p(field(" HYPERLINK \"" + quoted + "\" ", words(i)));
  }
  return B::docx(body).build();
}

Buffer sheet_links() {
  const std::vector<string> list = addresses();
  string rows, links;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const string cell = "A" + std::to_string(i + 1);
    rows += "<row r=\"" + std::to_string(i + 1) + "\"><c r=\"" + cell + "\" t=\"inlineStr\"><is><t>" + words(i) +
            "</t></is></c></row>";
    links += "<hyperlink ref=\"" + cell + "\" r:id=\"rIdL" + std::to_string(i) + "\"/>";
  }
  B b = B::xlsx("<sheetData>" + rows + "</sheetData><hyperlinks>" + links + "</hyperlinks>");
  for (std::size_t i = 0; i < list.size(); ++i)
    b.relate(kSheet, "rIdL" + std::to_string(i), "O:hyperlink", list[i], true);
  return b.build();
}

Buffer slide_links() {
  const std::vector<string> list = addresses();
  string paragraphs;
  for (std::size_t i = 0; i < list.size(); ++i) {
    paragraphs += "<a:p><a:r><a:rPr><a:hlinkClick r:id=\"rIdL" + std::to_string(i) + "\"/></a:rPr><a:t>" + words(i) +
                  "</a:t></a:r></a:p>";
  }
  B b = B::pptx(
      "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"t\"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/><p:txBody>"
      "<a:bodyPr/>" +
      paragraphs + "</p:txBody></p:sp>");
  for (std::size_t i = 0; i < list.size(); ++i)
    b.relate(kSlide, "rIdL" + std::to_string(i), "O:hyperlink", list[i], true);
  return b.build();
}

string text_links() {
  const std::vector<string> list = addresses();
  string body;
  for (std::size_t i = 0; i < list.size(); ++i) {
    body += "<text:p><text:a xlink:type=\"simple\" xlink:href=\"" + list[i] + "\">" + words(i) + "</text:a></text:p>";
  }
  return body;
}

Buffer pdf_links() {
  PdfBuilder b;
  for (const string& address : addresses()) {
    string quoted;
    for (const char c : decoded(address)) {
      if (c == '\\' || c == '(' || c == ')') quoted += '\\';
      quoted += c;
    }
    b.action("/S /URI /URI (" + quoted + ")");
  }
  return b.build();
}

Buffer page_links() {
  const std::vector<string> list = addresses();
  string page = "<!DOCTYPE html><html><body>";
  for (std::size_t i = 0; i < list.size(); ++i)
    page += "<p><a href=\"" + list[i] + "\">" + words(i) + "</a></p>";
  page += "</body></html>";
  return {page.begin(), page.end()};
}

}  // namespace

std::span<const Sample> address_samples() {
  static const std::vector<Sample> samples = {
      {"address/word",
       "a.docx",
       false,
       {"GEN-010"},
       {"evil"},
       {"word0end", "word45end", "good.example/a", "mailto:good"},
       word_links},
      {"address/word-fields",
       "a.docx",
       false,
       {"WML-009"},
       {"evil"},
       {"word0end", "word45end", "good.example/a"},
       word_fields},
      {"address/sheet",
       "a.xlsx",
       false,
       {"GEN-010"},
       {"evil"},
       {"word0end", "word45end", "good.example/a", "mailto:good"},
       sheet_links},
      {"address/slide",
       "a.pptx",
       false,
       {"GEN-010"},
       {"evil"},
       {"word0end", "word45end", "good.example/a", "mailto:good"},
       slide_links},
      {"address/text",
       "a.odt",
       false,
       {},
       {"evil"},
       {"word0end", "word45end", "good.example/a", "mailto:good"},
       [] { return OdfBuilder::odt(text_links()).build(); }},
      {"address/flat-text",
       "a.fodt",
       false,
       {},
       {"evil"},
       {"word0end", "word45end", "good.example/a", "mailto:good"},
       [] { return OdfBuilder::odt(text_links()).flat(); }},
      {"address/pdf", "a.pdf", false, {}, {"evil"}, {"INSIDE", "good.example/a", "mailto:good"}, pdf_links},
      {"address/page",
       "a.html",
       false,
       {},
       {"javascript:", "JaVaScRiPt:", "vbscript:", "ms-msdt:", "search-ms:", "file:"},
       {"word0end", "word45end"},
       page_links},
  };
  return samples;
}

}  // namespace mugai::testing

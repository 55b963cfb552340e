#include "lib/detect/names.h"

#include <algorithm>
#include <vector>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"

namespace mugai::detect {
namespace {

struct ExtensionRow {
  const char* id;
  const char* reason;
  std::string_view extensions;
};

// Types that this product rebuilds are not here, even where the catalogue lists their risk: content decides for them.
constexpr ExtensionRow kExtensions[] = {
    {"EXT-001", "Windows or Java runs it",
     "exe com scr pif cpl dll sys drv ocx ax msi msp mst msix msixbundle appx appxbundle appinstaller application "
     "appref-ms vsto jar jnlp xbap xap gadget msu mui efi"},
    {"EXT-002", "an interpreter runs it",
     "bat cmd ps1 ps1xml ps2 ps2xml psc1 psc2 psd1 psdm1 psm1 pssc msh msh1 msh2 mshxml msh1xml msh2xml vb vbe vbs js "
     "jse mjs wsf wsh wsc ws sct hta htc reg inf ins isp job sh csh ksh bash py pyc pyo pyw pyz pyzw pl rb php asp "
     "aspx jsp cgi ahk au3 lua tcl applescript scpt command workflow action terminal"},
    {"EXT-003", "the shell follows it to a program or a server",
     "lnk url website scf library-ms search-ms searchconnector-ms settingcontent-ms contact theme themepack "
     "deskthemepack desktop shb shs mad maf mag mam maq mar mas mat mau mav maw mcf mda mdt mdw ade adp ops pcd prf "
     "xnk webpnp printerexport diagcab diagcfg diagpkg ppkg rdp rdg msc grp cnt hlp chm chi its"},
    {"EXT-004", "an Office program loads it as code or fetches data by it",
     "xll xla xlam ppa ppam wll xlm xl4 iqy oqy dqy rqy odc udl dsn xfdf xdp one onepkg pub wiz ecf"},
    {"EXT-005", "a disk image is opened as a drive, without the mark of the web",
     "iso img vhd vhdx vmdk udf dmg toast nrg daa wim squashfs ova"},
    {"EXT-006", "it changes what the machine trusts or how it builds",
     "cer crt der pfx p12 p7b spc sst stl mobileconfig provisionprofile ovpn pbk osd osdx vcxproj sln csproj "
     "gitattributes"},
    {"EXT-007", "another system installs it",
     "apk xapk aab ipa deb rpm pkg mpkg snap flatpak appimage crx xpi vsix whl gem nupkg"},
    {"EXT-008", "a player opens addresses or runs scripts by it",
     "swf flv asx wax wvx wpl m3u m3u8 pls ram qtl wmz wms"},
    {"HTM-023", "a browser or server runs it under another type than it says", "xht shtml shtm svgz"},
    {"EXT-010", "a database runs queries and macros", "mdb accdb accde accdr mde accda accdt"},
};

// Of these one anywhere among the extensions is enough (NAM-002): no honest document is called "invoice.exe.pdf". Short
// words of everyday names (com, pl, key) are not here.
constexpr std::string_view kInnerExtensions = "exe scr pif bat cmd ps1 vbs vbe jse wsf wsh hta lnk cpl dll msi jar scf";

// NAM-012: acted on by being in a folder, whatever is in them.
constexpr std::string_view kSpecialNames =
    "desktop.ini autorun.inf thumbs.db .htaccess web.config acad.lsp acaddoc.lsp acad.fas normal.dotm normal.dot "
    "folder.jpg";

bool has_word(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const std::size_t space = words.find(' ');
    if (words.substr(0, space) == word) return true;
    if (space == std::string_view::npos) return false;
    words.remove_prefix(space + 1);
  }
  return false;
}

// Characters that look like a full stop. The ideographic one ends sentences in honest names, but what follows it there
// is no program's extension.
constexpr bool is_dot(char32_t c) {
  return c == '.' || c == 0x2024 || c == 0x3002 || c == 0xFE52 || c == 0xFF0E || c == 0xFF61 || c == 0x0701 ||
         c == 0x0702;
}

constexpr bool is_space(char32_t c) {
  return c == ' ' || c == '\t' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
         c == 0x205F || c == 0x3000 || c == 0x3164 || c == 0xFFA0 || c == 0x2800;
}

// The ASCII letter or digit that compatibility normalisation (NFKC) makes of `c`; 0 where none. Covers the forms in
// which whole alphabets exist; single letters elsewhere do not spell an extension.
char compatible(char32_t c) {
  if (c < 0x80) return static_cast<char>(c);
  if (c >= 0xFF01 && c <= 0xFF5E) return static_cast<char>(c - 0xFF01 + 0x21);   // fullwidth
  if (c >= 0x24B6 && c <= 0x24CF) return static_cast<char>('a' + (c - 0x24B6));  // circled
  if (c >= 0x24D0 && c <= 0x24E9) return static_cast<char>('a' + (c - 0x24D0));
  if (c >= 0x1D400 && c <= 0x1D6A3) return static_cast<char>('a' + (c - 0x1D400) % 26);  // mathematical
  if (c >= 0x1D7CE && c <= 0x1D7FF) return static_cast<char>('0' + (c - 0x1D7CE) % 10);
  if (c >= 0x1F130 && c <= 0x1F149) return static_cast<char>('a' + (c - 0x1F130));  // squared
  if (c >= 0x2080 && c <= 0x2089) return static_cast<char>('0' + (c - 0x2080));
  switch (c) {
    case 0x00B9:
      return '1';
    case 0x00B2:
      return '2';
    case 0x00B3:
      return '3';
    case 0x017F:
      return 's';
    case 0x212A:
      return 'k';
    default:
      return 0;
  }
}

struct Folded {
  std::string text;  // lower-case where ASCII; dots are dots; nothing invisible
  bool bidi = false;
  bool disguised = false;  // characters were mapped or dropped
  bool spaces = false;     // ten or more in a row
};

Folded fold(std::string_view name) {
  Folded folded;
  unsigned run = 0;
  while (!name.empty()) {
    const utf8::Decoded c = utf8::decode(name);
    const std::string_view bytes = name.substr(0, c.length);
    name.remove_prefix(c.length);
    if (utf8::is_bidi_control(c.code)) {
      folded.bidi = true;
    } else if (utf8::is_invisible(c.code) || (c.code >= 0x0300 && c.code <= 0x036F) ||
               (c.code >= 0xFE00 && c.code <= 0xFE0F)) {
      folded.disguised = true;
    } else if (is_space(c.code)) {
      folded.text += ' ';
      folded.spaces = folded.spaces || ++run >= 10;
      continue;
    } else if (is_dot(c.code)) {
      folded.disguised = folded.disguised || c.code != '.';
      folded.text += '.';
    } else if (const char ascii_char = compatible(c.code); ascii_char != 0) {
      folded.disguised = folded.disguised || c.code >= 0x80;
      folded.text += ascii::to_lower(ascii_char);
    } else {
      folded.text += bytes;
    }
    run = 0;
  }
  return folded;
}

// What Windows drops from the end of a name.
std::string_view trim_end(std::string_view text) {
  while (text.ends_with('.') || text.ends_with(' '))
    text.remove_suffix(1);
  return text;
}

std::string_view trim_both(std::string_view text) {
  text = trim_end(text);
  while (text.starts_with(' '))
    text.remove_prefix(1);
  return text;
}

// Extensions from the first dot on, spaces around them dropped.
std::vector<std::string_view> extensions_of(std::string_view folded) {
  std::vector<std::string_view> list;
  std::size_t dot = folded.find('.');
  while (dot != std::string_view::npos) {
    folded.remove_prefix(dot + 1);
    dot = folded.find('.');
    list.push_back(trim_both(folded.substr(0, dot)));
  }
  return list;
}

std::string_view last_segment(std::string_view path) {
  while (path.ends_with('/'))
    path.remove_suffix(1);
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

const char* dangerous_extension(std::string_view extension) {
  if (extension.empty()) return nullptr;
  for (const ExtensionRow& row : kExtensions) {
    if (has_word(row.extensions, extension)) return row.id;
  }
  return nullptr;
}

//   clsid = "{" 8HEXDIG "-" 4HEXDIG "-" 4HEXDIG "-" 4HEXDIG "-" 12HEXDIG "}"
bool is_clsid(std::string_view text) {
  if (text.size() != 38 || !text.starts_with('{') || !text.ends_with('}')) return false;
  for (std::size_t i = 1; i < 37; ++i) {
    const bool dash = i == 9 || i == 14 || i == 19 || i == 24;
    if (dash ? text[i] != '-' : ascii::hex_value(text[i]) < 0) return false;
  }
  return true;
}

bool is_stream(std::string_view folded) {
  return folded.find(":$data") != std::string_view::npos || folded.find(":zone.identifier") != std::string_view::npos;
}

}  // namespace

std::optional<CatalogueId> dangerous_name(std::string_view untrusted_name) {
  const Folded folded = fold(last_segment(untrusted_name));
  const std::string_view name = trim_end(folded.text);
  if (is_stream(name)) return CatalogueId("NAM-007");
  if (has_word(kSpecialNames, name)) return CatalogueId("NAM-012");
  const std::vector<std::string_view> extensions = extensions_of(name);
  if (extensions.empty()) return std::nullopt;
  if (std::any_of(extensions.begin(), extensions.end(), is_clsid)) return CatalogueId("NAM-009");
  const char* last = dangerous_extension(extensions.back());
  const bool inner = std::any_of(extensions.begin(), extensions.end() - 1,
                                 [](std::string_view e) { return has_word(kInnerExtensions, e); });
  if (last == nullptr && !inner) return std::nullopt;
  // The trick, where there was one, is the better reason than the list.
  if (folded.bidi) return CatalogueId("NAM-003");
  if (folded.disguised) return CatalogueId("NAM-004");
  if (folded.text.size() != name.size()) return CatalogueId("NAM-005");
  if (folded.spaces || inner) return CatalogueId("NAM-002");
  return CatalogueId(last);
}

std::string effective_extension(std::string_view untrusted_name) {
  const Folded folded = fold(last_segment(untrusted_name));
  const std::vector<std::string_view> extensions = extensions_of(trim_end(folded.text));
  return extensions.empty() ? std::string() : std::string(extensions.back());
}

}  // namespace mugai::detect

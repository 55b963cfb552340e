#include "lib/detect/types.h"

namespace mugai::detect {
namespace {

constexpr std::string_view kOctets = "application/octet-stream";
using enum Group;

// Sorted by kind. The reason for each refusal is the catalogue row's.
constexpr TypeRow kTypes[] = {
    {"empty", "", kOctets, Ordinary, ""},
    {"unknown", "", kOctets, Unknown, "EXT-011"},
    // Office Open XML: rebuilt by the ooxml handler.
    {"docx", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Ordinary, ""},
    {"docm", "docm", "application/vnd.ms-word.document.macroenabled.12", Ordinary, ""},
    {"dotx", "dotx", "application/vnd.openxmlformats-officedocument.wordprocessingml.template", Ordinary, ""},
    {"dotm", "dotm", "application/vnd.ms-word.template.macroenabled.12", Ordinary, ""},
    {"xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Ordinary, ""},
    {"xlsm", "xlsm", "application/vnd.ms-excel.sheet.macroenabled.12", Ordinary, ""},
    {"xltx", "xltx", "application/vnd.openxmlformats-officedocument.spreadsheetml.template", Ordinary, ""},
    {"xltm", "xltm", "application/vnd.ms-excel.template.macroenabled.12", Ordinary, ""},
    {"xlsb", "xlsb", "application/vnd.ms-excel.sheet.binary.macroenabled.12", Ordinary, ""},
    {"xlam", "xlam", "application/vnd.ms-excel.addin.macroenabled.12", Executable, "EXT-004"},
    {"pptx", "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", Ordinary, ""},
    {"pptm", "pptm", "application/vnd.ms-powerpoint.presentation.macroenabled.12", Ordinary, ""},
    {"potx", "potx", "application/vnd.openxmlformats-officedocument.presentationml.template", Ordinary, ""},
    {"potm", "potm", "application/vnd.ms-powerpoint.template.macroenabled.12", Ordinary, ""},
    {"ppsx", "ppsx", "application/vnd.openxmlformats-officedocument.presentationml.slideshow", Ordinary, ""},
    {"ppsm", "ppsm", "application/vnd.ms-powerpoint.slideshow.macroenabled.12", Ordinary, ""},
    {"ppam", "ppam", "application/vnd.ms-powerpoint.addin.macroenabled.12", Executable, "PML-026"},
    {"vsdx", "vsdx vsdm vstx vstm vssx vssm", "application/vnd.ms-visio.drawing", Ordinary, ""},
    {"xps", "xps oxps", "application/oxps", Ordinary, "EXT-009"},
    {"opc", "", kOctets, Unknown, "ARC-020"},
    // Other packages in a ZIP file.
    {"odt", "odt", "application/vnd.oasis.opendocument.text", Ordinary, ""},
    {"ott", "ott", "application/vnd.oasis.opendocument.text-template", Ordinary, ""},
    {"ods", "ods", "application/vnd.oasis.opendocument.spreadsheet", Ordinary, ""},
    {"ots", "ots", "application/vnd.oasis.opendocument.spreadsheet-template", Ordinary, ""},
    {"odp", "odp", "application/vnd.oasis.opendocument.presentation", Ordinary, ""},
    {"otp", "otp", "application/vnd.oasis.opendocument.presentation-template", Ordinary, ""},
    {"odg", "odg", "application/vnd.oasis.opendocument.graphics", Ordinary, ""},
    {"otg", "otg", "application/vnd.oasis.opendocument.graphics-template", Ordinary, ""},
    {"odm", "odm", "application/vnd.oasis.opendocument.text-master", Ordinary, ""},
    {"fodt", "fodt xml", "application/vnd.oasis.opendocument.text-flat-xml", Ordinary, ""},
    {"fods", "fods xml", "application/vnd.oasis.opendocument.spreadsheet-flat-xml", Ordinary, ""},
    {"fodp", "fodp xml", "application/vnd.oasis.opendocument.presentation-flat-xml", Ordinary, ""},
    {"fodg", "fodg xml", "application/vnd.oasis.opendocument.graphics-flat-xml", Ordinary, ""},
    {"odf", "odf odb odc odi oth otc sxw sxc sxi sxd stw", "application/vnd.oasis.opendocument", Ordinary, "ARC-020"},
    {"epub", "epub", "application/epub+zip", Ordinary, "EXT-009"},
    {"hwpx", "hwpx", "application/hwp+zip", Ordinary, "EXT-009"},
    {"jar", "jar war ear", "application/java-archive", Executable, "EXT-001"},
    {"apk", "apk xapk aab", "application/vnd.android.package-archive", Executable, "EXT-007"},
    {"ipa", "ipa", kOctets, Executable, "EXT-007"},
    {"appx", "appx msix appxbundle msixbundle", "application/appx", Executable, "EXT-001"},
    {"iwork", "pages numbers key", kOctets, Ordinary, "EXT-009"},
    {"kmz", "kmz", "application/vnd.google-earth.kmz", Ordinary, "EXT-009"},
    {"zip", "zip zipx", "application/zip", Ordinary, ""},
    // Compound files.
    {"doc", "doc dot", "application/msword", Ordinary, ""},
    {"xls", "xls xlt xlm xla", "application/vnd.ms-excel", Ordinary, ""},
    {"ppt", "ppt pot pps ppa", "application/vnd.ms-powerpoint", Ordinary, ""},
    {"vsd", "vsd vst vss", "application/vnd.visio", Ordinary, ""},
    {"pub", "pub", "application/vnd.ms-publisher", Ordinary, "EXT-004"},
    {"mpp", "mpp mpt", "application/vnd.ms-project", Ordinary, ""},
    {"msg", "msg oft", "application/vnd.ms-outlook", Ordinary, ""},
    {"msi", "msi msp mst", "application/x-msi", Executable, "EXT-001"},
    {"jtd", "jtd jtt jttc jtdc", "application/x-js-taro", Ordinary, ""},
    {"hwp", "hwp", "application/x-hwp", Ordinary, "EXT-009"},
    {"encrypted-office", "docx xlsx pptx docm xlsm pptm xlsb", "application/x-ole-storage", Encrypted, "ENC-001"},
    {"rights-managed", "docx xlsx pptx doc xls ppt", "application/x-ole-storage", Encrypted, "ENC-007"},
    {"cfb", "", "application/x-ole-storage", Unknown, "EXT-011"},
    // Documents and pictures.
    {"pdf", "pdf ai", "application/pdf", Ordinary, ""},
    {"postscript", "ps eps", "application/postscript", Executable, "EXT-002"},
    {"rtf", "rtf doc", "application/rtf", Ordinary, ""},
    {"docuworks", "xdw xbd", "application/vnd.fujixerox.docuworks", Ordinary, ""},
    {"png", "png", "image/png", Ordinary, ""},
    {"jpg", "jpg jpeg jpe jfif", "image/jpeg", Ordinary, ""},
    {"gif", "gif", "image/gif", Ordinary, ""},
    {"bmp", "bmp dib", "image/bmp", Ordinary, ""},
    {"tiff", "tif tiff", "image/tiff", Ordinary, ""},
    {"webp", "webp", "image/webp", Ordinary, ""},
    {"jp2", "jp2 j2k jpx jpf", "image/jp2", Ordinary, ""},
    {"jxl", "jxl", "image/jxl", Ordinary, ""},
    {"heif", "heic heif avif", "image/heif", Ordinary, ""},
    {"psd", "psd psb", "image/vnd.adobe.photoshop", Ordinary, "IMG-020"},
    {"jxr", "wdp hdp jxr", "image/vnd.ms-photo", Ordinary, "IMG-014"},
    {"eps", "eps epsf epsi", "application/postscript", Executable, "IMG-019"},
    {"ani", "ani", kOctets, Ordinary, "IMG-015"},
    {"camera-raw", "cr2 nef arw dng orf rw2 raf", kOctets, Ordinary, "IMG-018"},
    {"image-script", "mvg msl", "text/plain", Executable, "IMG-021"},
    {"other-picture", "pcx tga sgi rgb ras xbm xpm pnm pbm pgm ppm dds hdr exr mng wpg qoi pct pict", kOctets, Ordinary,
     "IMG-018"},
    {"ico", "ico cur", "image/vnd.microsoft.icon", Ordinary, ""},
    {"emf", "emf", "image/emf", Ordinary, ""},
    {"wmf", "wmf", "image/wmf", Ordinary, ""},
    {"svg", "svg", "image/svg+xml", Ordinary, ""},
    {"dwg", "dwg", "image/vnd.dwg", Ordinary, ""},
    {"djvu", "djvu djv", "image/vnd.djvu", Ordinary, "EXT-009"},
    // Sound and pictures that move.
    {"riff", "wav avi", "application/octet-stream", Ordinary, ""},
    {"mp4", "mp4 m4a m4v mov 3gp", "video/mp4", Ordinary, ""},
    {"mp3", "mp3", "audio/mpeg", Ordinary, ""},
    {"ogg", "ogg oga ogv opus", "application/ogg", Ordinary, ""},
    {"flac", "flac", "audio/flac", Ordinary, ""},
    {"matroska", "mkv webm", "video/x-matroska", Ordinary, ""},
    {"asf", "wmv wma asf", "video/x-ms-asf", Ordinary, ""},
    {"swf", "swf", "application/x-shockwave-flash", Executable, "EXT-008"},
    {"flv", "flv", "video/x-flv", Ordinary, "EXT-008"},
    // Archives.
    {"7z", "7z", "application/x-7z-compressed", Ordinary, "ARC-013"},
    {"rar", "rar", "application/vnd.rar", Ordinary, "ARC-008"},
    {"lzh", "lzh lha", "application/x-lzh-compressed", Ordinary, "ARC-014"},
    {"cab", "cab", "application/vnd.ms-cab-compressed", Ordinary, "ARC-015"},
    {"tar", "tar", "application/x-tar", Ordinary, "ARC-011"},
    {"gzip", "gz tgz", "application/gzip", Ordinary, "ARC-012"},
    {"bzip2", "bz2 tbz tbz2", "application/x-bzip2", Ordinary, "ARC-012"},
    {"xz", "xz txz", "application/x-xz", Ordinary, "ARC-012"},
    {"zstd", "zst", "application/zstd", Ordinary, "ARC-012"},
    {"other-archive", "", kOctets, Ordinary, "ARC-016"},
    {"disk-image", "iso img vhd vhdx vmdk dmg wim", "application/x-iso9660-image", Executable, "EXT-005"},
    // Programs and what starts them.
    {"exe", "exe dll scr", "application/vnd.microsoft.portable-executable", Executable, "EXT-001"},
    {"elf", "", "application/x-elf", Executable, "EXT-001"},
    {"macho", "", "application/x-mach-binary", Executable, "EXT-001"},
    {"class", "class", "application/java-vm", Executable, "EXT-001"},
    {"bytecode", "", kOctets, Executable, "EXT-001"},
    {"virus-test", "com", kOctets, Executable, "GEN-008"},
    {"lnk", "lnk", "application/x-ms-shortcut", Executable, "EXT-003"},
    {"script", "", "text/plain", Executable, "EXT-002"},
    {"url-shortcut", "url", "application/internet-shortcut", Executable, "EXT-003"},
    {"chm", "chm", "application/vnd.ms-htmlhelp", Executable, "EXT-009"},
    {"hlp", "hlp", "application/winhlp", Executable, "EXT-009"},
    {"onenote", "one onepkg onetoc2", "application/onenote", Executable, "EXT-004"},
    {"access", "mdb accdb", "application/x-msaccess", Executable, "EXT-010"},
    {"sqlite", "sqlite db", "application/vnd.sqlite3", Ordinary, "EXT-010"},
    {"linux-package", "deb rpm", kOctets, Executable, "EXT-007"},
    {"browser-extension", "crx", kOctets, Executable, "EXT-007"},
    // Mail and text.
    {"mail", "eml", "message/rfc822", Ordinary, ""},
    {"mhtml", "mht mhtml", "multipart/related", Ordinary, "MHT-001"},
    {"mbox", "mbox", "application/mbox", Ordinary, ""},
    {"tnef", "dat tnef", "application/ms-tnef", Ordinary, ""},
    {"pst", "pst ost", "application/vnd.ms-outlook-pst", Ordinary, ""},
    {"html", "html htm xhtml", "text/html", Ordinary, ""},
    {"xml", "xml xsd rdf rss atom opml gpx", "text/xml", Ordinary, ""},
    {"office-xml", "xml doc xls", "text/xml", Ordinary, "GEN-001"},
    {"calendar", "ics vcs", "text/calendar", Ordinary, ""},
    {"vcard", "vcf", "text/vcard", Ordinary, ""},
    {"csv", "csv tsv tab", "text/csv", Ordinary, ""},
    {"query", "iqy", "text/plain", Executable, "EXT-004"},
    {"sylk", "slk", "application/x-sylk", Executable, "SLK-001"},
    {"old-sheet", "dif dbf wk1 wk3 wk4 wks", kOctets, Executable, "DIF-001"},
    {"text", "txt text log md json yml yaml ini conf cfg toml css tex asc", "text/plain", Ordinary, ""},
    {"smime", "p7m p7s p7c", "application/pkcs7-mime", Ordinary, ""},
    {"pgp", "pgp gpg asc", "application/pgp-encrypted", Encrypted, "ARC-003"},
    {"certificate", "cer crt der pem pfx p12", "application/pkix-cert", Ordinary, "EXT-006"},
    {"font", "ttf otf woff woff2", "font/sfnt", Ordinary, ""},
};

using namespace std::string_view_literals;

// Longest and most certain first where two could match. Offsets are from the start of the file.
constexpr Signature kSignatures[] = {
    {0, "\x89PNG\r\n\x1a\n"sv, "png"},
    {0, "\xFF\xD8\xFF"sv, "jpg"},
    {0, "GIF87a"sv, "gif"},
    {0, "GIF89a"sv, "gif"},
    {8, "CR\2\0"sv, "camera-raw", "II*\0"sv},  // Canon: in front of TIFF, whose header it has
    {0, "FUJIFILMCCD-RAW"sv, "camera-raw"},
    {0, "II*\0"sv, "tiff"},
    {0, "MM\0*"sv, "tiff"},
    {0, "II+\0"sv, "tiff"},
    {0, "MM\0+"sv, "tiff"},
    {8, "WEBP"sv, "webp", "RIFF"sv},
    {0, "\0\0\0\x0CjP  \r\n\x87\n"sv, "jp2"},
    {0, "\xFF\x4F\xFF\x51"sv, "jp2"},
    {0, "\0\0\0\x0CJXL \r\n\x87\n"sv, "jxl"},
    {0, "\xFF\x0A"sv, "jxl"},
    {4, "ftyphevc"sv, "heif"},
    {4, "ftypmsf1"sv, "heif"},
    {4, "ftypavis"sv, "heif"},
    {4, "ftypheic"sv, "heif"},
    {4, "ftypheix"sv, "heif"},
    {4, "ftypmif1"sv, "heif"},
    {4, "ftypavif"sv, "heif"},
    {4, "ftypheim"sv, "heif"},
    {4, "ftypheis"sv, "heif"},
    {4, "ftyphevm"sv, "heif"},
    {4, "ftyphevs"sv, "heif"},
    {4, "ftypmif2"sv, "heif"},
    {4, "ftypmiaf"sv, "heif"},
    {4, "ftyp"sv, "mp4"},
    {4, "moov"sv, "mp4"},
    {0, "8BPS"sv, "psd"},
    {0, "\0\0\1\0"sv, "ico"},
    {0, "\0\0\2\0\6\4\6\0"sv, "old-sheet"},      // WK1
    {0, "\0\0\x1A\0\0\x10\4\0"sv, "old-sheet"},  // WK3
    {0, "\0\0\2\0"sv, "ico"},
    {40, " EMF"sv, "emf", "\1\0\0\0"sv},
    {0, "\xD7\xCD\xC6\x9A"sv, "wmf"},
    {0, "\1\0\x09\0\0\x03"sv, "wmf"},
    {0, "\1\0\x09\0\0\x01"sv, "wmf"},
    {0, "AT&TFORM"sv, "djvu"},
    {0, "%PDF-"sv, "pdf"},
    {0, "%!PS-Adobe-3.0 EPSF"sv, "eps"},
    {0, "%!PS-Adobe-2.0 EPSF"sv, "eps"},
    {0, "\xC5\xD0\xD3\xC6"sv, "eps"},
    {0, "%!PS"sv, "postscript"},
    {0, "{\\rt"sv, "rtf"},
    {0, "\x60\x0E\x82\xB9"sv, "docuworks"},
    {8, "ACON"sv, "ani", "RIFF"sv},
    {0, "RIFF"sv, "riff"},
    {0, "push graphic-context"sv, "image-script"},
    {0, "II\xBC\x01"sv, "jxr"},
    {0, "\x59\xA6\x6A\x95"sv, "other-picture"},  // Sun raster
    {0, "\x01\xDA\x00\x01"sv, "other-picture"},  // SGI
    {0, "\x01\xDA\x01\x01"sv, "other-picture"},
    {0, "\x0A\x05\x01\x08"sv, "other-picture"},  // PCX
    {0, "\x0A\x05\x01\x01"sv, "other-picture"},
    {0, "DDS \x7C\0\0\0"sv, "other-picture"},
    {0, "\x76\x2F\x31\x01"sv, "other-picture"},  // OpenEXR
    {0, "#?RADIANCE\n"sv, "other-picture"},
    {0, "\x8AMNG\r\n\x1a\n"sv, "other-picture"},
    {0, "P4\n"sv, "other-picture"},  // PNM
    {0, "P5\n"sv, "other-picture"},
    {0, "P6\n"sv, "other-picture"},
    {0, "/* XPM */"sv, "other-picture"},
    {0, "\xFFWPC"sv, "other-picture"},
    {0, "qoif"sv, "other-picture"},
    {0, "ID3"sv, "mp3"},
    {0, "OggS"sv, "ogg"},
    {0, "fLaC"sv, "flac"},
    {0, "\x1A\x45\xDF\xA3"sv, "matroska"},
    {0, "\x30\x26\xB2\x75\x8E\x66\xCF\x11"sv, "asf"},
    {0, "FWS"sv, "swf"},
    {0, "CWS"sv, "swf"},
    {0, "ZWS"sv, "swf"},
    {0, "FLV\1"sv, "flv"},
    {0, "7z\xBC\xAF\x27\x1C"sv, "7z"},
    {0, "Rar!\x1A\x07"sv, "rar"},
    {0, "RE~^"sv, "rar"},
    {2, "-lh"sv, "lzh"},
    {2, "-lz"sv, "lzh"},
    {0, "MSCF"sv, "cab"},
    {0, "ISc("sv, "cab"},
    {257, "ustar"sv, "tar"},
    {0, "\x1F\x8B\x08"sv, "gzip"},
    {0, "BZh"sv, "bzip2"},
    {0,
     "\xFD"
     "7zXZ\0"sv,
     "xz"},
    {0, "\x28\xB5\x2F\xFD"sv, "zstd"},
    {7, "**ACE**"sv, "other-archive"},
    {0, "\x60\xEA"sv, "other-archive"},           // ARJ
    {20, "\xDC\xA7\xC4\xFD"sv, "other-archive"},  // ZOO
    {0, "ALZ\1"sv, "other-archive"},
    {0, "EGGA"sv, "other-archive"},
    {0, "xar!"sv, "other-archive"},
    {0, "LZIP"sv, "other-archive"},
    {0, "WARC/"sv, "other-archive"},
    {0, "\x1F\x9D"sv, "other-archive"},          // compress
    {0, "\x04\x22\x4D\x18"sv, "other-archive"},  // LZ4
    {0, "!<arch>\n"sv, "linux-package"},
    {0, "\xED\xAB\xEE\xDB"sv, "linux-package"},
    {0, "Cr24"sv, "browser-extension"},
    {0, "vhdxfile"sv, "disk-image"},
    {0, "conectix"sv, "disk-image"},
    {0, "KDMV"sv, "disk-image"},
    {0, "QFI\xFB"sv, "disk-image"},
    {0, "MSWIM\0\0\0"sv, "disk-image"},
    // EICAR's test file, in two pieces, so that no scanner takes offence at this one.
    {0,
     "X5O!P%@AP[4\\PZX54(P^)7CC)7}"
     "$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"sv,
     "virus-test"},
    {0, "MZ"sv, "exe"},
    {0, "ZM"sv, "exe"},
    {0,
     "\x7F"
     "ELF"sv,
     "elf"},
    {0, "\xFE\xED\xFA\xCE"sv, "macho"},
    {0, "\xFE\xED\xFA\xCF"sv, "macho"},
    {0, "\xCE\xFA\xED\xFE"sv, "macho"},
    {0, "\xCF\xFA\xED\xFE"sv, "macho"},
    {0, "\xCA\xFE\xBA\xBE"sv, "class"},
    {0, "\xCA\xFE\xD0\x0D"sv, "class"},
    {0, "dex\n"sv, "bytecode"},
    {0, "\0asm"sv, "bytecode"},
    {0, "\x1BLua"sv, "bytecode"},
    {0, "BC\xC0\xDE"sv, "bytecode"},
    {0, "\x4C\0\0\0\x01\x14\x02\0"sv, "lnk"},
    {0, "#@~^"sv, "script"},
    {0, "ITSF"sv, "chm"},
    {0, "?_\3\0"sv, "hlp"},
    {0, "\xE4\x52\x5C\x7B\x8C\xD8\xA7\x4D"sv, "onenote"},
    {0, "\0\1\0\0Standard "sv, "access"},
    {0, "SQLite format 3\0"sv, "sqlite"},
    {0, "\x78\x9F\x3E\x22"sv, "tnef"},
    {0, "!BDN"sv, "pst"},
    {0, "AC10"sv, "dwg"},
    {0, "\0\1\0\0\0"sv, "font"},
    {0, "OTTO\0"sv, "font"},
    {0, "wOFF"sv, "font"},
    {0, "wOF2"sv, "font"},
    {0, "-----BEGIN PGP MESSAGE"sv, "pgp"},
    {0, "-----BEGIN PKCS7"sv, "smime"},
};

}  // namespace

std::span<const TypeRow> types() noexcept {
  return kTypes;
}
std::span<const Signature> signatures() noexcept {
  return kSignatures;
}

const TypeRow* find_type(std::string_view type) noexcept {
  for (const TypeRow& row : kTypes) {
    if (row.type == type) return &row;
  }
  return nullptr;
}

bool has_extension(const TypeRow& row, std::string_view extension) noexcept {
  std::string_view rest = row.extensions;
  while (!rest.empty()) {
    const std::size_t space = rest.find(' ');
    if (rest.substr(0, space) == extension) return true;
    if (space == std::string_view::npos) return false;
    rest.remove_prefix(space + 1);
  }
  return false;
}

}  // namespace mugai::detect

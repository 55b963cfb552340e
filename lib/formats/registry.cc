#include "lib/formats/registry.h"

#include <algorithm>

namespace mugai::formats {
namespace {

using enum Family;

// A macro-enabled file comes out as the macro-free type of its kind.
constexpr Row kRows[] = {
    {"docx", "docx", "docx", "ooxml", Files},
    {"docm", "docm", "docx", "ooxml", Files},
    {"dotx", "dotx", "dotx", "ooxml", Files},
    {"dotm", "dotm", "dotx", "ooxml", Files},
    {"xlsx", "xlsx", "xlsx", "ooxml", Files},
    {"xlsm", "xlsm", "xlsx", "ooxml", Files},
    {"xltx", "xltx", "xltx", "ooxml", Files},
    {"xltm", "xltm", "xltx", "ooxml", Files},
    {"pptx", "pptx", "pptx", "ooxml", Files},
    {"pptm", "pptm", "pptx", "ooxml", Files},
    {"potx", "potx", "potx", "ooxml", Files},
    {"potm", "potm", "potx", "ooxml", Files},
    {"ppsx", "ppsx", "ppsx", "ooxml", Files},
    {"ppsm", "ppsm", "ppsx", "ooxml", Files},
    {"text", "txt", "txt", "text", Files},
    {"csv", "csv", "csv", "csv", Files},
    {"html", "html", "html", "html", Files},
    {"mhtml", "mht", "txt", "mhtml", Files},
    {"calendar", "ics", "ics", "calendar", Files},
    {"vcard", "vcf", "vcf", "vcard", Files},
    {"xml", "xml", "xml", "xml", Files},
    {"odt", "odt", "odt", "odf", Files},
    {"ott", "ott", "ott", "odf", Files},
    {"ods", "ods", "ods", "odf", Files},
    {"ots", "ots", "ots", "odf", Files},
    {"odp", "odp", "odp", "odf", Files},
    {"otp", "otp", "otp", "odf", Files},
    {"odg", "odg", "odg", "odf", Files},
    {"otg", "otg", "otg", "odf", Files},
    {"odm", "odm", "odt", "odf", Files},
    {"fodt", "fodt", "fodt", "odf", Files},
    {"fods", "fods", "fods", "odf", Files},
    {"fodp", "fodp", "fodp", "odf", Files},
    {"fodg", "fodg", "fodg", "odf", Files},
    {"xlsb", "xlsb", "xlsx", "xlsb", Files},
    {"office-xml", "xml", "docx", "flat", Files},
    {"zip", "zip", "zip", "zip", Files},
    {"mail", "eml", "eml", "mail", Mail},
    {"mbox", "mbox", "eml", "mbox", Mail},
    {"msg", "msg", "eml", "msg", Mail},
    {"tnef", "dat", "eml", "tnef", Mail},
    {"jpg", "jpg", "jpg", "image", Image},
    {"png", "png", "png", "image", Image},
    {"gif", "gif", "gif", "image", Image},
    {"bmp", "bmp", "bmp", "image", Image},
    {"tiff", "tif", "tif", "image", Image},
    {"webp", "webp", "webp", "image", Image},
    {"ico", "ico", "ico", "image", Image},
    {"jp2", "jp2", "png", "image", Image},
    {"jxl", "jxl", "jpg", "image", Image},
    {"heif", "heic", "jpg", "image", Image},
    {"emf", "emf", "emf", "metafile", Image},
    {"wmf", "wmf", "wmf", "metafile", Image},
    {"svg", "svg", "svg", "svg", Image},
    {"pdf", "pdf", "pdf", "pdf", Pdf},
};

}  // namespace

std::span<const Row> rows() noexcept {
  return kRows;
}

const Row* find(std::string_view type) noexcept {
  const Row* row = std::find_if(std::begin(kRows), std::end(kRows), [&](const Row& r) { return r.type == type; });
  return row == std::end(kRows) ? nullptr : row;
}

}  // namespace mugai::formats

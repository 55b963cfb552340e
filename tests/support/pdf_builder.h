// PDF files made in memory: one page that shows INSIDE, to which objects, keys and lies are added.
#pragma once

#include <map>
#include <string>

#include "lib/base/bytes.h"

namespace mugai::testing {

// Objects: 1 catalogue, 2 page tree, 3 page, 4 its content, 5 Helvetica. Later ones are free from 10 on.
class PdfBuilder {
 public:
  PdfBuilder();
  // The body of an object, as it stands in a file.
  PdfBuilder& set(int number, const std::string& body);
  // `dict` without its brackets and /Length.
  PdfBuilder& stream(int number, const std::string& dict, const std::string& data);
  PdfBuilder& catalog(const std::string& keys);    // added to the catalogue
  PdfBuilder& page(const std::string& keys);       // added to the page
  PdfBuilder& resources(const std::string& keys);  // added to the page's resources
  PdfBuilder& content(const std::string& operators);
  PdfBuilder& annotation(const std::string& keys);                      // of the page, at [100 100 200 120]
  PdfBuilder& action(const std::string& keys);                          // of a link
  PdfBuilder& image(const std::string& dict, const std::string& data);  // drawn by the page
  PdfBuilder& field(const std::string& keys);                           // of a form, with its widget
  PdfBuilder& trailer(const std::string& keys);

  std::string header = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
  std::string before, after;
  std::string update;         // bytes of another revision: "4 0 obj … endobj", without its table
  std::string doubled;        // bytes between the objects and the table: objects that the table does not name
  bool broken_index = false;  // startxref leads nowhere
  bool hidden = false;        // objects in an object stream, names as #xx

  [[nodiscard]] std::string text() const;
  [[nodiscard]] Buffer build() const;

 private:
  [[nodiscard]] std::map<int, std::string> bodies() const;
  [[nodiscard]] std::string with_table(const std::map<int, std::string>& objects) const;
  [[nodiscard]] std::string with_streams(const std::map<int, std::string>& objects) const;

  std::map<int, std::string> objects_;
  std::string catalog_, page_, resources_, annotations_, xobjects_, fields_, trailer_;
  std::string content_ = "BT /F1 12 Tf 72 700 Td (INSIDE) Tj ET";
  std::string content_dict_;
  int next_ = 100;
};

// Every letter and digit of the names in `body` as #xx, outside of strings and streams.
std::string escape_names(const std::string& body);

// The built document, encrypted by libqpdf. `revision` 2, 3, 4 or 6.
Buffer encrypted_pdf(const Buffer& plain, int revision, const char* user_password);

}  // namespace mugai::testing

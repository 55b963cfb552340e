#include "tests/support/pdf_builder.h"

#include <cstdio>

namespace mugai::testing {
namespace {

using std::string;

string dict(const string& keys) {
  return "<< " + keys + " >>";
}
string ten_digits(std::size_t offset) {
  char text[16];
  std::snprintf(text, sizeof text, "%010zu", offset);
  return text;
}

}  // namespace

PdfBuilder::PdfBuilder() {
  objects_[5] = dict("/Type /Font /Subtype /Type1 /BaseFont /Helvetica");
}

PdfBuilder& PdfBuilder::set(int number, const string& body) {
  objects_[number] = body;
  return *this;
}
PdfBuilder& PdfBuilder::stream(int number, const string& keys, const string& data) {
  return set(number, dict(keys + " /Length " + std::to_string(data.size())) + "\nstream\n" + data + "\nendstream");
}
PdfBuilder& PdfBuilder::catalog(const string& keys) {
  catalog_ += " " + keys;
  return *this;
}
PdfBuilder& PdfBuilder::page(const string& keys) {
  page_ += " " + keys;
  return *this;
}
PdfBuilder& PdfBuilder::resources(const string& keys) {
  resources_ += " " + keys;
  return *this;
}
PdfBuilder& PdfBuilder::content(const string& operators) {
  content_ += "\n" + operators;
  return *this;
}
PdfBuilder& PdfBuilder::annotation(const string& keys) {
  const int number = next_++;
  annotations_ += " " + std::to_string(number) + " 0 R";
  return set(number, dict("/Type /Annot /Rect [100 100 200 120] " + keys));
}
PdfBuilder& PdfBuilder::action(const string& keys) {
  return annotation("/Subtype /Link /A " + dict(keys));
}
PdfBuilder& PdfBuilder::image(const string& keys, const string& data) {
  const int number = next_++;
  const string name = "Im" + std::to_string(number);
  xobjects_ += " /" + name + " " + std::to_string(number) + " 0 R";
  content("q 10 0 0 10 0 0 cm /" + name + " Do Q");
  return stream(number, "/Type /XObject /Subtype /Image " + keys, data);
}
PdfBuilder& PdfBuilder::field(const string& keys) {
  fields_ += " " + std::to_string(next_) + " 0 R";
  return annotation("/Subtype /Widget /T (field) " + keys);
}
PdfBuilder& PdfBuilder::trailer(const string& keys) {
  trailer_ += " " + keys;
  return *this;
}

std::map<int, string> PdfBuilder::bodies() const {
  std::map<int, string> all = objects_;
  const string form = fields_.empty() ? "" : " /AcroForm << /Fields [" + fields_ + "] >>";
  all.emplace(1, dict("/Type /Catalog /Pages 2 0 R" + form + catalog_));
  all.emplace(2, dict("/Type /Pages /Kids [3 0 R] /Count 1"));
  const string annots = annotations_.empty() ? "" : " /Annots [" + annotations_ + "]";
  all.emplace(
      3, dict("/Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> "
              "/XObject <<" +
              xobjects_ + " >>" + resources_ + " >>" + annots + page_));
  all.emplace(4, dict("/Length " + std::to_string(content_.size())) + "\nstream\n" + content_ + "\nendstream");
  return all;
}

string PdfBuilder::with_table(const std::map<int, string>& objects) const {
  string out = before + header;
  std::map<int, std::size_t> offsets;
  for (const auto& [number, body] : objects) {
    offsets[number] = out.size() - before.size();
    out += std::to_string(number) + " 0 obj\n" + body + "\nendobj\n";
  }
  out += doubled;
  std::size_t table = out.size() - before.size();
  out += "xref\n0 1\n0000000000 65535 f \n";
  for (const auto& [number, offset] : offsets)
    out += std::to_string(number) + " 1\n" + ten_digits(offset) + " 00000 n \n";
  const string size = std::to_string(objects.rbegin()->first + 1);
  out += "trailer\n" + dict("/Size " + size + " /Root 1 0 R" + trailer_);
  out += "\nstartxref\n" + std::to_string(broken_index ? 99'999'999 : table) + "\n%%EOF\n";
  if (!update.empty()) {
    const std::size_t offset = out.size() - before.size();
    out += update;
    const std::size_t second = out.size() - before.size();
    out += "xref\n" + update.substr(0, update.find(' ')) + " 1\n" + ten_digits(offset) + " 00000 n \ntrailer\n";
    out += dict("/Size " + size + " /Root 1 0 R /Prev " + std::to_string(table)) + "\nstartxref\n" +
           std::to_string(second) + "\n%%EOF\n";
  }
  return out + after;
}

// Streams as they are, everything else in one object stream, a cross-reference stream, all names escaped.
string PdfBuilder::with_streams(const std::map<int, string>& objects) const {
  string out = before + header;
  string pairs;
  string packed;
  std::map<int, string> rows;
  int count = 0;
  const int holder = objects.rbegin()->first + 1;
  const auto row = [](char type, std::size_t value, int index) {
    string bytes(1, type);
    for (int shift = 24; shift >= 0; shift -= 8)
      bytes += static_cast<char>(value >> shift);
    return bytes + static_cast<char>(index >> 8) + static_cast<char>(index);
  };
  for (const auto& [number, body] : objects) {
    if (body.find("stream\n") == string::npos) {
      pairs += std::to_string(number) + " " + std::to_string(packed.size()) + " ";
      packed += escape_names(body) + "\n";
      rows[number] = row(2, static_cast<std::size_t>(holder), count++);
    } else {
      rows[number] = row(1, out.size() - before.size(), 0);
      out += std::to_string(number) + " 0 obj\n" + body + "\nendobj\n";
    }
  }
  rows[holder] = row(1, out.size() - before.size(), 0);
  out += std::to_string(holder) + " 0 obj\n" +
         dict("/Type /ObjStm /N " + std::to_string(count) + " /First " + std::to_string(pairs.size()) + " /Length " +
              std::to_string(pairs.size() + packed.size())) +
         "\nstream\n" + pairs + packed + "\nendstream\nendobj\n";
  const std::size_t table = out.size() - before.size();
  rows[holder + 1] = row(1, table, 0);
  string index;
  string data;
  for (const auto& [number, bytes] : rows) {
    index += std::to_string(number) + " 1 ";
    data += bytes;
  }
  out += std::to_string(holder + 1) + " 0 obj\n" +
         dict("/Type /XRef /Size " + std::to_string(holder + 2) + " /W [1 4 2] /Index [" + index + "] /Root 1 0 R" +
              trailer_ + " /Length " + std::to_string(data.size())) +
         "\nstream\n" + data + "\nendstream\nendobj\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
  return out + after;
}

string PdfBuilder::text() const {
  return hidden ? with_streams(bodies()) : with_table(bodies());
}

Buffer PdfBuilder::build() const {
  const string bytes = text();
  return {bytes.begin(), bytes.end()};
}

string escape_names(const string& body) {
  string out;
  int depth = 0;
  bool name = false;
  for (std::size_t i = 0; i < body.size(); ++i) {
    const char c = body[i];
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (depth == 0 && c == '/')
      name = true;
    else if (!letter && !(c >= '0' && c <= '9'))
      name = false;
    if (c == '(') ++depth;
    if (c == ')') --depth;
    if (name && letter) {
      char text[4];
      std::snprintf(text, sizeof text, "#%02x", static_cast<unsigned>(static_cast<unsigned char>(c)));
      out += text;
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace mugai::testing

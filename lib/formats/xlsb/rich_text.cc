#include "lib/formats/xlsb/rich_text.h"

#include <vector>

#include "lib/base/ascii.h"
#include "lib/formats/xlsb/record_ids.h"
#include "lib/formats/xlsb/records.h"
#include "lib/formats/xlsb/xml_text.h"

namespace mugai::xlsb {
namespace {

struct Run {
  std::uint16_t first = 0;
  std::uint16_t font = 0;
};
struct Reading {
  std::uint16_t first = 0;       // in the text of the readings
  std::uint16_t base_first = 0;  // in the text that is read
  std::uint16_t base_count = 0;
};

Result<Bytes> read_units(Cursor& cursor) {
  TRY_ASSIGN(const std::uint32_t count, cursor.u32le());
  if (count > kMaxText) return make_error(ErrorCode::TooLarge, "a text in a record", cursor.offset());
  return cursor.take(std::uint64_t{count} * 2);
}

// UTF-16 units [first, last) of a text; both are cut to its length.
std::string piece(Bytes units, std::size_t first, std::size_t last) {
  const std::size_t count = units.size() / 2;
  first = std::min(first, count);
  last = std::min(std::max(first, last), count);
  return to_utf8(units.subspan(first * 2, (last - first) * 2));
}

Result<std::vector<Run>> read_runs(Cursor& cursor) {
  TRY_ASSIGN(const std::uint32_t count, cursor.u32le());
  if (std::uint64_t{count} * 4 > cursor.remaining()) return make_error(ErrorCode::Truncated, "runs of a text");
  std::vector<Run> runs(count);
  for (Run& run : runs) {
    TRY_ASSIGN(run.first, cursor.u16le());
    TRY_ASSIGN(run.font, cursor.u16le());
  }
  return runs;
}

void append_runs(std::string& out, Bytes units, const std::vector<Run>& runs, const WorkbookModel& workbook) {
  if (runs.front().first != 0) {
    out += "<r>";
    append_text_element(out, piece(units, 0, runs.front().first));
    out += "</r>";
  }
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const std::size_t end = i + 1 < runs.size() ? runs[i + 1].first : units.size() / 2;
    const std::string text = piece(units, runs[i].first, end);
    if (text.empty()) continue;
    out += "<r>";
    if (runs[i].font < workbook.run_properties.size())
      out += "<rPr>" + workbook.run_properties[runs[i].font] + "</rPr>";
    append_text_element(out, text);
    out += "</r>";
  }
}

// phoneticStr, count, runs, font and flags. Producers differ in the size of a run; readings of another size stay
// behind.
Result<void> append_readings(std::string& out, Bytes base, Cursor& cursor) {
  TRY_ASSIGN(const Bytes units, read_units(cursor));
  TRY_ASSIGN(const std::uint32_t count, cursor.u32le());
  constexpr std::uint64_t kRunBytes = 6;
  if (count == 0 || count * kRunBytes + 4 != cursor.remaining()) return ok();
  std::vector<Reading> readings(count);
  for (Reading& reading : readings) {
    TRY_ASSIGN(reading.first, cursor.u16le());
    TRY_ASSIGN(reading.base_first, cursor.u16le());
    TRY_ASSIGN(reading.base_count, cursor.u16le());
  }
  for (std::size_t i = 0; i < readings.size(); ++i) {
    const std::size_t end = i + 1 < readings.size() ? readings[i + 1].first : units.size() / 2;
    const std::uint32_t last = std::uint32_t{readings[i].base_first} + readings[i].base_count;
    if (last > base.size() / 2) continue;
    out += "<rPh";
    append_attribute(out, "sb", std::uint64_t{readings[i].base_first});
    append_attribute(out, "eb", std::uint64_t{last});
    out += ">";
    append_text_element(out, piece(units, readings[i].first, end));
    out += "</rPh>";
  }
  return ok();
}

}  // namespace

void append_text_element(std::string& out, std::string_view text) {
  const bool keep_space = !text.empty() && (ascii::is_space(text.front()) || ascii::is_space(text.back()));
  out += keep_space ? "<t xml:space=\"preserve\">" : "<t>";
  append_escaped(out, text);
  out += "</t>";
}

// flags (1 formats, 2 readings), text, runs, readings
Result<std::string> read_rich_text(Cursor& cursor, const WorkbookModel& workbook) {
  TRY_ASSIGN(const std::uint8_t flags, cursor.u8());
  TRY_ASSIGN(const Bytes units, read_units(cursor));
  std::vector<Run> runs;
  if ((flags & 1U) != 0) {
    TRY_ASSIGN(runs, read_runs(cursor));
  }
  std::string out;
  if (runs.empty()) {
    append_text_element(out, to_utf8(units));
  } else {
    append_runs(out, units, runs, workbook);
  }
  if ((flags & 2U) != 0) TRY(append_readings(out, units, cursor));
  return out;
}

Result<std::string> convert_shared_strings(Bytes part, const WorkbookModel& workbook, Notes& notes) {
  std::string out = "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">";
  RecordReader reader(part);
  for (;;) {
    TRY_ASSIGN(const std::optional<Record> record, reader.next());
    if (!record.has_value()) break;
    if (record->type != kSharedItem) {
      notes.left(record->type);
      continue;
    }
    Cursor data(record->data);
    TRY_ASSIGN(const std::string text, read_rich_text(data, workbook));
    out += "<si>" + text + "</si>";
  }
  return out + "</sst>";
}

// authors, then for each comment: author, range, identifier; its text
Result<std::string> convert_comments(Bytes part, const WorkbookModel& workbook, Notes& notes) {
  std::string authors;
  std::string comments;
  std::uint64_t author_count = 0;
  bool open = false;
  RecordReader reader(part);
  for (;;) {
    TRY_ASSIGN(const std::optional<Record> record, reader.next());
    if (!record.has_value()) break;
    Cursor data(record->data);
    if (record->type == kAuthor) {
      TRY_ASSIGN(const std::string author, read_text(data));
      authors += "<author>";
      append_escaped(authors, author);
      authors += "</author>";
      ++author_count;
    } else if (record->type == kBeginComment) {
      TRY_ASSIGN(const std::uint32_t author, data.u32le());
      TRY_ASSIGN(const Range range, read_range(data));
      if (open || author >= author_count) return make_error(ErrorCode::Malformed, "a comment");
      comments += "<comment ref=\"" + cell_name(range.first_row, range.first_column) + "\"";
      append_attribute(comments, "authorId", author);
      comments += "><text>";
      open = true;
    } else if (record->type == kCommentText) {
      if (!open) return make_error(ErrorCode::Malformed, "the text of no comment");
      TRY_ASSIGN(const std::string text, read_rich_text(data, workbook));
      comments += text + "</text></comment>";
      open = false;
    } else {
      notes.left(record->type);
    }
  }
  if (open) comments += "</text></comment>";
  return "<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><authors>" + authors +
         "</authors><commentList>" + comments + "</commentList></comments>";
}

}  // namespace mugai::xlsb

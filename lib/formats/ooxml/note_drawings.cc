#include "lib/formats/ooxml/note_drawings.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "lib/base/ascii.h"
#include "lib/formats/xml/filter.h"
#include "lib/formats/xml/reader.h"

namespace mugai::ooxml {
namespace {

struct Cell {
  std::uint64_t row = 0, column = 0;  // from 0
};

// ST_CellRef = 1*3ALPHA 1*7DIGIT (ECMA-376-1, 18.18.7)
std::optional<Cell> parse_cell(std::string_view reference) {
  std::size_t letters = 0;
  std::uint64_t column = 0;
  while (letters < reference.size()) {
    const char c = ascii::to_lower(reference[letters]);
    if (c < 'a' || c > 'z') break;
    column = column * 26 + static_cast<std::uint64_t>(c - 'a') + 1;
    if (++letters > 3) return std::nullopt;
  }
  const auto row = ascii::parse_decimal(reference.substr(letters));
  if (letters == 0 || !row.has_value() || *row == 0 || *row > 1'048'576) return std::nullopt;
  return Cell{*row - 1, column - 1};
}

constexpr std::string_view kHead =
    "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" "
    "xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" "
    "o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" "
    "o:connecttype=\"rect\"/></v:shapetype>";

// One hidden yellow box beside its cell, as Excel draws a new note.
void append_note(std::string& out, const Cell& cell, std::size_t number) {
  const auto text = [](std::uint64_t value) { return std::to_string(value); };
  out += "<v:shape id=\"_x0000_s" + text(1025 + number) + "\" type=\"#_x0000_t202\" style=\"position:absolute;";
  out += "width:108pt;height:59pt;z-index:" + text(number + 1) + ";visibility:hidden\" fillcolor=\"#ffffe1\" ";
  out += "o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:path o:connecttype=\"none\"/><v:textbox/>";
  out += "<x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>";
  out += text(cell.column + 1) + ", 15, " + text(cell.row) + ", 2, " + text(cell.column + 3) + ", 15, ";
  out += text(cell.row + 4) + ", 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>" + text(cell.row);
  out += "</x:Row><x:Column>" + text(cell.column) + "</x:Column></x:ClientData></v:shape>";
}

class Rebuilder {
 public:
  Rebuilder(Package& package, zip::Reader& reader, Context& context, Reporter& reporter)
      : package_(package), reader_(reader), context_(context), reporter_(reporter) {}

  Result<void> run() {
    for (std::size_t i = 0; i < package_.parts().size(); ++i) {
      Part& part = package_.parts()[i];
      if (!part.kept || part.treatment != Treatment::Xml || part.root != "xml") continue;
      TRY_ASSIGN(const bool loose, is_loose(part));
      if (loose) TRY(rebuild(i));
    }
    return ok();
  }

 private:
  // Not XML at all. What is XML and yet refused (a document type declaration, a bomb) stays an Error of its own.
  Result<bool> is_loose(const Part& part) {
    if (part.entry->unpacked > kMaxDrawingBytes) return false;
    Budget again(context_.budget().left());  // the bytes are charged when the part is written
    TRY_ASSIGN(const Buffer bytes, reader_.read(*part.entry, kMaxDrawingBytes, again));
    xml::ReaderLimits limits;
    limits.input_bytes = kMaxDrawingBytes;
    const auto events = xml::read_events(bytes, limits);
    if (events.has_value() || xml::is_dtd_error(events.error())) return false;
    return events.error().code == ErrorCode::Malformed || events.error().code == ErrorCode::Truncated;
  }

  Result<void> rebuild(std::size_t index) {
    const Part* notes = notes_of(index);
    Part& part = package_.parts()[index];
    std::string drawing;
    if (notes != nullptr) {
      TRY_ASSIGN(drawing, draw(*notes));
    }
    reporter_.tell("DML-022", std::nullopt, part.name, drawing.empty() ? Action::Removed : Action::Rewritten,
                   "a drawing that is no XML");
    if (drawing.empty()) {
      package_.remove_part(index);
      return ok();
    }
    part.bytes.assign(drawing.begin(), drawing.end());
    part.held = true;
    part.relationships.clear();
    return ok();
  }

  // The notes of the sheet that the drawing belongs to; nullptr where it has none.
  [[nodiscard]] const Part* notes_of(std::size_t drawing) const {
    for (const Part& sheet : package_.parts()) {
      const auto names = [&](const Relationship& r) { return r.kept && r.part == drawing; };
      const auto& list = sheet.relationships;
      if (!sheet.kept || std::none_of(list.begin(), list.end(), names)) continue;
      for (const Relationship& r : list) {
        if (r.kept && r.type == "O:comments" && r.part != kNoPart) return &package_.parts()[r.part];
      }
    }
    return nullptr;
  }

  // Empty where the notes cannot be read or there is none.
  Result<std::string> draw(const Part& notes) {
    if (notes.entry->unpacked > kMaxDrawingBytes) return std::string();
    Budget again(context_.budget().left());
    TRY_ASSIGN(const Buffer bytes, reader_.read(*notes.entry, kMaxDrawingBytes, again));
    const auto events = xml::read_events(bytes);
    if (!events.has_value()) return std::string();
    std::string out(kHead);
    std::size_t count = 0;
    for (const xml::Event& event : *events) {
      if (event.kind != xml::Event::Kind::Start || event.local_name != "comment" || count == kMaxNotes) continue;
      const std::string* reference = event.attribute("ref");
      const auto cell = reference == nullptr ? std::nullopt : parse_cell(*reference);
      if (cell.has_value()) append_note(out, *cell, count++);
    }
    return count == 0 ? std::string() : out + "</xml>";
  }

  Package& package_;
  zip::Reader& reader_;
  Context& context_;
  Reporter& reporter_;
};

}  // namespace

Result<void> rebuild_loose_drawings(Package& package, zip::Reader& reader, Context& context, Reporter& reporter) {
  return Rebuilder(package, reader, context, reporter).run();
}

}  // namespace mugai::ooxml

#include "lib/formats/xlsb/handler.h"

#include <optional>

#include "lib/formats/formula/functions.h"
#include "lib/formats/ooxml/content_types.h"
#include "lib/formats/ooxml/handler.h"
#include "lib/formats/ooxml/part_path.h"
#include "lib/formats/ooxml/relationships.h"
#include "lib/formats/xlsb/package_walk.h"
#include "lib/formats/xlsb/rich_text.h"
#include "lib/formats/xlsb/sheet.h"
#include "lib/formats/xlsb/styles.h"
#include "lib/formats/xlsb/workbook.h"
#include "lib/formats/zip/writer.h"

namespace mugai::xlsb {
namespace {

constexpr std::uint64_t kMaxPartBytes = std::uint64_t{64} << 20;      // of one binary part, in memory while it is read
constexpr std::uint64_t kMaxPackageBytes = std::uint64_t{128} << 20;  // of the compressed package in between

class Conversion {
 public:
  Conversion(zip::Reader& reader, Context& context, ooxml::Reporter& reporter)
      : reader_(reader), context_(context), reporter_(reporter) {}

  // Writes the package of SpreadsheetML.
  Result<void> run(OutputSink& out) {
    TRY_ASSIGN(graph_, walk_package(reader_, context_, reporter_));
    reporter_.tell("XLSB-001", std::nullopt, graph_.parts.front().entry->raw_name, Action::Rewritten, "xlsb to xlsx");
    TRY(read_models());
    zip::Writer writer(out, policy::Compression::Fast);
    TRY(write_control_parts(writer));
    for (const PackagePart& part : graph_.parts)
      TRY(write_part(part, writer));
    return writer.finish();
  }

 private:
  Result<Buffer> read(const PackagePart& part) { return reader_.read(*part.entry, kMaxPartBytes, context_.budget()); }

  // Styles and workbook are needed before anything that refers to them is written.
  Result<void> read_models() {
    for (const PackagePart& part : graph_.parts) {
      if (part.work != Work::Styles || styles_.has_value()) continue;
      TRY_ASSIGN(const Buffer bytes, read(part));
      Notes notes(reporter_, part.entry->raw_name);
      auto text = convert_styles(bytes, model_, notes);
      if (!text.has_value()) return notes.refuse(std::move(text).error());
      styles_ = std::move(*text);
      notes.tell();
    }
    return read_workbook_part(graph_.parts.front());
  }

  Result<void> read_workbook_part(const PackagePart& part) {
    TRY_ASSIGN(const Buffer bytes, read(part));
    Notes notes(reporter_, part.entry->raw_name);
    auto book = read_workbook(bytes, model_, notes);
    if (!book.has_value()) return notes.refuse(std::move(book).error());
    for (Sheet& sheet : model_.sheets)
      sheet.kept = leads_to_sheet(part, sheet.relationship);
    auto text = write_workbook(*book, model_, notes);
    if (!text.has_value()) return notes.refuse(std::move(text).error());
    workbook_ = std::move(*text);
    notes.tell();
    return ok();
  }
  [[nodiscard]] bool leads_to_sheet(const PackagePart& book, std::string_view id) const {
    for (const ooxml::Relationship& relationship : book.relationships) {
      if (relationship.id != id || !relationship.kept || relationship.part == ooxml::kNoPart) continue;
      const Work work = graph_.parts[relationship.part].work;
      return work == Work::Sheet || work == Work::ChartSheet;
    }
    return false;
  }

  Result<void> write_control_parts(zip::Writer& writer) {
    std::vector<ooxml::TypedPart> typed;
    typed.reserve(graph_.parts.size());
    for (const PackagePart& part : graph_.parts)
      typed.push_back({part.output_name, part.content_type, false});
    TRY(writer.add("[Content_Types].xml", as_bytes(ooxml::write_content_types(typed))));
    return write_list("", graph_.root, writer);
  }

  Result<void> write_list(std::string_view source, const std::vector<ooxml::Relationship>& list, zip::Writer& writer) {
    if (list.empty()) return ok();
    const auto name_of = [this](std::size_t index) -> std::string_view { return graph_.parts[index].output_name; };
    return writer.add(ooxml::relationships_path(source), as_bytes(ooxml::write_relationships(source, list, name_of)));
  }

  Result<void> write_part(const PackagePart& part, zip::Writer& writer) {
    TRY(writer.begin(part.output_name));
    if (part.work == Work::CarryOver) {
      TRY(reader_.extract(*part.entry, writer.data(), context_.budget()));
    } else {
      Notes notes(reporter_, part.entry->raw_name);
      auto done = convert(part, notes, writer.data());
      if (!done.has_value()) return notes.refuse(std::move(done).error());
      notes.tell();
    }
    TRY(writer.end());
    return write_list(part.output_name, part.relationships, writer);
  }

  Result<void> convert(const PackagePart& part, Notes& notes, Sink& out) {
    if (part.work == Work::Workbook) return out.write(workbook_);
    if (part.work == Work::Styles) return out.write(styles_.value_or(""));
    TRY_ASSIGN(const Buffer bytes, read(part));
    if (part.work == Work::Sheet) return convert_sheet(bytes, model_, part.relationships, notes, out);
    if (part.work == Work::ChartSheet) return convert_chart_sheet(bytes, part.relationships, notes, out);
    TRY_ASSIGN(const std::string text, part.work == Work::SharedStrings ? convert_shared_strings(bytes, model_, notes)
                                                                        : convert_comments(bytes, model_, notes));
    return out.write(text);
  }

  zip::Reader& reader_;
  Context& context_;
  ooxml::Reporter& reporter_;
  PackageGraph graph_;
  WorkbookModel model_;
  std::optional<std::string> styles_;
  std::string workbook_;
};

class XlsbHandler final : public Handler {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "xlsb"; }
  void warm_up() override {
    formula::warm_up();
    (void)ooxml::handler();
  }
  Result<Outcome> sanitize(Source& in, OutputSink& out, Context& context) override {
    MemorySink between(kMaxPackageBytes);
    {
      ooxml::Reporter reporter(context);
      TRY_ASSIGN(zip::Reader reader, zip::Reader::open(in, zip::Mode::Opc, context));
      TRY(Conversion(reader, context, reporter).run(between));
      TRY(reporter.verdict());
    }
    MemorySource converted{Bytes(between.buffer())};
    TRY(ooxml::handler().sanitize(converted, out, context));
    return Outcome{"xlsb", "xlsx", false};
  }
};

}  // namespace

Handler& handler() {
  static XlsbHandler instance;
  return instance;
}

}  // namespace mugai::xlsb

// The walk: from the catalogue dictionary through everything that the allow-lists name, into a new document.
//
// In:     a Reader; the policy and the budget of a Context.
// Out:    an OutputDocument and the index of its catalogue; findings in a Tally.
// Limits: WalkLimits. What has content of its own (forms, patterns, glyphs, structure elements) is put into a queue and
//         done later, so that no nesting of the input becomes recursion; each input object is done once a kind.
// The functions of one class stand in several files, one a chapter of the specification:
//   walk.cc dictionaries, queue · walk_catalog.cc 7.7.2 · walk_pages.cc 7.7.3 · walk_resources.cc 7.8 · walk_content.cc
//   8.7, 8.10, 9.6.5 · walk_images.cc 8.9 · walk_colors.cc 8.6, 7.10, 8.7.4 · walk_fonts.cc 9 ·
//   walk_annotations.cc 12.5 · walk_forms.cc 12.7 · walk_actions.cc 12.3, 12.6 · walk_structure.cc 14.7 ·
//   walk_trees.cc 7.9.6, 12.3.3, 12.4.2
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lib/core/context.h"
#include "lib/formats/pdf/content/rewrite.h"
#include "lib/formats/pdf/filters.h"
#include "lib/formats/pdf/reader.h"
#include "lib/formats/pdf/rules.h"
#include "lib/formats/pdf/tally.h"
#include "lib/formats/pdf/writer.h"

namespace mugai::font {
struct FontReport;
}

namespace mugai::pdf {

struct WalkLimits {
  std::uint32_t max_pages = 100'000;
  std::uint32_t max_depth = 60;         // of dictionaries within each other, through references
  std::uint32_t max_nodes = 2'000'000;  // values written in all
  std::uint32_t max_outline_items = 100'000;
  std::uint32_t max_outline_depth = 64;
  std::uint32_t max_destinations = 500'000;
  std::uint32_t max_fields = 100'000;
};

// What an input object was made into: the same object may be a page's content and a form.
enum class Kind : std::uint8_t {
  Dictionary,
  XObject,
  Pattern,
  Shading,
  Function,
  ColorSpace,
  Font,
  FontFile,
  CMap,
  GraphicsState,
  Mask,
  Element,
  Group,
  ToUnicode,
  GlyphMap,
  Procedure
};

class ResourceScope;
using Scopes = std::vector<Dict>;  // resource dictionaries, innermost first

class Walker {
 public:
  Walker(Reader& reader, OutputDocument& out, Deflater& deflater, Context& ctx, Tally& tally)
      : reader_(reader), out_(out), deflater_(deflater), ctx_(ctx), tally_(tally) {}

  // The whole document. Error: a limit, the budget, or what the policy blocks.
  Result<OutRef> catalog(const Object& untrusted_root);
  // Index of a Null where nothing stays.
  Result<OutRef> info(const Object& untrusted_info);

  // -- what the tables call; each takes a value as it stands in the input, and answers Null where nothing stays
  Result<Object> action(const Object& value);
  Result<Object> destination(const Object& value);
  Result<Object> appearances(const Object& value);
  Result<Object> cid_system_info(const Object& value);
  Result<Object> cid_to_gid(const Object& value);
  Result<Object> color_space(const Object& value);
  Result<Object> default_appearance(const Object& value);
  Result<Object> descendants(const Object& value);
  Result<Object> encoding(const Object& value);
  Result<Object> font_name(const Object& value);
  Result<Object> font_of_state(const Object& value);
  Result<Object> function(const Object& value);
  Result<Object> functions(const Object& value);
  Result<Object> group_member(const Object& value);
  Result<Object> groups(const Object& value);
  Result<Object> group_order(const Object& value);
  Result<Object> image_mask(const Object& value);
  Result<Object> known_annotation(const Object& value);
  Result<Object> line_ends(const Object& value);
  Result<Object> options(const Object& value);
  Result<Object> role_map(const Object& value);
  Result<Object> soft_mask(const Object& value);
  Result<Object> soft_mask_image(const Object& value);
  Result<Object> blend_mode(const Object& value);
  Result<Object> mask_form(const Object& value);
  Result<Object> shading(const Object& value);
  Result<Object> optional_member(const Object& value);
  Result<Object> structure_attributes(const Object& value);
  Result<Object> structure_classes(const Object& value);
  Result<Object> structure_page(const Object& value);
  Result<Object> to_unicode(const Object& value);
  Result<Object> visibility(const Object& value);
  Result<Object> field_value(const Object& value);
  Result<Object> transfer_function(const Object& value);
  Result<Object> pattern_state(const Object& value);
  Result<Object> page_group(const Object& value);
  Result<Object> icon(const Object& value);
  Result<Object> field_flags(const Object& value);
  Result<Object> form_resources(const Object& value);
  Result<Object> known_form(const Object& value);
  Result<Object> viewer_preferences(const Object& value);
  Result<Object> mark_info(const Object& value);
  Result<Object> page_mode(const Object& value);

  // -- what ResourceScope asks
  Result<Object> resource(ResourceKind kind, const Object& value, ResourceScope& scope);
  Result<Object> inline_image(const InlineImage& image, ResourceScope& scope);
  int components_of(const Object& color_space, int depth = 0);
  // Of a /Properties value: whether it is optional content that is hidden, and what becomes of its marker.
  OptionalContent optional_content(const Object& value);
  Reader& reader() noexcept { return reader_; }

 private:
  struct PageEntry {
    Ref ref;
    Dict dict;       // resolved
    Dict inherited;  // Resources, MediaBox, CropBox, Rotate
    OutRef out;
    bool first = true;  // not a second mention of the same page
  };

  // -- walk.cc
  Result<Dict> apply(const DictRule& rule, const Dict& in);
  Result<Object> by_rule(const DictRule& rule, const KeyRule& key, const Object& value);
  Result<Object> sub_dict(const DictRule& rule, const Object& value);
  Result<Object> plain_value(const Object& value, std::uint32_t depth);
  Result<Object> text_value(const Object& value);
  Result<void> remove(std::string_view id, std::string_view what, const Object& value);
  Result<void> remove(std::string_view id, std::string_view what, const Object& value, Category category);
  // Tells of the known dangers within something that was left out.
  void tell_within(const Object& value);
  std::string embedded_file(const Dict& specification);
  Result<void> count_nodes(std::uint32_t count = 1);
  [[nodiscard]] bool keeps(Category category) const;
  // OutRef of `ref` as `kind`, and whether it was made now.
  // `rule`: under which table, where one object may be read by several.
  std::pair<OutRef, bool> memo(Ref ref, Kind kind, const DictRule* rule = nullptr);
  [[nodiscard]] std::optional<OutRef> known(Ref ref, Kind kind, const DictRule* rule = nullptr) const;
  void later(std::function<Result<void>()> job) { queue_.push_back(std::move(job)); }
  Result<void> drain();
  Object number_array(const Object& value, std::size_t low, std::size_t high);
  Result<void> report_unreferenced();

  // -- streams
  std::vector<Filter> filters_of(const Dict& dict);
  Result<Decoded> decoded(const Stream& stream, bool keep_predicted = false);
  // Plain bytes; empty and told where the stream cannot be decoded.
  Result<Buffer> plain_bytes(const Stream& stream);
  Result<void> put_stream(OutRef out, Dict dict, Bytes data);

  // -- walk_catalog.cc, walk_actions.cc
  Result<void> check_whole(const Dict& catalog);
  Result<void> catalog_parts(const Dict& in, Dict& root);
  Result<Object> open_action(const Object& value);
  Result<Object> uri_action(const Dict& in);
  Result<Object> explicit_destination(const Object& value);

  // -- walk_trees.cc
  using LeafVisitor = std::function<Result<void>(const Object& key, const Object& value)>;
  Result<void> visit_tree(const Object& root, std::string_view leaf_key, const LeafVisitor& visit);
  Object write_tree(std::string_view leaf_key, std::vector<std::pair<Object, Object>> pairs);
  Result<void> read_destinations(const Dict& catalog);
  void take_destination(std::string key, const Object& value);
  Object named_destinations(char kind);
  Result<Object> page_labels(const Object& value);
  struct OutlineLevel {
    std::vector<OutRef> items;
    std::int64_t visible = 0;
  };
  Result<Object> outlines(const Object& value);
  Result<OutlineLevel> outline_level(const Object& first, OutRef parent, std::uint32_t depth, std::set<Ref>& seen);
  Result<Dict> outline_item(const Dict& in);

  // -- walk_structure.cc
  Result<Object> structure(const Object& value);
  Result<Object> structure_kids(const Object& value, OutRef parent, std::uint32_t depth);
  Result<Object> structure_kid(const Object& value, OutRef parent, std::uint32_t depth);
  Result<Object> object_reference(const Dict& in);
  Result<Object> parent_tree(const Dict& root);
  Result<Object> id_tree(const Dict& root);
  Result<void> read_groups(const Dict& catalog);
  Result<Object> optional_properties(const Object& value);
  Result<Object> group_order_at(const Object& value, int depth);
  Result<Object> visibility_at(const Object& value, int depth);
  bool is_off(const Object& value);

  // -- walk_pages.cc
  Result<void> read_pages(const Object& root);
  Result<Object> write_pages();
  Result<Dict> page(PageEntry& entry);
  Result<void> page_content(const PageEntry& entry, Dict& page);
  [[nodiscard]] std::optional<OutRef> page_of(const Object& value) const;
  Object box(const Object* value);

  // -- walk_content.cc, walk_images.cc
  Result<void> rewrite(Bytes content, ContentKind kind, ResourceScope& scope, Buffer& out);
  Result<Object> xobject(const Object& value, ResourceScope& scope);
  Result<void> form(const Stream& stream, OutRef out, const Scopes& parent);
  Result<Object> form_ref(const Object& value, const Scopes& parent);
  Result<void> empty_form(OutRef out);
  Result<Object> pattern(const Object& value, const Scopes& parent);
  Result<void> tiling(const Stream& stream, OutRef out, const Scopes& parent);
  Result<bool> image(const Stream& stream, OutRef out);
  Result<bool> jpeg(Decoded coded, const Stream& stream, Dict dict, OutRef out);
  Result<bool> samples(Decoded plain, const Stream& stream, Dict dict, OutRef out);
  Result<bool> bilevel(Decoded coded, Dict dict, OutRef out);
  Result<bool> jpx(Decoded coded, const Stream& stream, Dict dict, OutRef out);
  Result<Object> properties(const Object& value);
  Scopes resources_of(const Dict& dict, const Scopes& parent);
  bool hidden_object(const Dict& dict);

  // -- walk_colors.cc
  Result<Object> color(const Object& value, int depth);
  Result<Object> indexed(const Array& in, int depth);
  Result<Object> icc(const Object& profile, int depth);
  Result<Object> function_at(const Object& value, int depth);
  Result<Object> color_array(const Array& in, int depth);
  Result<Object> colorants(const Array& in, int depth);
  Result<Object> stitched(const Dict& in, int depth);
  Result<bool> function_stream(const Stream& stream, Dict dict, OutRef out);

  // -- walk_fonts.cc
  Result<Object> font(const Object& value, const Scopes& parent);
  Result<void> type3(const Dict& dict, OutRef out, const Scopes& parent);
  Result<Object> font_descriptor(const Object& value);
  Result<void> font_program(const Dict& in, Dict& out);
  Result<void> put_font(Ref ref, const font::FontReport& report, Bytes program, Dict& descriptor);
  Result<Object> cmap(const Object& value, bool to_unicode);
  Object differences(const Object& value);
  void check_text(const Dict& font);
  Result<Object> glyph_procedure(const Object& value, ResourceScope& scope);

  // -- walk_annotations.cc, walk_forms.cc
  [[nodiscard]] bool annotation_stays(const Dict& dict) const;
  void reserve_annotations();
  Result<Object> annotations(const PageEntry& page);
  Result<Object> annotation(const Dict& in, const Ref* ref, const PageEntry& page);
  [[nodiscard]] Dict stamp_of(Dict in) const;
  Result<void> check_link(const Dict& in, const PageEntry& page, Dict& out);
  void compare_look(const Dict& widget);  // walk_looks.cc
  bool is_signature(const Dict& dict, const Ref* ref);
  Result<void> widget(const Dict& in, const Ref* ref, Dict& out);
  Result<void> read_fields(const Object& fields);
  Result<Object> form_fields(const Object& value);
  Result<Dict> field_dict(const Dict& in);
  Object inherited(const Dict& dict, std::string_view key);

  Reader& reader_;
  OutputDocument& out_;
  Deflater& deflater_;
  Context& ctx_;
  Tally& tally_;
  WalkLimits limits_;
  std::map<std::tuple<Ref, Kind, const DictRule*>, OutRef> memo_;
  std::deque<std::function<Result<void>()>> queue_;
  std::uint32_t depth_ = 0;
  std::uint32_t nodes_ = 0;

  std::vector<PageEntry> pages_;
  std::map<Ref, OutRef> page_refs_;
  std::map<std::string, Object> destinations_;  // key: "n" or "s" and the name

  std::map<Ref, OutRef> annotation_refs_;  // that stay
  struct FieldNode {
    Ref ref;
    Dict dict;
    OutRef out;
    std::optional<std::size_t> parent;
    bool widget = false;   // is an annotation that stays, too
    bool written = false;  // by its page
    bool signature = false;
  };
  std::map<Ref, std::size_t> field_index_;
  std::vector<FieldNode> fields_;    // parents before their children
  std::set<std::uint32_t> spoofed_;  // text maps that give letters of ASCII another meaning
  std::set<Ref> looked_into_;        // by tell_within()
  Scopes form_resources_;            // what appearances may name besides their own
  std::set<Ref> hidden_groups_;
  std::set<Ref> groups_;
  bool flatten_groups_ = false;  // the policy removes hidden content
};

// The resources of one content stream: answers the rewriter, and collects what is used.
class ResourceScope final : public ContentResources {
 public:
  // `in`: resource dictionaries of the input: the stream's own, then those of whoever paints it: what the first lacks
  // is taken from the next, as programs do that read old files.
  ResourceScope(Walker& walker, std::vector<Dict> in) : walker_(walker), in_(std::move(in)) {}

  bool has(ResourceKind kind, std::string_view name) override;
  int components(std::string_view color_space) override;
  OptionalContent optional_content(std::string_view properties_name) override;
  Result<std::optional<std::string>> add_image(const InlineImage& image) override;

  // The value of a resource in the input; Null where there is none.
  Object lookup(ResourceKind kind, std::string_view name);
  [[nodiscard]] const std::vector<Dict>& input() const noexcept { return in_; }
  // The rebuilt dictionary. Error: what went wrong while the rewriter asked.
  Result<Dict> take();

 private:
  const Dict& sub(ResourceKind kind);

  Walker& walker_;
  std::vector<Dict> in_;
  std::map<ResourceKind, Dict> subs_;
  std::map<ResourceKind, Dict> out_;
  std::optional<Error> error_;
  std::uint32_t images_ = 0;
};

std::string_view resource_key(ResourceKind kind) noexcept;  // "ExtGState"
// A text string without controls and language escapes, UTF-16 or one byte a character as it was (7.9.2.2).
std::string canonical_text(std::string_view bytes);

}  // namespace mugai::pdf

// The public face of the filter, and its window: the bytes come in pieces of any size, are collected in windows of a
// fixed size, looked through for bytes that are no characters, and tokenised. Because a window is worked on only when
// it is full, what happens depends on the document alone, not on the pieces.
#include "lib/formats/xml/filter.h"

#include <algorithm>
#include <cstring>

#include "lib/formats/xml/chars.h"
#include "lib/formats/xml/filter_core.h"

namespace mugai::xml {

namespace {
// Behind the window's data: a '<' that stops every search, and room for vector loads past the end.
constexpr std::size_t kPaddingBytes = 128;
constexpr std::size_t kMinWindowBytes = 16;
}  // namespace

ElementDecision Delegate::on_start(StartTag& /*tag*/) {
  return {Verdict::Drop, 0, true};
}
void Delegate::on_end(ElementId /*element*/) {}
Verdict Delegate::on_attribute(StartTag& /*tag*/, AttributeId /*attribute*/, std::string& /*value*/) {
  return Verdict::Drop;
}
Verdict Delegate::on_text(ElementId /*element*/, std::string& /*text*/) {
  return Verdict::Drop;
}
bool Delegate::keeps_leaf(ElementId /*element*/, std::string_view /*text*/) {
  return false;
}
Verdict Delegate::on_foreign(ElementId /*parent*/, std::string_view /*namespace_uri*/,
                             std::string_view /*local_name*/) {
  return Verdict::Drop;
}
void Delegate::on_dropped(const Dropped& /*dropped*/) {}

Filter::Filter(const Vocabulary& vocabulary, Delegate& delegate, Sink& out, const Limits& limits, Engine engine)
    : core_(std::make_unique<FilterCore>(vocabulary, delegate, out, limits, engine)) {}
Filter::~Filter() = default;
Result<void> Filter::write(Bytes bytes) {
  return core_->write_document(bytes);
}
Result<void> Filter::finish() {
  return core_->finish_document();
}
ConditionId Filter::open_condition() {
  return core_->output().open_condition();
}
bool Filter::resolve(ConditionId condition, bool keep) {
  return core_->output().resolve(condition, keep);
}
std::string_view Filter::root_namespace() const {
  return core_->root_namespace;
}
std::string_view Filter::root_name() const {
  return core_->root_name;
}

bool is_dtd_error(const Error& error) {
  return error.code == ErrorCode::Malformed && error.detail == dtd_error(0).detail;
}

FilterCore::FilterCore(const Vocabulary& vocabulary, Delegate& delegate, Sink& out, const Limits& limits, Engine engine)
    : vocabulary_(vocabulary),
      delegate_(delegate),
      limits_(limits),
      engine_(engine),
      output_(out, limits.held_bytes),
      scope_(vocabulary, limits_),
      transcoder_(*this),
      capacity_(std::max<std::size_t>(limits.window_bytes, kMinWindowBytes)),
      frames_(limits.depth + 1) {
  window_.reset(new char[capacity_ + kPaddingBytes]);
  p_ = end_ = window_.get();
  state_.scope = &scope_;
  state_.vocabulary = &vocabulary_;
}

Result<void> FilterCore::write(Bytes bytes) {
  while (!bytes.empty()) {
    const std::size_t take = std::min(capacity_ - size_, bytes.size());
    std::memcpy(window_.get() + size_, bytes.data(), take);
    size_ += take;
    bytes = bytes.subspan(take);
    if (size_ == capacity_) TRY(process(false));
  }
  return ok();
}

Result<void> FilterCore::finish() {
  TRY(process(true));
  if (place_ != Place::Epilog) return make_error(ErrorCode::Truncated, "the document ends early", offset());
  TRY(output_.finish());
  report_dropped();
  return ok();
}

// Tokenises what is in the window. Afterwards there is room in it again.
Result<void> FilterCore::process(bool is_final) {
  is_final_ = is_final;
  const std::string_view fresh(window_.get() + checked_, size_ - checked_);
  const CharCheck check = check_chars(fresh, engine_ == Engine::Auto || engine_ == Engine::Simd);
  if (!check.cut_only || (is_final && check.valid != fresh.size())) {
    return make_error(ErrorCode::Malformed, "bytes that are no character of XML",
                      window_offset_ + checked_ + check.valid);
  }
  checked_ += check.valid;
  end_ = window_.get() + checked_;
  std::memset(window_.get() + size_, 0, kPaddingBytes);
  window_[size_] = '<';
  index_window();
  TRY(tokenize());
  return compact();
}

Result<void> FilterCore::tokenize() {
  while (true) {
    if (place_ == Place::Content && engine_ != Engine::Reference) TRY(run_fast());
    const bool may_end = place_ == Place::Epilog && inside_ == Inside::Nothing;
    if (p_ == end_ && (!is_final_ || may_end)) return ok();
    TRY_ASSIGN(const Progress progress, step());
    if (progress == Progress::NeedMore) return ok();
  }
}

auto FilterCore::step() -> Result<Progress> {
  switch (inside_) {
    case Inside::Comment:
      return skip_comment();
    case Inside::Instruction:
      return skip_instruction();
    case Inside::Cdata:
      return cdata();
    case Inside::Nothing:
      break;
  }
  if (place_ == Place::Start) return start_document();
  if (p_ == end_) return need_more();
  return *p_ == '<' ? markup() : text();
}

// A token that is not complete in the window: waits, unless nothing more comes.
auto FilterCore::need_more() const -> Result<Progress> {
  if (is_final_) return make_error(ErrorCode::Truncated, "the document ends early", offset());
  return Progress::NeedMore;
}

// Moves what is left to the front. A token as large as the window makes the window grow; tokens are bounded by
// Limits::tag_bytes (find_tag_end), everything else is taken in pieces.
Result<void> FilterCore::compact() {
  TRY(flush_run());
  const auto used = static_cast<std::size_t>(p_ - window_.get());
  if (used == 0 && size_ == capacity_) {
    const std::size_t larger = capacity_ * 2;
    std::unique_ptr<char[]> window(new char[larger + kPaddingBytes]);
    std::memcpy(window.get(), window_.get(), size_);
    window_ = std::move(window);
    capacity_ = larger;
  } else {
    std::memmove(window_.get(), p_, size_ - used);
    size_ -= used;
    checked_ -= used;
    window_offset_ += used;
  }
  p_ = window_.get();
  end_ = p_ + checked_;
  return ok();
}

Result<void> FilterCore::flush_run() {
  if (run_ == nullptr) return ok();
  const char* begin = run_;
  run_ = nullptr;
  return output_.append({begin, static_cast<std::size_t>(p_ - begin)});
}

// The next `size` bytes are written as they stand.
Result<void> FilterCore::keep_token(std::size_t size) {
  if (has_asked_text_) TRY(flush_asked_text());
  if (run_ == nullptr) run_ = p_;
  p_ += size;
  return ok();
}

// Writes bytes of our own after all that went before. The token that they stand for is not passed yet.
Result<void> FilterCore::emit(std::string_view bytes) {
  TRY(flush_run());
  if (has_asked_text_) TRY(flush_asked_text());
  return output_.append(bytes);
}

void FilterCore::note(Dropped::Kind kind, UriId uri, std::string_view local_name, ElementId element,
                      AttributeId attribute, ElementId owner) {
  note_key_.clear();
  for (const std::uint32_t number : {static_cast<std::uint32_t>(kind), uri, static_cast<std::uint32_t>(owner)}) {
    note_key_.append(reinterpret_cast<const char*>(&number), sizeof number);
  }
  note_key_.append(local_name);
  const auto found = notes_.find(note_key_);
  if (found != notes_.end()) {
    ++found->second.dropped.count;
    return;
  }
  if (notes_.size() >= limits_.reported_names) {
    ++other_notes_;
    return;
  }
  Note note;
  note.dropped = {kind, {}, {}, element, attribute, owner, 1};
  note.namespace_uri = scope_.uri_text(uri);
  note.local_name = local_name;
  notes_.emplace(note_key_, std::move(note));
}

void FilterCore::report_dropped() {
  for (auto& [key, note] : notes_) {
    note.dropped.namespace_uri = note.namespace_uri;
    note.dropped.local_name = note.local_name;
    delegate_.on_dropped(note.dropped);
  }
  if (output_.forced() != 0) {
    delegate_.on_dropped({Dropped::Kind::Condition, {}, {}, 0, 0, 0, output_.forced()});
  }
  if (other_notes_ != 0) delegate_.on_dropped({Dropped::Kind::Others, {}, {}, 0, 0, 0, other_notes_});
}

}  // namespace mugai::xml

// Objects from what the library tells (lib/formats/pdf/library), within ReadLimits.
//
// What the library would have printed is sorted by the table kRepairs into findings. Its repairs are the well-known
// ones (what viewers do too); which of them refuse a file is the handler's to say.
#include "lib/formats/pdf/reader.h"

#include <algorithm>
#include <unordered_set>

#include "lib/formats/pdf/library/library.h"

namespace mugai::pdf {
namespace {

struct RepairRow {
  std::string_view part;  // of the library's message
  std::string_view id;
  std::string_view what;
};

// The first row that fits counts. What no row names is PDF-011.
constexpr RepairRow kRepairs[] = {
    {"can't find PDF header", "PDF-001", "no header"},
    {"duplicated key", "PDF-008", "key twice in a dictionary"},
    {"reconstruct", "PDF-005", "cross-reference table made by a search"},
    {"file is damaged", "PDF-005", "cross-reference table made by a search"},
    {"xref", "PDF-005", "damaged cross-reference table"},
    {"trailer", "PDF-005", "damaged trailer"},
    {"ross-reference", "PDF-005", "damaged cross-reference table"},
    {"reported number of objects", "PDF-005", "wrong /Size"},
    {"expected n n obj", "PDF-005", "entry leads to no object"},
    {"has offset 0", "PDF-005", "entry leads to no object"},
    {"loop detected", "PDF-016", "reference to itself"},
    {"object stream", "PDF-007", "damaged object stream"},
    {"name with stray #", "PDF-009", "damaged name"},
    {"null character", "PDF-009", "damaged name"},
    {"hex string", "PDF-010", "damaged hexadecimal string"},
    {"stream keyword", "PDF-011", "stream begins without a line end"},
    {"stream", "PDF-012", "wrong length of a stream"},
    {"depth", "PDF-019", "arrays or dictionaries too deep"},
    {"too many errors", "PDF-019", "object with too many errors"},
    {"overflow", "PDF-019", "number out of range"},
};

constexpr std::string_view kRebuiltIndex = "reconstruct";
constexpr std::size_t kMaxRepairs = 32;

const RepairRow& row_of(std::string_view message) {
  static constexpr RepairRow kOther = {"", "PDF-011", "damaged object"};
  for (const RepairRow& row : kRepairs) {
    if (message.find(row.part) != std::string_view::npos) return row;
  }
  return kOther;
}

Error error_of(Told told) {
  switch (told.trouble) {
    case Trouble::Password:
      return make_error(ErrorCode::Encrypted, "a password is needed");
    case Trouble::UnknownEncryption:
      return make_error(ErrorCode::Encrypted, "encrypted in a way that is not known");
    case Trouble::OutOfMemory:
      return make_error(ErrorCode::OutOfMemory, "the PDF needs more memory than it may have");
    case Trouble::None:
    case Trouble::Malformed:
      break;
  }
  return make_error(ErrorCode::Malformed, "no PDF that can be read: " + told.detail.substr(0, 100));
}

std::uint64_t key_of(int number, int generation) {
  return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(number)) << 32) |
         static_cast<std::uint32_t>(generation);
}

// Makes one object of what is told. Over a limit there is Null, and it is counted.
class Builder final : public Values {
 public:
  explicit Builder(const ReadLimits& limits) : limits_(limits) {}

  bool next() override {
    if (open_.size() <= limits_.max_depth && ++items_ <= limits_.max_items) return true;
    ++over_;
    return false;
  }
  void null() override { add({}); }
  void boolean(bool value) override { add(value); }
  void integer(long long value) override {
    constexpr long long kMax = 4'294'967'295;  // flags are written as unsigned, too
    if (value > kMax || value < -kMax) ++over_;
    add(pdf::integer(std::clamp(value, -kMax, kMax)));
  }
  void real(std::string_view text) override {
    if (text.size() > 2 * kMaxRealDigits + 12) ++over_;
    add(parse_number(text).value_or(Object()));
  }
  void name(std::string_view text) override {
    if (text.empty() || text.size() > limits_.max_name_bytes) return too_much();
    add(pdf::name(text.substr(1)));
  }
  void string(std::string&& bytes) override {
    if (bytes.size() > limits_.max_string_bytes) return too_much();
    add(String{std::move(bytes)});
  }
  void reference(ObjectId id) override { add(Ref{id.number, id.generation}); }
  void begin_array(std::size_t size) override {
    open_.emplace_back();
    open_.back().array.reserve(std::min<std::size_t>(size, limits_.max_items));
  }
  void end_array() override {
    Array done = std::move(open_.back().array);
    open_.pop_back();
    add(std::move(done));
  }
  void begin_dictionary() override {
    open_.emplace_back();
    open_.back().is_dictionary = true;
  }
  bool key(std::string_view text) override {
    if (text.size() < 2 || text.size() > limits_.max_name_bytes) return false;
    open_.back().key = text.substr(1);
    return true;
  }
  void end_dictionary() override {
    Dict done = std::move(open_.back().dictionary);
    open_.pop_back();
    if (!stream_ || !open_.empty()) return add(std::move(done));
    add(Stream{std::move(done), *stream_});
  }
  void stream(ObjectId id) override { stream_ = Ref{id.number, id.generation}; }

  Object take() { return std::move(whole_); }
  [[nodiscard]] std::uint32_t over() const noexcept { return over_; }

 private:
  struct Open {  // an array, or a dictionary and the key whose value comes next
    bool is_dictionary = false;
    Array array;
    Dict dictionary;
    std::string key;
  };

  void add(Object value) {
    if (open_.empty()) {
      whole_ = std::move(value);
    } else if (open_.back().is_dictionary) {
      open_.back().dictionary.set(open_.back().key, std::move(value));
    } else {
      open_.back().array.push_back(std::move(value));
    }
  }
  void too_much() {
    ++over_;
    add({});
  }

  const ReadLimits& limits_;
  std::vector<Open> open_;
  std::optional<Ref> stream_;
  Object whole_;
  std::uint32_t items_ = 0;
  std::uint32_t over_ = 0;
};

}  // namespace

struct Reader::Impl {
  Library library;
  ReadLimits limits;
  Dict trailer;
  Encryption encryption;
  std::vector<Repair> repairs;
  std::unordered_set<std::uint64_t> loaded;
  bool rebuilt = false;
  std::uint32_t over = 0;

  // What `ask` tells; Null where the library cannot read it.
  template <class F>
  Object read(F&& ask) {
    Builder builder(limits);
    const Told told = ask(builder);
    over += builder.over();
    return told ? builder.take() : Object();
  }
  Told take_warnings();
};

Told Reader::Impl::take_warnings() {
  std::vector<std::string> messages;
  Told told = library.take_warnings(messages);
  for (const std::string& message : messages) {
    if (message.find(kRebuiltIndex) != std::string::npos) rebuilt = true;
    const RepairRow& row = row_of(message);
    const auto same = std::find_if(repairs.begin(), repairs.end(),
                                   [&](const Repair& r) { return r.id == row.id && r.what == row.what; });
    if (same != repairs.end()) {
      ++same->count;
    } else if (repairs.size() < kMaxRepairs) {
      repairs.push_back({row.id, row.what, 1});
    }
  }
  return told;
}

Reader::Reader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Reader::~Reader() = default;

Result<std::unique_ptr<Reader>> Reader::open(Bytes untrusted_file, const ReadLimits& limits) {
  auto impl = std::make_unique<Impl>();
  impl->limits = limits;
  Told opened = impl->library.open(untrusted_file.data(), untrusted_file.size());
  if (!opened) return error_of(std::move(opened));
  if (impl->library.object_count() > limits.max_objects) return make_error(ErrorCode::TooMany, "too many objects");
  impl->encryption = {impl->library.encrypted(), 0, impl->library.encryption_revision()};
  Object trailer = impl->read([&](Values& out) { return impl->library.trailer(out); });
  const Dict* dict = trailer.as<Dict>();
  if (dict == nullptr) return make_error(ErrorCode::Malformed, "no trailer");
  impl->trailer = *dict;
  if (Told told = impl->take_warnings(); !told) return error_of(std::move(told));
  return std::unique_ptr<Reader>(new Reader(std::move(impl)));
}

const Dict& Reader::trailer() const noexcept {
  return impl_->trailer;
}
const Encryption& Reader::encryption() const noexcept {
  return impl_->encryption;
}

Object Reader::load(Ref ref) {
  impl_->loaded.insert(key_of(ref.number, ref.generation));
  return impl_->read([&](Values& out) { return impl_->library.object({ref.number, ref.generation}, out); });
}

Object Reader::resolve(const Object& object) {
  const Ref* ref = object.as<Ref>();
  return ref == nullptr ? object : load(*ref);
}

Object Reader::parse(std::string_view text) {
  return impl_->read([&](Values& out) { return impl_->library.parse(std::string(text), out); });
}

Result<Buffer> Reader::raw(const Stream& stream) {
  Buffer out;
  Told told = impl_->library.raw({stream.id.number, stream.id.generation}, out);
  if (!told) return error_of(std::move(told));
  return out;
}

std::vector<Ref> Reader::all_objects() {
  std::vector<ObjectId> ids;
  if (!impl_->library.all_objects(ids)) return {};
  std::vector<Ref> out;
  out.reserve(ids.size());
  for (const ObjectId id : ids)
    out.push_back(Ref{id.number, id.generation});
  return out;
}

bool Reader::was_loaded(Ref ref) const noexcept {
  return impl_->loaded.contains(key_of(ref.number, ref.generation));
}

std::vector<Repair> Reader::repairs() {
  if (!impl_->take_warnings()) impl_->repairs.push_back({"PDF-011", "damaged object", 1});
  return impl_->repairs;
}

bool Reader::rebuilt_index() const noexcept {
  return impl_->rebuilt;
}
std::uint32_t Reader::over_limit() const noexcept {
  return impl_->over;
}

// Writes an empty document with each kind of encryption to memory and reads it: the library's ciphers are then set up.
// Revision 3 has no cipher that 4 has not; 6 has those of 5, and its key takes 10 ms.
void warm_up_reader() {
  for (const int revision : {4, 5}) {
    Buffer file;
    if (!encrypted_document(revision, file)) continue;  // without a cipher such files are merely refused
    auto reader = Reader::open(file);
    if (!reader) continue;
    if (const Object* info = (*reader)->trailer().find("Info")) (void)(*reader)->resolve(*info);
  }
}

}  // namespace mugai::pdf

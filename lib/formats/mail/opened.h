// A MIME entity that was found within another in a form of its own (opaque S/MIME), parsed like a message and held in
// memory together with its bytes.
#pragma once

#include <memory>
#include <optional>

#include "lib/base/bytes.h"
#include "lib/base/result.h"
#include "lib/formats/mail/structure.h"
#include "lib/stream/source.h"

namespace mugai::mail {

struct Opened {
  Buffer bytes;
  std::optional<MemorySource> source;
  std::optional<Structure> structure;

  static Result<std::shared_ptr<Opened>> parse(Buffer bytes, Budget& budget) {
    auto opened = std::make_shared<Opened>();
    opened->bytes = std::move(bytes);
    opened->source.emplace(Bytes(opened->bytes));
    TRY_ASSIGN(Structure structure, Structure::parse(*opened->source, budget));
    opened->structure.emplace(std::move(structure));
    return opened;
  }
};

}  // namespace mugai::mail

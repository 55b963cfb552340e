// SVG (SVG 1.1, SVG 2) as still pictures: shapes, text, gradients, patterns, clips, masks and filters stay, by an
// allow-list over the XML filter. Scripts, events, animation, links, foreign content, external references, entities and
// unknown names are gone (SVG-001, DML-003).
//
// In: one SVG document, whole. Out: the rebuilt one, UTF-8. rebuild(rebuild(x)) == rebuild(x).
// Errors: those of xml::Filter; Unsupported for another root and for a document type with declarations; TooMany where
// `use` elements multiply beyond kMaxCopies.
#pragma once

#include "lib/formats/image/rebuild.h"

namespace mugai::svg {

inline constexpr std::uint64_t kMaxSvgBytes = std::uint64_t{64} << 20;
inline constexpr std::uint64_t kMaxCopies = 100'000;  // of referenced elements, when all `use` are followed

Result<void> rebuild_svg(Bytes document, Sink& out, const image::ImageLimits& limits, image::ImageReport& report);

// Builds the tables. Called once before a worker is locked down; later calls cost nothing.
void warm_up();

}  // namespace mugai::svg

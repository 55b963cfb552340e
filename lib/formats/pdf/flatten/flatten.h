// Flattening (画像PDF): a PDF whose pages are pictures of the pages before, with the text behind them by policy. What a
// document does, holds and hides beside what it shows is gone, whatever it was.
//
// In:     a PDF that lib/formats/pdf has rebuilt: the original is never drawn. Its pages come as raw pixels from a
//         process of another program (Context::render), whose size is fixed here before it begins.
// Out:    one image a page, of the same size as the page as it is shown; no links, forms, bookmarks or structure.
// Limits: those of core/render.h; kBatchBytes of pixels at a time. CPU and wall clock are the job's and its nested
//         files'. A page that cannot be drawn is an Error: nothing is left out silently.
#pragma once

#include "lib/core/context.h"
#include "lib/core/handler.h"
#include "lib/formats/pdf/writer.h"

namespace mugai::pdf::flatten {

// Dots an inch that the policy asks for.
std::uint32_t resolution_of(const policy::Policy& policy) noexcept;

Result<void> flatten(Bytes rebuilt, OutputSink& out, Context& ctx);

// The PDF handler ("pdf") of the programs: rebuilds (lib/formats/pdf/handler.h) and, where the policy says
// `pdf = flatten`, flattens what was rebuilt.
Handler& handler();

}  // namespace mugai::pdf::flatten

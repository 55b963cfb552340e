#include "lib/formats/xml/fast_shapes.h"

namespace mugai::xml {

void ShapeEdge::set_piece(std::string_view piece) noexcept {
  std::array<char, kPieceBytes> padded{};
  std::array<unsigned char, kPieceBytes> mask{};
  std::memcpy(padded.data(), piece.data(), piece.size());
  std::memset(mask.data(), 0xFF, piece.size());
  std::memcpy(words.data(), padded.data(), padded.size());
  std::memcpy(masks.data(), mask.data(), mask.size());
  length = static_cast<std::uint32_t>(piece.size());
}

ShapeNode* FastShapes::add_node() {
  return nodes_.size() >= kMaxNodes ? nullptr : &nodes_.emplace_back();
}

ShapeEdge* FastShapes::add_edge(ShapeNode& node, std::string_view piece, FastElement* element) {
  if (piece.size() > ShapeEdge::kPieceBytes) return nullptr;
  std::array<char, ShapeEdge::kPieceBytes> padded{};
  std::memcpy(padded.data(), piece.data(), piece.size());
  for (std::uint32_t i = 0; i < node.count; ++i) {
    ShapeEdge& edge = node.edges[i];
    if (edge.length != piece.size() || !edge.matches(padded.data())) continue;
    return edge.element == element ? &edge : nullptr;
  }
  if (node.count == ShapeNode::kEdges) return nullptr;
  ShapeEdge edge;
  edge.set_piece(piece);
  edge.is_end = piece.back() == '>';
  edge.is_empty_tag = edge.is_end && piece[piece.size() - 2] == '/';
  edge.element = element;
  if (!edge.is_end && (edge.next = add_node()) == nullptr) return nullptr;
  node.edges[node.count] = edge;
  return &node.edges[node.count++];
}

}  // namespace mugai::xml

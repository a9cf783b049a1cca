#include "XiphRescue.hpp"
#include "TagText.hpp"

#include <algorithm>
#include <string_view>

namespace soul {

namespace {

// Far beyond any real one but for pictures, which are ASCII.
constexpr uint32_t maximumComment = 1 << 20;

uint32_t littleEndian(const TagLib::ByteVector &data, uint32_t offset) { return data.toUInt(offset, false); }

}

void rescueComments(const TagLib::ByteVector &comments, TagCollector &tags) {
  const uint64_t size = comments.size();
  if (size < 8) {
    return;
  }
  uint64_t position = 4 + uint64_t(littleEndian(comments, 0));
  if (position + 4 > size) {
    return;
  }
  const uint32_t count = littleEndian(comments, static_cast<uint32_t>(position));
  position += 4;
  for (uint32_t index = 0; index < count && position + 4 <= size; ++index) {
    const uint64_t length = littleEndian(comments, static_cast<uint32_t>(position));
    position += 4;
    if (position + length > size) {
      return;
    }
    const char *text = comments.data() + position;
    const char *end = text + length;
    position += length;
    const char *equals = std::find(text, end, '=');
    if (length > maximumComment || equals == end || isUTF8(equals, end)) {
      continue;
    }
    const TagLib::ByteVector value(equals + 1, static_cast<unsigned int>(end - equals - 1));
    tags.addNamed(
        TagLib::String(TagLib::ByteVector(text, static_cast<unsigned int>(equals - text)), TagLib::String::Latin1),
        TagLib::StringList(TagLib::String(value, TagLib::String::Latin1)));
  }
}

void rescueFLACComments(BoundedStream &stream, TagCollector &tags) {
  constexpr int commentBlock = 4;
  // RFC 9639 §8: four letters, then blocks of a type and a length of three bytes; the last one is marked.
  uint8_t header[10];
  int64_t position = 0;
  if (stream.read(0, header, 10) == 10 && std::equal(header, header + 3, "ID3")) {
    position = 10 + (int64_t(header[6] & 0x7F) << 21 | (header[7] & 0x7F) << 14 | (header[8] & 0x7F) << 7 | (header[9] & 0x7F));
  }
  position += 4;
  for (bool isLast = false; !isLast && stream.read(position, header, 4) == 4;) {
    isLast = header[0] & 0x80;
    const size_t length = size_t(header[1]) << 16 | size_t(header[2]) << 8 | header[3];
    position += 4;
    if ((header[0] & 0x7F) == commentBlock) {
      TagLib::ByteVector comments(static_cast<unsigned int>(length), 0);
      comments.resize(static_cast<unsigned int>(
          stream.read(position, reinterpret_cast<uint8_t *>(comments.data()), length)));
      rescueComments(comments, tags);
      return;
    }
    position += static_cast<int64_t>(length);
  }
}

}

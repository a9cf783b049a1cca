#include "ID3Guard.hpp"

#include <taglib/id3v2synchdata.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace soul {

namespace {

using TagLib::ByteVector;

// Chapters hold titles and pictures; a table of contents may hold another one. Nothing real goes deeper.
constexpr int maximumDepth = 4;
// Deflate packs a thousandfold at best, so all compressed frames of a tag together stay below 64 MiB.
constexpr int64_t compressedBudget = 64 << 10;

/// Walks frames as TagLib does, so that both mean the same bytes.
class FrameWalk {
public:
  explicit FrameWalk(int version) : version_(version), headerSize_(version < 3 ? 6 : 10) {}

  /// - Returns: where the first frame starts that costs too much; `end` where none does.
  int64_t safeEnd(const uint8_t *data, int64_t start, int64_t end, int depth) {
    int64_t position = start;
    while (position + headerSize_ <= end && data[position] != 0) {
      const int64_t size = frameSize(data, position, end);
      const int64_t bodyStart = position + headerSize_;
      const int64_t bodyEnd = std::min(bodyStart + size, end);
      if (isCompressed(data + position)) {
        compressed_ += bodyEnd - bodyStart;
        if (compressed_ > compressedBudget) {
          return position;
        }
      }
      const int64_t embedded = embeddedStart(data, position, bodyStart, bodyEnd);
      if (embedded >= 0 && (depth == maximumDepth || safeEnd(data, embedded, bodyEnd, depth + 1) < bodyEnd)) {
        return position;
      }
      if (size == 0) {
        break;
      }
      position = bodyStart + size;
    }
    return end;
  }

private:
  static uint32_t plain(const uint8_t *bytes) {
    return uint32_t(bytes[0]) << 24 | uint32_t(bytes[1]) << 16 | uint32_t(bytes[2]) << 8 | bytes[3];
  }

  int64_t frameSize(const uint8_t *data, int64_t position, int64_t end) const {
    const uint8_t *size = data + position + (version_ < 3 ? 3 : 4);
    if (version_ < 3) {
      return int64_t(size[0]) << 16 | int64_t(size[1]) << 8 | size[2];
    }
    if (version_ == 3) {
      return plain(size);
    }
    const int64_t synchsafe = TagLib::ID3v2::SynchData::toUInt(ByteVector(reinterpret_cast<const char *>(size), 4));
    // Some taggers write plain sizes into ID3v2.4; the name of the next frame tells.
    if (synchsafe > 127 && !isFrameName(data, position + headerSize_ + synchsafe, end)) {
      const int64_t other = plain(size);
      if (isFrameName(data, position + headerSize_ + other, end)) {
        return other;
      }
    }
    return synchsafe;
  }

  static bool isFrameName(const uint8_t *data, int64_t position, int64_t end) {
    return position + 4 <= end && std::all_of(data + position, data + position + 4, [](uint8_t unit) {
      return (unit >= 'A' && unit <= 'Z') || (unit >= '0' && unit <= '9');
    });
  }

  bool isCompressed(const uint8_t *frame) const {
    return (version_ == 3 && frame[9] & 0x80) || (version_ >= 4 && frame[9] & 0x08);
  }

  /// Where the frames within a chapter (CHAP) or a table of contents (CTOC) begin; -1 for any other frame.
  int64_t embeddedStart(const uint8_t *data, int64_t frame, int64_t bodyStart, int64_t bodyEnd) const {
    const bool isChapter = version_ >= 3 && std::memcmp(data + frame, "CHAP", 4) == 0;
    const bool isContents = version_ >= 3 && std::memcmp(data + frame, "CTOC", 4) == 0;
    if (!isChapter && !isContents) {
      return -1;
    }
    int64_t position = textEnd(data, bodyStart, bodyEnd);
    if (isChapter) {
      return std::min(position + 16, bodyEnd);
    }
    if (position + 2 > bodyEnd) {
      return bodyEnd;
    }
    const int entries = data[position + 1];
    position += 2;
    for (int entry = 0; entry < entries; ++entry) {
      position = textEnd(data, position, bodyEnd);
    }
    return position;
  }

  static int64_t textEnd(const uint8_t *data, int64_t start, int64_t end) {
    const uint8_t *nul = std::find(data + start, data + end, uint8_t(0));
    return std::min<int64_t>(nul - data + 1, end);
  }

  const int version_;
  const int64_t headerSize_;
  int64_t compressed_ = 0;
};

}

unsigned int safeID3Length(const ByteVector &header, const ByteVector &body) {
  const int version = static_cast<uint8_t>(header[3]);
  const int flags = static_cast<uint8_t>(header[5]);
  const bool isUnsynchronised = version <= 3 && flags & 0x80;
  const ByteVector decoded = isUnsynchronised ? TagLib::ID3v2::SynchData::decode(body) : body;
  const auto *data = reinterpret_cast<const uint8_t *>(decoded.data());
  const int64_t end = decoded.size();
  int64_t start = 0;
  if (flags & 0x40 && end >= 4) {
    start = TagLib::ID3v2::SynchData::toUInt(decoded.mid(0, 4));
    // TagLib passes over an extended header that is longer than the tag.
    start = start > end ? 0 : start;
  }
  const int64_t safe = start < end ? FrameWalk(version).safeEnd(data, start, end, 0) : end;
  if (safe == end) {
    return body.size();
  }
  // A place in the decoded tag is none in the body.
  return isUnsynchronised ? 0 : static_cast<unsigned int>(safe);
}

}

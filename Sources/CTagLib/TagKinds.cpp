#include "TagKinds.hpp"
#include "TagText.hpp"

#include <taglib/apeitem.h>
#include <taglib/attachedpictureframe.h>
#include <taglib/id3v1genres.h>
#include <taglib/mp4item.h>
#include <taglib/textidentificationframe.h>
#include <taglib/uniquefileidentifierframe.h>

#include <string_view>

namespace soul {

namespace {

TagLib::String undeclaredText(const TagLib::ByteVector &data) {
  int size = static_cast<int>(data.size());
  while (size > 0 && data[size - 1] == '\0') {
    --size;
  }
  const TagLib::ByteVector text = data.mid(0, static_cast<unsigned int>(size));
  return TagLib::String(text, isUTF8(text.data(), text.data() + text.size()) ? TagLib::String::UTF8 : TagLib::String::Latin1).stripWhiteSpace();
}

struct ID3v1Text final : TagLib::ID3v1::StringHandler {
  TagLib::String parse(const TagLib::ByteVector &data) const override { return undeclaredText(data); }
};

struct InfoText final : TagLib::RIFF::Info::StringHandler {
  TagLib::String parse(const TagLib::ByteVector &data) const override { return undeclaredText(data); }
};

// ID3v2.3 §4.2.1: a genre may be the number of ID3v1's list, or RX (Remix) or CR (Cover).
TagLib::String genre(const TagLib::String &text) {
  if (text == "RX") {
    return "Remix";
  }
  if (text == "CR") {
    return "Cover";
  }
  bool isNumber = false;
  const int number = text.toInt(&isNumber);
  if (!isNumber) {
    return text;
  }
  const TagLib::String name = TagLib::ID3v1::genre(number);
  return name.isEmpty() ? text : name;
}

struct FrameField {
  std::string_view frame;
  soul_tag_field field;
};

// Frame names of ID3v2.4; TagLib brings the older versions' to these.
constexpr FrameField frameFields[] = {
    {"TIT2", SOUL_TAG_TITLE},       {"TPE1", SOUL_TAG_ARTIST},     {"TPE2", SOUL_TAG_ALBUM_ARTIST},
    {"TALB", SOUL_TAG_ALBUM},       {"TRCK", SOUL_TAG_TRACK_NUMBER}, {"TPOS", SOUL_TAG_DISC_NUMBER},
    {"TDRC", SOUL_TAG_DATE},        {"TCOM", SOUL_TAG_COMPOSER},   {"TCMP", SOUL_TAG_COMPILATION},
};

void collectText(std::string_view id, const TagLib::ID3v2::TextIdentificationFrame &frame, TagCollector &tags) {
  if (id == "TCON") {
    for (const auto &value : frame.fieldList()) {
      tags.add(SOUL_TAG_GENRE, genre(value));
    }
    return;
  }
  for (const auto &entry : frameFields) {
    if (id == entry.frame) {
      tags.add(entry.field, frame.fieldList());
      return;
    }
  }
}

void collectFrame(const TagLib::ID3v2::Frame &frame, TagCollector &tags) {
  using namespace TagLib::ID3v2;
  const TagLib::ByteVector frameID = frame.frameID();
  const std::string_view id(frameID.data(), frameID.size());
  if (id == "UFID") {
    const auto *identifier = dynamic_cast<const UniqueFileIdentifierFrame *>(&frame);
    if (identifier && identifier->owner() == "http://musicbrainz.org") {
      tags.add(
          SOUL_TAG_MUSICBRAINZ_RECORDING_ID, TagLib::String(identifier->identifier(), TagLib::String::Latin1));
    }
  } else if (id == "APIC" || id == "PIC") {
    const auto *picture = dynamic_cast<const AttachedPictureFrame *>(&frame);
    if (picture && picture->mimeType() != "-->") {
      tags.addPicture(picture->type(), picture->picture());
    }
  } else if (id.size() == 4 && id[0] == 'T' && id != "TXXX") {
    if (const auto *text = dynamic_cast<const TextIdentificationFrame *>(&frame)) {
      collectText(id, *text, tags);
    }
  }
}

}

void collect(const TagLib::Ogg::XiphComment &comment, TagCollector &tags) {
  for (const auto &[name, values] : comment.fieldListMap()) {
    tags.addNamed(name, values);
  }
}

void collect(const TagLib::ID3v2::Tag &tag, TagCollector &tags) {
  for (const auto *frame : tag.frameList()) {
    collectFrame(*frame, tags);
  }
  tags.beginLesserTag();
  for (const auto *frame : tag.frameList("TXXX")) {
    const auto *text = dynamic_cast<const TagLib::ID3v2::UserTextIdentificationFrame *>(frame);
    if (!text) {
      continue;
    }
    // The list's first entry is the description.
    TagLib::StringList values = text->fieldList();
    if (!values.isEmpty()) {
      values.erase(values.begin());
    }
    tags.addNamed(text->description(), values);
  }
}

void collect(const TagLib::ID3v1::Tag &tag, TagCollector &tags) {
  tags.add(SOUL_TAG_TITLE, tag.title());
  tags.add(SOUL_TAG_ARTIST, tag.artist());
  tags.add(SOUL_TAG_ALBUM, tag.album());
  tags.add(SOUL_TAG_GENRE, tag.genre());
  tags.add(SOUL_TAG_DATE, static_cast<int>(tag.year()));
  tags.add(SOUL_TAG_TRACK_NUMBER, static_cast<int>(tag.track()));
}

void collect(const TagLib::APE::Tag &tag, TagCollector &tags) {
  constexpr int front = 3;
  constexpr int other = 0;
  for (const auto &[name, item] : tag.itemListMap()) {
    if (item.type() == TagLib::APE::Item::Text) {
      tags.addNamed(name, item.values());
    } else if (item.type() == TagLib::APE::Item::Binary && name.startsWith("COVER ART")) {
      // A file name, NUL, then the picture.
      const TagLib::ByteVector data = item.binaryData();
      const int end = data.find('\0');
      if (end >= 0) {
        tags.addPicture(
            name == "COVER ART (FRONT)" ? front : other, data.mid(static_cast<unsigned int>(end) + 1));
      }
    }
  }
}

void collect(const TagLib::RIFF::Info::Tag &tag, TagCollector &tags) {
  struct ChunkField {
    const char *chunk;
    soul_tag_field field;
  };
  constexpr ChunkField chunkFields[] = {
      {"INAM", SOUL_TAG_TITLE},        {"IART", SOUL_TAG_ARTIST}, {"IPRD", SOUL_TAG_ALBUM},
      {"IPRT", SOUL_TAG_TRACK_NUMBER}, {"ICRD", SOUL_TAG_DATE},   {"IGNR", SOUL_TAG_GENRE},
      {"IMUS", SOUL_TAG_COMPOSER},
  };
  for (const auto &entry : chunkFields) {
    tags.add(entry.field, tag.fieldText(entry.chunk));
  }
  // What Windows' and other taggers write in place of IPRT.
  tags.beginLesserTag();
  tags.add(SOUL_TAG_TRACK_NUMBER, tag.fieldText("ITRK"));
}

void collect(const TagLib::MP4::Tag &tag, TagCollector &tags) {
  struct AtomField {
    const char *atom;
    soul_tag_field field;
  };
  constexpr AtomField atomFields[] = {
      {"\251nam", SOUL_TAG_TITLE}, {"\251ART", SOUL_TAG_ARTIST}, {"aART", SOUL_TAG_ALBUM_ARTIST},
      {"\251alb", SOUL_TAG_ALBUM}, {"\251day", SOUL_TAG_DATE},   {"\251gen", SOUL_TAG_GENRE},
      {"\251wrt", SOUL_TAG_COMPOSER},
  };
  constexpr int front = 3;
  const TagLib::String freeForm("----:com.apple.iTunes:");
  for (const auto &[name, item] : tag.itemMap()) {
    if (name == "trkn") {
      tags.add(SOUL_TAG_TRACK_NUMBER, item.toIntPair().first);
      tags.add(SOUL_TAG_TRACK_TOTAL, item.toIntPair().second);
    } else if (name == "disk") {
      tags.add(SOUL_TAG_DISC_NUMBER, item.toIntPair().first);
      tags.add(SOUL_TAG_DISC_TOTAL, item.toIntPair().second);
    } else if (name == "cpil") {
      tags.add(SOUL_TAG_COMPILATION, item.toBool() ? 1 : 0);
    } else if (name == "covr") {
      for (const auto &cover : item.toCoverArtList()) {
        tags.addPicture(front, cover.data());
      }
    } else if (name.startsWith(freeForm)) {
      tags.addNamed(name.substr(freeForm.size()), item.toStringList());
    } else {
      for (const auto &entry : atomFields) {
        if (name == entry.atom) {
          tags.add(entry.field, item.toStringList());
        }
      }
    }
  }
}

void installTextHandlers() {
  static const bool installed = [] {
    static const ID3v1Text id3v1;
    static const InfoText info;
    TagLib::ID3v1::Tag::setStringHandler(&id3v1);
    TagLib::RIFF::Info::Tag::setStringHandler(&info);
    return true;
  }();
  static_cast<void>(installed);
}

}

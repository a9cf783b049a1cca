#include "TagCollector.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace soul {

namespace {

// Far beyond any real tag; a hostile one may repeat a field without end.
constexpr size_t maximumValues = 1'024;
constexpr size_t maximumPictures = 32;
constexpr size_t maximumNameLength = 32;

const std::unordered_map<std::string_view, soul_tag_field> &fieldNames() {
  static const std::unordered_map<std::string_view, soul_tag_field> names = {
      {"TITLE", SOUL_TAG_TITLE},
      {"ARTIST", SOUL_TAG_ARTIST},
      {"ARTISTS", SOUL_TAG_ARTISTS},
      {"ALBUMARTIST", SOUL_TAG_ALBUM_ARTIST},
      {"ALBUM ARTIST", SOUL_TAG_ALBUM_ARTIST},
      {"ALBUM_ARTIST", SOUL_TAG_ALBUM_ARTIST},
      {"ALBUMARTISTS", SOUL_TAG_ALBUM_ARTISTS},
      {"ALBUM ARTISTS", SOUL_TAG_ALBUM_ARTISTS},
      {"ALBUM_ARTISTS", SOUL_TAG_ALBUM_ARTISTS},
      {"ALBUM", SOUL_TAG_ALBUM},
      {"TRACKNUMBER", SOUL_TAG_TRACK_NUMBER},
      {"TRACK", SOUL_TAG_TRACK_NUMBER},
      {"TRACKTOTAL", SOUL_TAG_TRACK_TOTAL},
      {"TOTALTRACKS", SOUL_TAG_TRACK_TOTAL},
      {"DISCNUMBER", SOUL_TAG_DISC_NUMBER},
      {"DISC", SOUL_TAG_DISC_NUMBER},
      {"DISCTOTAL", SOUL_TAG_DISC_TOTAL},
      {"TOTALDISCS", SOUL_TAG_DISC_TOTAL},
      {"DATE", SOUL_TAG_DATE},
      {"YEAR", SOUL_TAG_DATE},
      {"GENRE", SOUL_TAG_GENRE},
      {"COMPOSER", SOUL_TAG_COMPOSER},
      {"COMPILATION", SOUL_TAG_COMPILATION},
      {"ITUNESCOMPILATION", SOUL_TAG_COMPILATION},
      {"TCMP", SOUL_TAG_COMPILATION},
      {"MUSICBRAINZ_TRACKID", SOUL_TAG_MUSICBRAINZ_RECORDING_ID},
      {"MUSICBRAINZ TRACK ID", SOUL_TAG_MUSICBRAINZ_RECORDING_ID},
      {"MUSICBRAINZ_ALBUMID", SOUL_TAG_MUSICBRAINZ_ALBUM_ID},
      {"MUSICBRAINZ ALBUM ID", SOUL_TAG_MUSICBRAINZ_ALBUM_ID},
      {"REPLAYGAIN_TRACK_GAIN", SOUL_TAG_REPLAYGAIN_TRACK_GAIN},
      {"REPLAYGAIN_TRACK_PEAK", SOUL_TAG_REPLAYGAIN_TRACK_PEAK},
      {"REPLAYGAIN_ALBUM_GAIN", SOUL_TAG_REPLAYGAIN_ALBUM_GAIN},
      {"REPLAYGAIN_ALBUM_PEAK", SOUL_TAG_REPLAYGAIN_ALBUM_PEAK},
      {"R128_TRACK_GAIN", SOUL_TAG_R128_TRACK_GAIN},
      {"R128_ALBUM_GAIN", SOUL_TAG_R128_ALBUM_GAIN},
  };
  return names;
}

void appendScalar(std::string &text, uint32_t scalar) {
  if (scalar < 0x80) {
    text.push_back(static_cast<char>(scalar));
  } else if (scalar < 0x800) {
    text.push_back(static_cast<char>(0xC0 | scalar >> 6));
    text.push_back(static_cast<char>(0x80 | (scalar & 0x3F)));
  } else if (scalar < 0x10000) {
    text.push_back(static_cast<char>(0xE0 | scalar >> 12));
    text.push_back(static_cast<char>(0x80 | (scalar >> 6 & 0x3F)));
    text.push_back(static_cast<char>(0x80 | (scalar & 0x3F)));
  } else {
    text.push_back(static_cast<char>(0xF0 | scalar >> 18));
    text.push_back(static_cast<char>(0x80 | (scalar >> 12 & 0x3F)));
    text.push_back(static_cast<char>(0x80 | (scalar >> 6 & 0x3F)));
    text.push_back(static_cast<char>(0x80 | (scalar & 0x3F)));
  }
}

// TagLib's own conversion gives nothing at all for a text with one lone surrogate.
void appendUTF8(std::string &text, const TagLib::String &value) {
  constexpr uint32_t replacement = 0xFFFD;
  for (auto unit = value.begin(); unit != value.end(); ++unit) {
    uint32_t scalar = static_cast<uint32_t>(*unit);
    if (scalar >= 0xD800 && scalar < 0xDC00) {
      auto next = unit;
      ++next;
      const uint32_t low = next != value.end() ? static_cast<uint32_t>(*next) : 0;
      if (low >= 0xDC00 && low < 0xE000) {
        scalar = 0x10000 + ((scalar - 0xD800) << 10) + (low - 0xDC00);
        unit = next;
      } else {
        scalar = replacement;
      }
    } else if ((scalar >= 0xDC00 && scalar < 0xE000) || scalar > 0x10FFFF) {
      scalar = replacement;
    }
    appendScalar(text, scalar);
  }
}

}

bool TagCollector::takes(soul_tag_field field) {
  const uint32_t bit = 1u << static_cast<unsigned>(field);
  if (settled_ & bit || values_.size() >= maximumValues) {
    return false;
  }
  seen_ |= bit;
  return true;
}

void TagCollector::add(soul_tag_field field, const TagLib::String &value) {
  if (value.isEmpty() || !takes(field)) {
    return;
  }
  const size_t start = text_.size();
  appendUTF8(text_, value);
  values_.push_back({field, start, text_.size() - start});
}

void TagCollector::add(soul_tag_field field, const TagLib::StringList &values) {
  for (const auto &value : values) {
    add(field, value);
  }
}

void TagCollector::add(soul_tag_field field, const std::string &utf8) {
  if (utf8.empty() || !takes(field)) {
    return;
  }
  values_.push_back({field, text_.size(), utf8.size()});
  text_ += utf8;
}

void TagCollector::add(soul_tag_field field, int number) {
  if (number > 0) {
    add(field, std::to_string(number));
  }
}

void TagCollector::addNamed(const TagLib::String &name, const TagLib::StringList &values) {
  if (name.size() > maximumNameLength) {
    return;
  }
  char key[maximumNameLength];
  size_t length = 0;
  for (const auto unit : name) {
    if (unit < 0x20 || unit > 0x7E) {
      return;
    }
    key[length++] = static_cast<char>(unit >= 'a' && unit <= 'z' ? unit - 'a' + 'A' : unit);
  }
  const auto &names = fieldNames();
  const auto found = names.find(std::string_view(key, length));
  if (found != names.end()) {
    add(found->second, values);
  }
}

void TagCollector::addPicture(int type, const TagLib::ByteVector &data) {
  if (!data.isEmpty() && pictures_.size() < maximumPictures) {
    pictures_.push_back({type, data});
  }
}

soul_tag_value TagCollector::value(size_t index) const {
  const Value &value = values_[index];
  return {value.field, {reinterpret_cast<const uint8_t *>(text_.data()) + value.start, value.size}};
}

soul_tag_picture TagCollector::picture(size_t index) const {
  const Picture &picture = pictures_[index];
  return {picture.type, {reinterpret_cast<const uint8_t *>(picture.data.data()), picture.data.size()}};
}

}

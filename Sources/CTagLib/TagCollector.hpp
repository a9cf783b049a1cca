#pragma once

#include "CTagLib.h"

#include <taglib/tbytevector.h>
#include <taglib/tstring.h>
#include <taglib/tstringlist.h>

#include <cstdint>
#include <string>
#include <vector>

namespace soul {

/// Gathers the values of a file's tags, best kind of tag first: what one kind has told, a later one can't add to.
class TagCollector {
public:
  /// What follows comes from a lesser kind of tag (ID3v1 after ID3v2).
  void beginLesserTag() { settled_ = seen_; }

  void add(soul_tag_field field, const TagLib::String &value);
  void add(soul_tag_field field, const TagLib::StringList &values);
  void add(soul_tag_field field, const std::string &utf8);
  void add(soul_tag_field field, int number);

  /// Values under a name that is not the format's own: a Vorbis comment, TXXX, an APE item, iTunes' free form.
  void addNamed(const TagLib::String &name, const TagLib::StringList &values);

  void addPicture(int type, const TagLib::ByteVector &data);

  size_t valueCount() const { return values_.size(); }
  soul_tag_value value(size_t index) const;
  size_t pictureCount() const { return pictures_.size(); }
  soul_tag_picture picture(size_t index) const;

private:
  struct Value {
    soul_tag_field field;
    size_t start;
    size_t size;
  };
  struct Picture {
    int type;
    TagLib::ByteVector data;
  };

  bool takes(soul_tag_field field);

  uint32_t seen_ = 0;
  uint32_t settled_ = 0;
  std::string text_;
  std::vector<Value> values_;
  std::vector<Picture> pictures_;
};

}

#pragma once

#include "TagCollector.hpp"

#include <taglib/apetag.h>
#include <taglib/id3v1tag.h>
#include <taglib/id3v2tag.h>
#include <taglib/infotag.h>
#include <taglib/mp4tag.h>
#include <taglib/xiphcomment.h>

namespace soul {

// One kind of tag each, as its specification names the fields.
void collect(const TagLib::Ogg::XiphComment &comment, TagCollector &tags);
void collect(const TagLib::ID3v2::Tag &tag, TagCollector &tags);
void collect(const TagLib::ID3v1::Tag &tag, TagCollector &tags);
void collect(const TagLib::APE::Tag &tag, TagCollector &tags);
void collect(const TagLib::MP4::Tag &tag, TagCollector &tags);
void collect(const TagLib::RIFF::Info::Tag &tag, TagCollector &tags);

/// Makes TagLib take ID3v1 and INFO texts for what they are: UTF-8 where they are well-formed UTF-8, else
/// Latin-1. Neither kind declares its encoding.
void installTextHandlers();

}

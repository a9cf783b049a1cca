#include "CTagLib.h"
#include <taglib/taglib.h>
int soul_taglib_version(void) { return TAGLIB_MAJOR_VERSION * 100 + TAGLIB_MINOR_VERSION; }

#ifndef SOUL_CTAGLIB_H
#define SOUL_CTAGLIB_H
#ifdef __cplusplus
extern "C" {
#endif
/// The version of TagLib this was compiled with, as `major * 100 + minor`.
int soul_taglib_version(void);
#ifdef __cplusplus
}
#endif
#endif

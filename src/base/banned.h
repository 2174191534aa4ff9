/*
 * Functions nobody here calls, made compile errors. The build puts this file before the first line of every source
 * (-include), and it brings the headers that declare them, so that no later include can be hurt by the macros.
 *
 * Why each: strcpy strcat sprintf vsprintf gets know no size (base/str does); strncpy leaves text without its NUL, and
 * strncat's size is what is left, not what there is; strtok localtime gmtime ctime asctime keep state between calls;
 * atoi atol atof cannot fail; tmpnam tempnam mktemp race; system and popen hand text to a shell.
 */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BANNED(name) sorry_##name##_is_banned_see_base_banned_h

#undef strcpy
#undef strcat
#undef strncpy
#undef strncat
#undef sprintf
#undef vsprintf
#undef gets
#undef strtok
#undef localtime
#undef gmtime
#undef ctime
#undef asctime
#undef atoi
#undef atol
#undef atof
#undef tmpnam
#undef tempnam
#undef mktemp
#undef system
#undef popen

#define strcpy(...) BANNED(strcpy)
#define strcat(...) BANNED(strcat)
#define strncpy(...) BANNED(strncpy)
#define strncat(...) BANNED(strncat)
#define sprintf(...) BANNED(sprintf)
#define vsprintf(...) BANNED(vsprintf)
#define gets(...) BANNED(gets)
#define strtok(...) BANNED(strtok)
#define localtime(...) BANNED(localtime)
#define gmtime(...) BANNED(gmtime)
#define ctime(...) BANNED(ctime)
#define asctime(...) BANNED(asctime)
#define atoi(...) BANNED(atoi)
#define atol(...) BANNED(atol)
#define atof(...) BANNED(atof)
#define tmpnam(...) BANNED(tmpnam)
#define tempnam(...) BANNED(tempnam)
#define mktemp(...) BANNED(mktemp)
#define system(...) BANNED(system)
#define popen(...) BANNED(popen)

#endif

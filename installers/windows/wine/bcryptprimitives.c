/* Debian 12's Wine lacks this library of Windows. For the smoke test only; never shipped. */
#include <windows.h>

#define SYSTEM_PREFERRED 2

typedef LONG(WINAPI *generate)(void *, unsigned char *, ULONG, ULONG);

__declspec(dllexport) BOOL WINAPI ProcessPrng(unsigned char *bytes, size_t count) {
    static generate fill;
    if (!fill) fill = (generate)(void *)GetProcAddress(LoadLibraryA("bcrypt.dll"), "BCryptGenRandom");
    return fill && fill(NULL, bytes, (ULONG)count, SYSTEM_PREFERRED) == 0;
}

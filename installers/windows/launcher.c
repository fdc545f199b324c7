/* s11desk.exe opens the window; s11deskc.exe is the same for a terminal. Each starts the Python beside it with the module
 * s11desk_start and the arguments of this call. Nothing else is read: no environment variable, no registry. */
#include <stdlib.h>
#include <wchar.h>
#include <windows.h>

#define LONGEST_PATH 32768

typedef int (*python_main)(int, wchar_t **);

static int start(int count, wchar_t **given) {
    static wchar_t path[LONGEST_PATH];
    DWORD length = GetModuleFileNameW(NULL, path, LONGEST_PATH - 32);
    wchar_t *end = wcsrchr(path, L'\\');
    SetDllDirectoryW(L""); /* no library from the current folder, which may be a person's downloads */
#ifdef WINDOW
    /* A program with a window may have no standard streams, or dead ones. What is printed goes nowhere. */
    HANDLE in = CreateFileW(L"NUL", GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0, NULL);
    HANDLE out = CreateFileW(L"NUL", GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0, NULL);
    SetStdHandle(STD_INPUT_HANDLE, in);
    SetStdHandle(STD_OUTPUT_HANDLE, out);
    SetStdHandle(STD_ERROR_HANDLE, out);
#endif
    HMODULE python = NULL;
    if (length > 0 && end != NULL) {
        wcscpy(end + 1, PYTHON_DLL);
        python = LoadLibraryExW(path, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    }
    python_main run = python ? (python_main)(void *)GetProcAddress(python, "Py_Main") : NULL;
    wchar_t **arguments = calloc(count + 7, sizeof *arguments);
    if (run == NULL || arguments == NULL) {
        MessageBoxW(NULL, L"A part of s11desk is missing. Your audits are safe. Install s11desk again.", L"s11desk",
                    MB_ICONERROR);
        return 3;
    }
    int number = 0;
    arguments[number++] = given[0];
    arguments[number++] = L"-I";
    arguments[number++] = L"-X";
    arguments[number++] = L"utf8";
    arguments[number++] = L"-m";
    arguments[number++] = L"s11desk_start";
    for (int i = 1; i < count; i++) arguments[number++] = given[i];
    return run(number, arguments);
}

#ifdef WINDOW
int WINAPI wWinMain(HINSTANCE instance, HINSTANCE before, PWSTR line, int shown) {
    (void)instance, (void)before, (void)line, (void)shown;
    return start(__argc, __wargv);
}
#else
int wmain(int count, wchar_t **given) { return start(count, given); }
#endif

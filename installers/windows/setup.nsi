; The set-up for one person, without an administrator: makensis -DAPP=FOLDER -DFILES=LIST -DOUT=FILE -DVERSION=0.1.0 -DICONS=FOLDER
;   -DPYTHON_DLL=python313.dll [-DSIGN=COMMAND] setup.nsi
; Silent: s11desk-setup.exe /S [/D=FOLDER], uninstall.exe /S. Exit code 4: s11desk is running; 3: Windows is too old.
Unicode true
Target amd64-unicode
ManifestDPIAware true
ManifestSupportedOS Win10
ManifestLongPathAware true
RequestExecutionLevel user
SetCompressor /SOLID lzma
SetCompressorDictSize 64
SetDateSave on
!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WinVer.nsh

Name "s11desk"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\s11desk"
InstallDirRegKey HKCU "Software\s11desk" "Folder"
BrandingText "s11desk ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey ProductName "s11desk"
VIAddVersionKey CompanyName "s11desk"
VIAddVersionKey FileDescription "s11desk set-up"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey LegalCopyright "MIT licence"
!define MUI_ICON "${ICONS}/s11desk.ico"
!define MUI_UNICON "${ICONS}/s11desk.ico"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\s11desk"
!define CLASSES "Software\Classes"
!define MUI_WELCOMEPAGE_TITLE "Install s11desk ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "s11desk is for answering Section 11 self-audits. It works offline.$\r$\n$\r$\nIt is installed for you alone; no administrator is needed. Audits that you have on this computer stay as they are."
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\s11desk.exe"
!define MUI_FINISHPAGE_RUN_TEXT "Open s11desk now"
!insertmacro MUI_PAGE_FINISH
!define MUI_UNCONFIRMPAGE_TEXT_TOP "s11desk will be removed from this computer. Your audits, evidence and keys stay where they are."
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!ifdef SIGN
!finalize '${SIGN} "%1"'
!uninstfinalize '${SIGN} "%1"'
!endif

Function .onInit
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_ICONSTOP "s11desk needs Windows 10 or newer. Nothing was changed." /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
FunctionEnd

; A program that runs cannot be opened for writing. (Renaming it would succeed.)
!macro REFUSE_WHILE_RUNNING
  ${If} ${FileExists} "$INSTDIR\${PYTHON_DLL}"
    ${Do}
      ClearErrors
      FileOpen $0 "$INSTDIR\${PYTHON_DLL}" a
      ${IfNot} ${Errors}
        FileClose $0
        ${ExitDo}
      ${EndIf}
      MessageBox MB_ICONSTOP|MB_RETRYCANCEL "s11desk is open. Close it, then choose Retry. Nothing was changed yet." /SD IDCANCEL IDRETRY +3
      SetErrorLevel 4
      Quit
    ${Loop}
  ${EndIf}
!macroend

; Only what a set-up of this program wrote is removed, so a folder that holds a person's files too keeps them.
!macro REMOVE_PROGRAM
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\*.dll"
  Delete "$INSTDIR\*.pyd"
  Delete "$INSTDIR\python*.zip"
  Delete "$INSTDIR\python*._pth"
  Delete "$INSTDIR\python.exe"
  Delete "$INSTDIR\pythonw.exe"
  Delete "$INSTDIR\s11desk.exe"
  Delete "$INSTDIR\s11deskc.exe"
  Delete "$INSTDIR\*.ico"
  Delete "$INSTDIR\LICENSE.txt"
!macroend

!macro KIND_OF_FILE NAME WORDS ICON
  WriteRegStr HKCU "${CLASSES}\${NAME}" "" "${WORDS}"
  WriteRegStr HKCU "${CLASSES}\${NAME}\DefaultIcon" "" "$INSTDIR\${ICON}.ico"
  WriteRegStr HKCU "${CLASSES}\${NAME}\shell\open\command" "" '"$INSTDIR\s11desk.exe" "%1"'
!macroend

Section "s11desk"
  SetShellVarContext current
  !insertmacro REFUSE_WHILE_RUNNING
  ${If} ${FileExists} "$INSTDIR\s11desk.exe"
    !insertmacro REMOVE_PROGRAM
  ${EndIf}
  SetOutPath "$INSTDIR"
  !include "${FILES}"
  SetOutPath "$INSTDIR"
  File "${ICONS}/return.ico"
  File "${ICONS}/encrypted-return.ico"
  File "${ICONS}/draft.ico"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\s11desk.lnk" "$INSTDIR\s11desk.exe" "" "$INSTDIR\s11desk.exe" 0
  WriteRegStr HKCU "Software\s11desk" "Folder" "$INSTDIR"
  ; Windows looks at the last ending only: *.db.s11, a copy of drafts, is of this kind too
  !insertmacro KIND_OF_FILE "s11desk.encrypted-return" "Encrypted Section 11 file" "encrypted-return"
  !insertmacro KIND_OF_FILE "s11desk.return" "Section 11 return" "return"
  !insertmacro KIND_OF_FILE "s11desk.audit" "Section 11 audit to go on with" "draft"
  !insertmacro KIND_OF_FILE "s11desk.questions" "Section 11 questions for a colleague" "draft"
  !insertmacro KIND_OF_FILE "s11desk.answers" "Section 11 answers of a colleague" "draft"
  !insertmacro KIND_OF_FILE "s11desk.reply" "Section 11 reply of a partnership" "draft"
  WriteRegStr HKCU "${CLASSES}\.s11" "" "s11desk.encrypted-return"
  WriteRegStr HKCU "${CLASSES}\.s11\OpenWithProgids" "s11desk.encrypted-return" ""
  WriteRegStr HKCU "${CLASSES}\.s11draft" "" "s11desk.audit"
  WriteRegStr HKCU "${CLASSES}\.s11draft\OpenWithProgids" "s11desk.audit" ""
  WriteRegStr HKCU "${CLASSES}\.s11home" "" "s11desk.audit"
  WriteRegStr HKCU "${CLASSES}\.s11home\OpenWithProgids" "s11desk.audit" ""
  WriteRegStr HKCU "${CLASSES}\.s11questions" "" "s11desk.questions"
  WriteRegStr HKCU "${CLASSES}\.s11questions\OpenWithProgids" "s11desk.questions" ""
  WriteRegStr HKCU "${CLASSES}\.s11answers" "" "s11desk.answers"
  WriteRegStr HKCU "${CLASSES}\.s11answers\OpenWithProgids" "s11desk.answers" ""
  WriteRegStr HKCU "${CLASSES}\.s11receipt" "" "s11desk.reply"
  WriteRegStr HKCU "${CLASSES}\.s11receipt\OpenWithProgids" "s11desk.reply" ""
  WriteRegStr HKCU "${CLASSES}\.s11request" "" "s11desk.reply"
  WriteRegStr HKCU "${CLASSES}\.s11request\OpenWithProgids" "s11desk.reply" ""
  ; a return is a plain .zip: offered under "Open with", and what opens every .zip stays
  WriteRegStr HKCU "${CLASSES}\.zip\OpenWithProgids" "s11desk.return" ""
  WriteRegStr HKCU "${CLASSES}\Applications\s11desk.exe" "FriendlyAppName" "s11desk"
  WriteRegStr HKCU "${CLASSES}\Applications\s11desk.exe\shell\open\command" "" '"$INSTDIR\s11desk.exe" "%1"'
  WriteRegStr HKCU "${CLASSES}\Applications\s11desk.exe\SupportedTypes" ".s11" ""
  WriteRegStr HKCU "${CLASSES}\Applications\s11desk.exe\SupportedTypes" ".s11draft" ""
  WriteRegStr HKCU "${CLASSES}\Applications\s11desk.exe\SupportedTypes" ".s11home" ""
  WriteRegStr HKCU "${CLASSES}\Applications\s11desk.exe\SupportedTypes" ".s11questions" ""
  WriteRegStr HKCU "${CLASSES}\Applications\s11desk.exe\SupportedTypes" ".s11answers" ""
  WriteRegStr HKCU "${CLASSES}\Applications\s11desk.exe\SupportedTypes" ".s11receipt" ""
  WriteRegStr HKCU "${CLASSES}\Applications\s11desk.exe\SupportedTypes" ".s11request" ""
  WriteRegStr HKCU "${CLASSES}\Applications\s11desk.exe\SupportedTypes" ".zip" ""
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "s11desk"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\s11desk.exe"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "s11desk"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" "$0"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section "Uninstall"
  SetShellVarContext current
  !insertmacro REFUSE_WHILE_RUNNING
  ; drafts are in %LOCALAPPDATA%\s11desk, another folder, and stay
  !insertmacro REMOVE_PROGRAM
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\s11desk.lnk"
  DeleteRegKey HKCU "${CLASSES}\s11desk.encrypted-return"
  DeleteRegKey HKCU "${CLASSES}\s11desk.return"
  DeleteRegKey HKCU "${CLASSES}\s11desk.audit"
  DeleteRegKey HKCU "${CLASSES}\s11desk.questions"
  DeleteRegKey HKCU "${CLASSES}\s11desk.answers"
  DeleteRegKey HKCU "${CLASSES}\s11desk.reply"
  DeleteRegKey HKCU "${CLASSES}\Applications\s11desk.exe"
  DeleteRegValue HKCU "${CLASSES}\.zip\OpenWithProgids" "s11desk.return"
  DeleteRegValue HKCU "${CLASSES}\.s11\OpenWithProgids" "s11desk.encrypted-return"
  ReadRegStr $0 HKCU "${CLASSES}\.s11" ""
  ${If} $0 == "s11desk.encrypted-return"
    DeleteRegKey HKCU "${CLASSES}\.s11"
  ${EndIf}
  DeleteRegValue HKCU "${CLASSES}\.s11home\OpenWithProgids" "s11desk.audit"
  ReadRegStr $0 HKCU "${CLASSES}\.s11home" ""
  ${If} $0 == "s11desk.audit"
    DeleteRegKey HKCU "${CLASSES}\.s11home"
  ${EndIf}
  DeleteRegValue HKCU "${CLASSES}\.s11draft\OpenWithProgids" "s11desk.audit"
  ReadRegStr $0 HKCU "${CLASSES}\.s11draft" ""
  ${If} $0 == "s11desk.audit"
    DeleteRegKey HKCU "${CLASSES}\.s11draft"
  ${EndIf}
  DeleteRegValue HKCU "${CLASSES}\.s11questions\OpenWithProgids" "s11desk.questions"
  ReadRegStr $0 HKCU "${CLASSES}\.s11questions" ""
  ${If} $0 == "s11desk.questions"
    DeleteRegKey HKCU "${CLASSES}\.s11questions"
  ${EndIf}
  DeleteRegValue HKCU "${CLASSES}\.s11answers\OpenWithProgids" "s11desk.answers"
  ReadRegStr $0 HKCU "${CLASSES}\.s11answers" ""
  ${If} $0 == "s11desk.answers"
    DeleteRegKey HKCU "${CLASSES}\.s11answers"
  ${EndIf}
  DeleteRegValue HKCU "${CLASSES}\.s11receipt\OpenWithProgids" "s11desk.reply"
  ReadRegStr $0 HKCU "${CLASSES}\.s11receipt" ""
  ${If} $0 == "s11desk.reply"
    DeleteRegKey HKCU "${CLASSES}\.s11receipt"
  ${EndIf}
  DeleteRegValue HKCU "${CLASSES}\.s11request\OpenWithProgids" "s11desk.reply"
  ReadRegStr $0 HKCU "${CLASSES}\.s11request" ""
  ${If} $0 == "s11desk.reply"
    DeleteRegKey HKCU "${CLASSES}\.s11request"
  ${EndIf}
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\s11desk"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

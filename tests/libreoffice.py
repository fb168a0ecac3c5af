"""LibreOffice Calc at work on a workbook, without a window: a macro opens it, edits it and saves it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

NEEDS_LIBREOFFICE = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".ods": "calc8", ".xls": "MS Excel 97"}
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_LIBRARIES = """\
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
<library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple"
 library:link="false"/></library:libraries>
"""
_LIBRARY = """\
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Work"/></library:library>
"""
_MODULE = """\
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Work" script:language="StarBasic">{}
</script:module>
"""
_WORK = """\
Function Address(sheet, row, column)
  Dim a As New com.sun.star.table.CellAddress
  a.Sheet = sheet : a.Row = row : a.Column = column
  Address = a
End Function

Sub SortRows(area, key, up)
  Dim fields(0) As New com.sun.star.table.TableSortField
  fields(0).Field = key : fields(0).IsAscending = up
  Dim how(1) As New com.sun.star.beans.PropertyValue
  how(0).Name = "SortFields" : how(0).Value = fields()
  how(1).Name = "ContainsHeader" : how(1).Value = False
  area.sort(how())
End Sub

Sub Edit
  On Error GoTo Failed
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  book = StarDesktop.loadComponentFromURL("{source}", "_blank", 0, hidden())
  s = book.Sheets.getByIndex(0)
{lines}
  Dim kind({last}) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName" : kind(0).Value = "{filter}"
  If {last} = 1 Then
    kind(1).Name = "Password" : kind(1).Value = "{password}"
  End If
  book.storeToURL("{target}", kind())
  book.close(True)
  StarDesktop.terminate()
  Exit Sub
Failed:
  n = FreeFile
  Open "{fault}" For Output As #n
  Print #n, Erl &amp; ": " &amp; Error$
  Close #n
  StarDesktop.terminate()
End Sub
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calc:
    """A LibreOffice with a profile of its own."""

    profile: Path

    @classmethod
    def begun(cls, profile: Path) -> Calc:
        """Let LibreOffice make its profile, and lay a library for macros into it."""
        calc = cls(profile=profile)
        calc._run("--terminate_after_init")
        basic = profile / "user" / "basic"
        (basic / "Standard").mkdir(parents=True, exist_ok=True)
        (basic / "script.xlc").write_text(_HEAD + _LIBRARIES, encoding="utf-8")
        (basic / "Standard" / "script.xlb").write_text(_HEAD + _LIBRARY, encoding="utf-8")
        return calc

    def edit(self, source: Path, target: Path, lines: Sequence[str], *, password: str = "") -> bytes:
        """Open a workbook, run lines of Basic on it (`book`; `s` is its first sheet), save it; what was saved.

        A password stands only before an .ods.
        """
        fault = target.with_suffix(".fault")
        code = _WORK.replace("{lines}", escape("\n".join(lines))).format(
            source=source.as_uri(),
            target=target.as_uri(),
            filter=FILTERS[target.suffix],
            fault=fault,
            password=password,
            last=int(bool(password)),
        )
        module = self.profile / "user" / "basic" / "Standard" / "Work.xba"
        module.write_text(_HEAD + _MODULE.replace("{}", code), encoding="utf-8")
        self._run("macro:///Standard.Work.Edit")
        assert not fault.exists(), fault.read_text(encoding="utf-8")
        return target.read_bytes()

    def _run(self, *arguments: str) -> None:
        command = ["soffice", f"-env:UserInstallation={self.profile.as_uri()}", "--headless", "--norestore", *arguments]
        subprocess.run(command, check=True, capture_output=True, timeout=180)

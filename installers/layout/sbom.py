"""Write the list of parts (CycloneDX 1.6, JSON) and the checksums of what was built: ``sbom.py FOLDER``.

FOLDER is ``build/installers``. The list names each package that the installed programs contain, with its version, its
licence and the hashes of its files in the lock file.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

from contents import read_contents
from interpreters import linux_version
from licences import Component, components
from site_packages import LOCK, ROOT, install_packages, linux

ARTEFACTS = ("*.exe", "*.zip", "*.deb", "*.tar.xz", "*.whl", "*.dmg", "*.pdf", "*.cdx.json")


def main() -> None:
    """Write both files into the folder."""
    sys.path.insert(0, str(ROOT))
    from s11desk import __version__

    folder = Path(sys.argv[1])
    site = install_packages(linux(linux_version()))
    parts = [component for component, _ in components(read_contents(), site)]
    text = json.dumps(bill_of_materials(__version__, parts, locked_hashes()), indent=2) + "\n"
    (folder / f"s11desk-{__version__}.cdx.json").write_text(text, encoding="utf-8")
    files = sorted(path for pattern in ARTEFACTS for path in folder.glob(pattern))
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def locked_hashes() -> dict[str, list[str]]:
    """The SHA-256 of each file that the lock file allows, by package."""
    found = re.finditer(
        r"^([a-z0-9-]+)==[^\n]+\n((?:    --hash=\S+(?: \\)?\n)+)", LOCK.read_text("utf-8"), re.MULTILINE
    )
    return {one[1]: re.findall(r"sha256:([0-9a-f]{64})", one[2]) for one in found}


def bill_of_materials(version: str, parts: list[Component], hashes: dict[str, list[str]]) -> dict[str, Any]:
    """The list as JSON values. It holds no time and no random number, so that two builds give the same."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": "s11desk", "name": "s11desk", "version": version}},
        "components": [
            {
                "type": "library",
                "bom-ref": f"pkg:pypi/{part.name}@{part.version}",
                "purl": f"pkg:pypi/{part.name}@{part.version}",
                "name": part.name,
                "version": part.version,
                "licenses": [{"license": {"name": part.licence}}],
                "properties": [
                    {"name": "s11desk:locked-sha256", "value": value} for value in hashes.get(part.name, [])
                ],
            }
            for part in parts
        ],
        "dependencies": [{"ref": "s11desk", "dependsOn": [f"pkg:pypi/{part.name}@{part.version}" for part in parts]}],
    }


if __name__ == "__main__":
    main()

"""Write dist/tidings.cdx.json: what a whole installation of Tidings is made of, as CycloneDX 1.6.

It lists what runs, all extras but `cluster` included, with the hashes that the lock pins, and what is built into the
desk's page. No clock and no chance take part: the serial number follows from the content. It is validated before it is
written.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import locks
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.exception import MissingOptionalDependencyException
from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from locks import ROOT
from make_notices import licence
from packageurl import PackageURL

OUT = ROOT / "dist" / "tidings.cdx.json"
VERSION = SchemaVersion.V1_6
licences = LicenseFactory()


def component(name: str, version: str, told: str, source: str, hashes: list[str] | None = None) -> Component:
    """Return one package; `source` is the sort of its package URL. The lock's hashes are those of its files."""
    namespace, _, plain = name.rpartition("/")
    url = PackageURL(type=source, namespace=namespace or None, name=plain, version=version)
    known = [h.removeprefix("sha256:") for h in hashes or []]
    return Component(
        type=ComponentType.LIBRARY, name=name, version=version, bom_ref=url.to_string(), purl=url,
        licenses=[licences.make_from_string(told)],
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=known[0])] if len(known) == 1 else None,
        properties=[Property(name="tidings:sha256", value=one) for one in known] if len(known) > 1 else None,
    )  # fmt: skip


def bom() -> Bom:
    """Return the whole list."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    told = Bom()
    told.metadata.component = Component(
        type=ComponentType.APPLICATION, name="tidings", version=project["version"], bom_ref="tidings",
        licenses=[licences.make_from_string(project["license"])],
    )  # fmt: skip
    packages = locks.running(locks.python())
    parts = [component(p.name, p.version, licence(p.name), "pypi", p.hashes) for p in packages]
    parts += [component(name, version, under, "npm") for name, version, under in locks.desk()]
    for part in parts:
        told.components.add(part)
    told.register_dependency(told.metadata.component, parts)
    return told


def text() -> str:
    """Return the list as JSON, with the same bytes for the same packages. Raises ValueError where it is not valid."""
    told = bom()
    named = "\n".join(sorted(f"{c.purl} {sorted(h.content for h in c.hashes)}" for c in told.components))
    told.serial_number = uuid5(NAMESPACE_URL, named)
    told.metadata.timestamp = None
    written = make_outputter(told, OutputFormat.JSON, VERSION).output_as_string(indent=1)
    try:
        fault = JsonStrictValidator(VERSION).validate_str(written)
    except MissingOptionalDependencyException as why:
        raise ValueError("the validator of CycloneDX is not installed. Type: make demo") from why
    if fault:
        raise ValueError(f"the list is not valid CycloneDX: {fault}")
    return written + "\n"


def main(into: Path = OUT) -> None:
    """Write the list."""
    into.parent.mkdir(parents=True, exist_ok=True)
    into.write_text(text(), encoding="utf-8")
    sys.stdout.write(f"{into.relative_to(ROOT)} is written.\n")


if __name__ == "__main__":
    main()

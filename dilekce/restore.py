"""Bring a backup back into an empty house, and prove that what came back is what was copied."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from dilekce.backup import FORMAT, KEYS, MANIFEST, sha256_of
from dilekce.blobs import Blobs, path_of
from dilekce.store import audit, claims, database, presence, sessions, snapshot, tables
from dilekce.store.audit import Deed
from domain.errors import Stop


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back."""

    made_at: str
    blobs: int
    missing: tuple[str, ...]  #: keys of blobs that the backup lacks, or has damaged


def restore(folder: Path, engine: sa.Engine, blobs: Blobs, models: Path, deed: Deed) -> Restored:
    """Fill the house from ``folder`` and bring its schema up to date.

    Raises ``Stop`` when a file of the backup is not what the manifest says, when this version is
    older than the backup, or when something is in the house already. The database comes last:
    a restore that died can be begun again.
    """
    manifest = _read(folder)
    _check_fits(manifest, engine)
    keys = (folder / KEYS).read_text("utf-8").split()
    missing = [key for key in keys if not _put_blob(folder, key, blobs)]
    for name in manifest["sha256"]:
        if name.startswith("models/"):
            models.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / name, models / Path(name).name)
    snapshot.put_back(engine, folder / manifest["database"])
    database.upgrade(engine)
    lost = sorted({*missing, *manifest["missing"]})
    with engine.begin() as connection:
        _check_trail(connection, manifest["trail"])
        sessions.forget_all(connection)
        presence.forget_all(connection)
        claims.forget_all(connection)
        told = {"made_at": manifest["made_at"], "blobs": len(keys), "missing": len(lost)}
        audit.append(connection, deed, "house.restored", "backup", told)
    return Restored(manifest["made_at"], len(keys) - len(missing), tuple(lost))


def _read(folder: Path) -> Mapping[str, Any]:
    """Return the manifest of a backup whose files are what it says."""
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
        if manifest["format"] != FORMAT:
            raise Stop("backup.format", "this version cannot read backups of that format")
        for name, wanted in manifest["sha256"].items():
            if sha256_of(folder / name) != wanted:
                raise Stop("backup.damaged", f"{name} is not what the manifest says")
    except (OSError, ValueError, KeyError) as error:
        raise Stop("backup.unreadable", "the folder holds no whole backup") from error
    return manifest


def _check_fits(manifest: Mapping[str, Any], engine: sa.Engine) -> None:
    kind = engine.dialect.name
    if manifest["kind"] != kind:
        message = f"the backup is of {manifest['kind']}, the settings name {kind}"
        raise Stop("backup.kind", message)
    if manifest["schema"] not in database.revisions():
        message = f"install dilekce {manifest['version']} or newer: the backup is of its tables"
        raise Stop("backup.newer", message)
    if set(sa.inspect(engine).get_table_names()) & set(tables.audit.metadata.tables):
        raise Stop("restore.not_empty", "the database is not empty: a restore overwrites nothing")


def _put_blob(folder: Path, key: str, blobs: Blobs) -> bool:
    """Put a blob into the house; False when its bytes are not what its name says."""
    file = folder / "blobs" / path_of(key)
    if not file.is_file() or sha256_of(file) != key:
        return False
    blobs.put_file(file, key)
    return True


def _check_trail(connection: sa.Connection, wanted: Mapping[str, Any]) -> None:
    row = connection.execute(
        sa.select(tables.audit.c.hash).where(tables.audit.c.seq == wanted["rows"])
    ).first()
    if (row.hash if row else None) != wanted["hash"]:
        raise Stop("backup.damaged", "the audit trail does not end as the manifest says")

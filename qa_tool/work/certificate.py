"""Sampling certificates: made from a drawn sample and signed, written, and read back from a workbook."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from qa_tool.caselist.door import open_file
from qa_tool.errors import QAError, Refused
from qa_tool.ledger.entry import canonical_text, signed_by
from qa_tool.progress import SILENT, Progress
from qa_tool.report import certificate as paper
from qa_tool.report.certificate import Sealed
from qa_tool.report.workbook import Workbook
from qa_tool.sampling.claims import Around, Claims, SetAside, claims_of
from qa_tool.store import council as council_shelf
from qa_tool.store import sample as shelf
from qa_tool.store.record import plain, record
from qa_tool.work import template as templates
from qa_tool.work.council import round_named
from qa_tool.work.workspace import Workspace

SUFFIXES = (".xlsx", ".pdf")


class Edited(QAError):
    """A certificate that is not as it was issued."""


def seal(workspace: Workspace, sample_id: str) -> Sealed:
    """The certificate of a drawn sample, signed with the key of whoever asks for it."""
    workspace.need("qa_lead", "cswo")
    kept = shelf.one(workspace.store, sample_id)
    if kept is None or kept.sample.state == "seeded":
        raise Refused(
            "This sample is not drawn yet, so nothing can be certified.", "Draw it first."
        )
    sample = kept.sample
    cases = council_shelf.cases(workspace.store, sample.drawn)
    aside = shelf.samples(
        workspace.store, round_=sample.round, template=sample.template, states=("set_aside",)
    )
    titles = templates.titles(workspace)
    around = Around(
        council=workspace.policy.council_name, round=round_named(workspace, sample.round).name,
        template=titles.get(sample.template, sample.template), entry=kept.entry,
        restricted=sum(1 for case in cases.values() if case.restricted_to),
        set_aside=tuple(
            SetAside(one.sample.seed, one.sample.reason)
            for one in aside if one.sample.id != sample.id
        ),
        demonstration=workspace.demonstration,
    )  # fmt: skip
    claims = claims_of(sample, shelf.frame(workspace.store, sample), around)
    text = canonical_text(plain(claims))
    signer = workspace.signer
    return Sealed(
        claims, text, hashlib.sha256(text.encode()).hexdigest(),
        signer.sign(text.encode()) if signer else "", signer.public_key if signer else "",
        workspace.clock.today(),
    )  # fmt: skip


def write(sealed: Sealed, target: Path, progress: Progress = SILENT) -> Path:
    """Write a certificate as .xlsx (which can be proved) or .pdf (which can be read)."""
    from qa_tool import export

    suffix = suffix_or_refuse(target)
    source = paper.build(sealed) if suffix == ".pdf" else paper.workbook(sealed)
    return export.write("certificate", suffix, source, target, progress)


def suffix_or_refuse(target: Path) -> str:
    """The suffix of the file, or a sentence about which are possible."""
    suffix = target.suffix.lower()
    if suffix not in SUFFIXES:
        raise QAError(
            f"A certificate cannot be written as '{suffix or 'a file without a suffix'}'.",
            "Choose a file name that ends with .xlsx or .pdf.",
        )
    return suffix


def read(path: Path) -> Sealed:
    """A certificate from its workbook; refused where a single cell is not as it was issued."""
    if path.suffix.lower() != ".xlsx":
        raise QAError(
            "Only the workbook of a certificate can be proved.", "Give the .xlsx file, not the PDF."
        )
    sheets = {sheet.name: sheet.rows for sheet in open_file(path).sheets}
    if paper.PROOF not in sheets:
        raise QAError(
            "This workbook is not a sampling certificate: it has no sheet “Proof”.",
            "Give the certificate first, then the list.",
        )
    sealed = _sealed(sheets[paper.PROOF])
    if hashlib.sha256(sealed.text.encode()).hexdigest() != sealed.checksum:
        raise Edited(
            "This certificate was edited: what it claims does not fit its own checksum.", _ASK
        )
    if sealed.signature and not signed_by(sealed.key, sealed.signature, sealed.text.encode()):
        raise Edited(
            "This certificate was edited: its signature does not fit what it claims.", _ASK
        )
    _same(paper.workbook(sealed), sheets)
    return sealed


_ASK = (
    "Ask for it again from the program that drew the sample, and trust nothing that this one says."
)


def _sealed(rows: Sequence[Sequence[Any]]) -> Sealed:
    lines = [(str(r[0]), str(r[1])) for r in rows if len(r) > 1 and r[0] is not None]
    values = {key: value for key, value in lines if key != paper.TEXT}
    text = "".join(value[1:-1] for key, value in lines if key == paper.TEXT)
    try:
        claims = record(Claims, json.loads(text))
        signature, key = values[paper.SIGNATURE], values[paper.KEY]
        return Sealed(
            claims, text, values[paper.CHECKSUM], "" if signature == "none" else signature,
            "" if key == "none" else key,
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Edited(
            "This certificate was edited: its sheet “Proof” cannot be read.", _ASK
        ) from error


def _same(expected: Workbook, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> None:
    for plan in expected.sheets:
        wanted: list[Sequence[Any]] = [
            (plan.title,), *((note,) for note in plan.notes),
            (f"{expected.council} · {expected.marking}",),
            tuple(column.title for column in plan.columns), *plan.rows,
        ]  # fmt: skip
        found = sheets.get(plan.name)
        if found is None:
            raise Edited(f"This certificate was edited: its sheet “{plan.name}” is gone.", _ASK)
        for number in range(max(len(wanted), len(found))):
            _same_row(
                plan.name, number + 1, wanted[number] if number < len(wanted) else (),
                found[number] if number < len(found) else (),
            )  # fmt: skip


def _same_row(sheet: str, number: int, wanted: Sequence[Any], found: Sequence[Any]) -> None:
    for place in range(max(len(wanted), len(found))):
        should = _cell(wanted[place] if place < len(wanted) else None)
        is_ = _cell(found[place] if place < len(found) else None)
        if should != is_:
            raise Edited(
                f"This certificate was edited: on the sheet “{sheet}”, row {number} says "
                f"“{is_[:60] or 'nothing'}” where “{should[:60] or 'nothing'}” was issued.",
                _ASK,
            )


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())

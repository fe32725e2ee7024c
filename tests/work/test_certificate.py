"""The certificate through the verbs: issued, written, proved from a list, and noticed when edited."""

import csv
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from qa_tool.council.model import Round
from qa_tool.errors import QAError, Refused
from qa_tool.ids import SeededIds
from qa_tool.report import certificate as paper
from qa_tool.report.text import texts
from qa_tool.sampling.model import Rules
from qa_tool.store import council as council_shelf
from qa_tool.work import certificate, council, sample, sample_proof, session
from qa_tool.work.workspace import Workspace
from tests.work.borough import CORE, DOOR, doors, made_borough


@pytest.fixture(scope="session")
def borough(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up council; never written to."""
    return made_borough(tmp_path_factory.mktemp("certified"))


@pytest.fixture
def lead(borough: Path, tmp_path: Path) -> Iterator[Workspace]:
    """A copy of that council, seen by its QA lead."""
    shutil.copytree(borough / "data", tmp_path / "data")
    space = session.unlock(
        tmp_path / "data", "lead", DOOR, doors=replace(doors(borough), ids=SeededIds(7))
    )
    yield space
    space.store.close()


def drawn(space: Workspace, rules: Rules, **own: str) -> str:
    """A drawn sample's id."""
    round_: Round = council.round_named(space)
    sample.record_seed(space, round_, CORE, "4711")
    return sample.draw_sample(space, round_, CORE, rules, own).ids[0]


def list_of(space: Workspace, target: Path, *, team: bool = True, family: bool = False) -> Path:
    """The council's list as its case system would write it, in another order."""
    cases = sorted(council_shelf.cases(space.store).values(), key=lambda c: c.council_number[::-1])
    with target.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["Case number", *(["TEAM "] if team else []), *(["Family"] if family else [])])
        for c in cases:
            row = [c.council_number]
            row += [space.team_name(c.team).upper()] if team else []
            out.writerow([*row, c.family] if family else row)
    return target


def issued(space: Workspace, sample_id: str, folder: Path) -> Path:
    """The certificate's workbook."""
    return certificate.write(certificate.seal(space, sample_id), folder / "certificate.xlsx")


STRATIFIED = Rules("stratified", 10, "team", minimum=2)


@pytest.mark.parametrize("family", [False, True])
def test_a_certificate_is_proved_by_whoever_holds_the_list(
    lead: Workspace, tmp_path: Path, family: bool
) -> None:
    """After a drop and an extension too; what the list cannot show is told as such."""
    some = next(iter(council_shelf.cases(lead.store)))
    made = drawn(lead, STRATIFIED, **{some: "Under a legal hold"})
    now = sample.need_drawn(lead, made)
    sample.drop(lead, made, now.drawn[1], "The file is sealed by the court")
    sample.extend(lead, made, 15, "More were wanted")
    file = issued(lead, made, tmp_path)
    told = sample_proof.prove(file, list_of(lead, tmp_path / "list.csv", family=family))
    assert told.proof.differs == ()
    assert "the same 15 cases" in told.proof.agrees[1]
    assert "1 cases were left out" in told.proof.on_its_word[0]
    assert any("brothers and sisters" in one for one in told.proof.on_its_word) is not family
    assert "Signed with the key" in told.signed
    asked = sample_proof.prove(file, tmp_path / "list.csv", workspace=lead)
    assert asked.holds
    assert "enrolled in this council" in asked.signed


def test_it_names_nobody(lead: Workspace, tmp_path: Path) -> None:
    """No case number, no reference, no worker, in workbook and PDF alike."""
    from pypdf import PdfReader

    made = drawn(lead, Rules("fixed", strata="worker", each=2))
    sealed = certificate.seal(lead, made)
    certificate.write(sealed, tmp_path / "c.pdf")
    printed = "\n".join(page.extract_text() for page in PdfReader(tmp_path / "c.pdf").pages)
    said = "\n".join([*texts(paper.workbook(sealed)), *texts(paper.build(sealed)), printed])
    for case in council_shelf.cases(lead.store).values():
        assert case.council_number not in said
        assert case.reference not in said
        assert case.id not in said
    for person in lead.people.values():
        assert person.name not in said
        assert person.id not in said
    assert "Worker 1" in said
    assert "4711" in printed


def test_another_list_is_noticed(lead: Workspace, tmp_path: Path) -> None:
    """One case fewer, one number changed, a column missing: three sentences."""
    file = issued(lead, drawn(lead, STRATIFIED), tmp_path)
    whole = list_of(lead, tmp_path / "list.csv").read_text("utf-8").splitlines()
    short = tmp_path / "short.csv"
    short.write_text("\n".join(whole[:-1]), "utf-8")
    assert "39 different cases" in sample_proof.prove(file, short).proof.differs[0]
    other = tmp_path / "other.csv"
    other.write_text("\n".join([*whole[:-1], whole[-1].replace("MU", "ZZ")]), "utf-8")
    assert "at least one case number differs" in sample_proof.prove(file, other).proof.differs[0]
    bare = list_of(lead, tmp_path / "bare.csv", team=False)
    assert "no column for team" in sample_proof.prove(file, bare).proof.differs[0]
    moved = tmp_path / "moved.csv"
    moved.write_text("\n".join([whole[0], whole[1].split(",")[0] + ",Cedar", *whole[2:]]), "utf-8")
    assert not sample_proof.prove(file, moved).holds


@pytest.mark.parametrize(
    ("sheet", "cell", "value"),
    [
        ("Certificate", "B16", "4712"), ("Strata", "C4", 9), ("Left out", "B4", 0),
        ("Places", "B5", "1-9, 11"), ("Dropped", "B4", "Because"), ("Strata", "A9", "Cedar"),
    ],
)  # fmt: skip
def test_an_edited_certificate_is_noticed(
    lead: Workspace, tmp_path: Path, sheet: str, cell: str, value: object
) -> None:
    """Any cell: the sentence names the sheet and the row."""
    file = issued(lead, drawn(lead, STRATIFIED), tmp_path)
    book = openpyxl.load_workbook(file)
    before = book[sheet][cell].value
    assert before != value
    book[sheet][cell] = value
    book.save(file)
    with pytest.raises(certificate.Edited, match=f"edited: on the sheet “{sheet}”, row") as told:
        certificate.read(file)
    assert told.value.cure


def test_a_seed_that_is_exchanged_everywhere_is_noticed(lead: Workspace, tmp_path: Path) -> None:
    """Claims that do not fit the checksum, a checksum that does not fit the signature."""
    import hashlib

    file = issued(lead, drawn(lead, STRATIFIED), tmp_path)
    book = openpyxl.load_workbook(file)
    proof = book["Proof"]
    for row in proof.iter_rows():
        if row[0].value == "claims" and '"seed":"4711"' in str(row[1].value):
            row[1].value = str(row[1].value).replace('"seed":"4711"', '"seed":"4712"')
    book.save(file)
    with pytest.raises(certificate.Edited, match="own checksum"):
        certificate.read(file)
    text = "".join(str(r[1].value)[1:-1] for r in proof.iter_rows() if r[0].value == "claims")
    for row in proof.iter_rows():
        if row[0].value == "checksum":
            row[1].value = hashlib.sha256(text.encode()).hexdigest()
    book.save(file)
    with pytest.raises(certificate.Edited, match="signature"):
        certificate.read(file)


def test_a_forged_certificate_signed_anew_fails_at_the_ledger(
    lead: Workspace, tmp_path: Path
) -> None:
    """Whoever makes a whole new certificate has no entry and no enrolled key."""
    from qa_tool.ledger.entry import Signer

    made = drawn(lead, STRATIFIED)
    other = replace(lead, signer=Signer.make())
    file = certificate.write(certificate.seal(other, made), tmp_path / "certificate.xlsx")
    listed = list_of(lead, tmp_path / "list.csv")
    assert sample_proof.prove(file, listed).holds
    told = sample_proof.prove(file, listed, workspace=lead)
    assert "not enrolled" in told.proof.differs[0]


def test_nothing_is_certified_before_the_draw(lead: Workspace, tmp_path: Path) -> None:
    """A recorded seed alone has no certificate; other files are none."""
    made = sample.record_seed(lead, council.round_named(lead), CORE, "1").ids[0]
    with pytest.raises(Refused, match="not drawn yet"):
        certificate.seal(lead, made)
    with pytest.raises(QAError, match="cannot be written"):
        certificate.suffix_or_refuse(tmp_path / "certificate.docx")
    with pytest.raises(QAError, match="Only the workbook"):
        certificate.read(tmp_path / "certificate.pdf")
    book = openpyxl.Workbook()
    book.active["A1"] = "Not one"
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(QAError, match="not a sampling certificate"):
        certificate.read(tmp_path / "other.xlsx")


def test_without_case_numbers_it_says_that_no_list_can_prove_it(
    lead: Workspace, tmp_path: Path
) -> None:
    """A council that keeps no numbers is told what it cannot have."""
    listed = list_of(lead, tmp_path / "list.csv")
    session.keep_policy(lead, replace(lead.policy, keep_council_number=False))
    for case in council_shelf.cases(lead.store).values():
        council.keep_case(lead, case)
    file = issued(lead, drawn(lead, STRATIFIED), tmp_path)
    told = sample_proof.prove(file, listed)
    assert "40 cases of the list had no case number" in told.proof.differs[0]


def test_earlier_draws_stand_on_the_certificate(lead: Workspace) -> None:
    """A sample that was set aside cannot be hidden."""
    first = drawn(lead, STRATIFIED)
    sample.set_aside(lead, first, "The list was last month's")
    sealed = certificate.seal(lead, drawn(lead, STRATIFIED))
    assert [one.reason for one in sealed.claims.set_aside] == ["The list was last month's"]
    assert "The list was last month's" in "\n".join(texts(paper.build(sealed)))


def _annex_a(target: Path) -> Path:
    """A made-up Annex A workbook: lists 6 and 7, teams and workers written in several ways."""
    book = openpyxl.Workbook()
    six = book.active
    six.title = "List 6"
    six.append(["Child Unique ID", "Age of Child (Years)", "CIN Start Date", "Case Status",
                "Allocated Team", "Allocated Worker"])  # fmt: skip
    for n in range(60):
        worker = ("Amira Made-up", "MADE-UP, Amira", "Bo Made-up")[n % 3]
        team = ("Cedar", "Cedar Team ", "Elder")[n % 3]
        six.append([f"MU-{7000 + n}", 3 + n % 12, "01/02/2026", "a) Child in need", team, worker])
    seven = book.create_sheet("List 7")
    seven.append(["Child Unique ID", "Child Protection Plan Start Date", "Allocated Team",
                  "Allocated Worker"])  # fmt: skip
    for n in range(50, 70):
        seven.append([f"MU-{7000 + n}", "01/03/2026", "Elder", "Bo Made-up"])
    book.save(target)
    return target


@pytest.mark.parametrize(
    "rules",
    [
        Rules("stratified", 12, "team", spread=True),
        Rules("fixed", strata="worker", each=3),
        Rules("stratified", 9, "kind"),
    ],
    ids=["team", "worker", "kind"],
)
def test_a_list_that_was_brought_in_proves_its_own_draw(
    lead: Workspace, tmp_path: Path, rules: Rules
) -> None:
    """The workbook itself is the proof: 70 children on two lists, each once."""
    from qa_tool.work import caselist
    from qa_tool.work.caselist_plan import Wishes

    file = _annex_a(tmp_path / "annex-a.xlsx")
    area = next(iter(lead.areas))
    plan = caselist.plan(lead, caselist.read(lead, file), Wishes(area=area, add_workers=True))
    caselist.bring_in(lead, plan)
    lead.forget()
    for case in list(council_shelf.cases(lead.store).values()):
        if not case.lists:  # those that stood here before are closed by now
            council.keep_case(lead, replace(case, closed=lead.clock.today()))
    made = drawn(lead, rules)
    assert sample.need_drawn(lead, made).frame == 70
    told = sample_proof.prove(issued(lead, made, tmp_path), file, workspace=lead)
    assert told.proof.differs == ()

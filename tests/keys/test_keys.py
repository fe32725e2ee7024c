"""Who may open the store: passphrases, recovery, installations, and a tampered keys file."""

import json
from pathlib import Path

import pytest

from qa_tool import keys
from qa_tool.keys import file as keys_file
from qa_tool.keys.crypto import STRONG, key_of_code, new_code
from qa_tool.ledger.entry import make
from qa_tool.ledger.roster import enrol_body, work_out

CHEAP = keys.Cost(memory=64, rounds=1, lanes=1)
WORDS = "correct horse battery"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a keys file would stand."""
    return tmp_path / "store" / keys.FILE


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """The folder of this installation."""
    return tmp_path / "here"


def _create(path: Path, here: Path) -> tuple[keys.Unlocked, str]:
    return keys.create(path, "Founder", "p1", WORDS, cost=CHEAP, folder=here)


def test_a_passphrase_opens_what_it_closed(path: Path, here: Path) -> None:
    """The same name and passphrase give the same data key and signing key."""
    made, _ = _create(path, here)
    opened = keys.open(path, " founder ", WORDS, cost=CHEAP, folder=here)
    assert opened.data_key == made.data_key
    assert opened.person == "p1"
    assert opened.signer is not None
    assert made.signer is not None
    assert opened.signer.writer == made.signer.writer


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Founder", "Correct horse battery"),
        ("Founder", WORDS + " "),
        ("Founder", ""),
        ("Founder", "correct horse batterx"),
        ("Nobody", WORDS),
    ],
)
def test_a_wrong_passphrase_and_an_unknown_name_read_the_same(
    path: Path, here: Path, name: str, words: str
) -> None:
    """Nobody learns from the sentence whether a name exists."""
    _create(path, here)
    with pytest.raises(keys.WrongPassphrase) as trouble:
        keys.open(path, name, words, cost=CHEAP, folder=here)
    assert str(trouble.value) == "That passphrase does not open this store."


def test_the_file_holds_no_name_no_person_and_no_key(path: Path, here: Path) -> None:
    """Whoever finds the file learns how many people there are, and nothing else."""
    made, code = keys.create(path, "Zephyrine", "person-quill", WORDS, cost=CHEAP, folder=here)
    text = path.read_text().lower()
    assert made.signer is not None
    for secret in ("zephyrine", "person-quill", made.data_key.hex(), made.signer.seed.hex()):
        assert secret not in text
    assert code.replace("-", "").lower() not in text


def test_two_people_open_one_store_each_with_their_own_key(path: Path, here: Path) -> None:
    """A second slot gives the same data key and another signing key; the name is then taken."""
    founder, _ = _create(path, here)
    added = keys.add(path, founder, "Second", "p2", "another long phrase", cost=CHEAP)
    second = keys.open(path, "Second", "another long phrase", cost=CHEAP, folder=here)
    assert second.data_key == founder.data_key
    assert second.person == "p2"
    assert added.signer is not None
    assert second.signer is not None
    assert founder.signer is not None
    assert second.signer.writer == added.signer.writer != founder.signer.writer
    with pytest.raises(keys.NameTaken):
        keys.add(path, founder, "SECOND", "p3", "another long phrase", cost=CHEAP)


def test_a_changed_passphrase_leaves_the_keys_as_they_were(path: Path, here: Path) -> None:
    """Only the new passphrase opens, and the person signs with the same key as before."""
    made, _ = _create(path, here)
    keys.change(path, "Founder", WORDS, "a new long phrase", cost=CHEAP, folder=here)
    with pytest.raises(keys.WrongPassphrase):
        keys.open(path, "Founder", WORDS, cost=CHEAP, folder=here)
    opened = keys.open(path, "Founder", "a new long phrase", cost=CHEAP, folder=here)
    assert opened.signer is not None
    assert made.signer is not None
    assert opened.signer.writer == made.signer.writer
    assert opened.data_key == made.data_key


def test_a_short_passphrase_and_an_empty_name_are_refused(path: Path, here: Path) -> None:
    """Eleven characters are too few, and there must be a name."""
    with pytest.raises(keys.PassphraseTooShort):
        keys.create(path, "Founder", "p1", "eleven char", cost=CHEAP, folder=here)
    with pytest.raises(keys.unlock.BadName):
        keys.create(path, "  ", "p1", WORDS, cost=CHEAP, folder=here)
    assert not path.exists()


def test_the_last_way_in_cannot_be_removed(path: Path, here: Path) -> None:
    """Somebody can always open the store; others may leave."""
    founder, _ = _create(path, here)
    keys.add(path, founder, "Second", "p2", "another long phrase", cost=CHEAP)
    keys.remove(path, "Second", cost=CHEAP)
    assert not keys.known(path, "Second", cost=CHEAP)
    with pytest.raises(keys.unlock.QAError, match="only way"):
        keys.remove(path, "Founder", cost=CHEAP)


def test_another_installation_gets_a_key_of_its_own(path: Path, here: Path, tmp_path: Path) -> None:
    """After a restore on another laptop the old key only vouches for the new one, and that counts."""
    founder, _ = _create(path, here)
    assert founder.signer
    there = tmp_path / "there"
    moved = keys.open(path, "Founder", WORDS, cost=CHEAP, folder=there)
    assert moved.signer is None
    assert moved.data_key == founder.data_key
    fresh, body = keys.new_writer(path, moved, "Founder", WORDS, ("qa_lead",), cost=CHEAP)
    assert fresh.signer
    assert fresh.signer.writer != founder.signer.writer
    again = keys.open(path, "Founder", WORDS, cost=CHEAP, folder=there)
    assert again.signer
    assert again.signer.writer == fresh.signer.writer
    first = make(
        founder.signer, n=1, previous="", kind="enrol", object="p1", parents=(),
        body=enrol_body(founder.signer, "p1", ("qa_lead",), "here"),
        claimed="2026-11-21T10:00:00+00:00", salt="0" * 32,
    )  # fmt: skip
    enrol = make(
        fresh.signer, n=1, previous="", kind="enrol", object="p1", parents=(), body=body,
        claimed="2026-11-21T11:00:00+00:00", salt="1" * 32,
    )  # fmt: skip
    roster = work_out([enrol, first], first.id)
    assert roster.person_of(fresh.signer.writer) == "p1"


def test_the_recovery_code_opens_the_store_and_its_new_key_counts(path: Path, here: Path) -> None:
    """A forgotten passphrase: the code gives the data key, a new slot, and an enrol that counts."""
    founder, code = _create(path, here)
    assert founder.signer
    rescue = keys.recovery_enrol(path)
    typed = code.lower().replace("-", " ").replace("o", "0")
    unlocked, body = keys.recover(
        path, typed, "Founder", "p1", "a new long phrase", ("qa_lead",), cost=CHEAP, folder=here
    )
    assert unlocked.data_key == founder.data_key
    opened = keys.open(path, "Founder", "a new long phrase", cost=CHEAP, folder=here)
    assert opened.signer is not None
    assert unlocked.signer is not None
    assert opened.signer.writer == unlocked.signer.writer
    first = make(
        founder.signer, n=1, previous="", kind="enrol", object="p1", parents=(),
        body=enrol_body(founder.signer, "p1", ("qa_lead",), "here"),
        claimed="2026-11-21T10:00:00+00:00", salt="0" * 32,
    )  # fmt: skip
    second = make(
        founder.signer, n=2, previous=first.id, kind="enrol", object="recovery", parents=(),
        body=rescue, claimed="2026-11-21T10:00:00+00:00", salt="1" * 32,
    )  # fmt: skip
    third = make(
        unlocked.signer, n=1, previous="", kind="enrol", object="p1", parents=(), body=body,
        claimed="2026-11-21T11:00:00+00:00", salt="2" * 32,
    )  # fmt: skip
    assert work_out([third, second, first], first.id).person_of(unlocked.signer.writer) == "p1"
    assert unlocked.signer.writer not in work_out([third, first], first.id).writers


@pytest.mark.parametrize("code", ["", "ABCD", "A" * 32, "not a code at all!", "é" * 32])
def test_a_wrong_recovery_code_opens_nothing(path: Path, here: Path, code: str) -> None:
    """Whatever is typed, the answer is one sentence."""
    _create(path, here)
    with pytest.raises(keys.WrongCode):
        keys.recover(path, code, "Founder", "p1", WORDS, ("qa_lead",), cost=CHEAP, folder=here)


def test_a_recovery_code_has_160_bits_and_reads_back() -> None:
    """Eight groups of four letters, different each time."""
    codes = {new_code() for _ in range(50)}
    assert len(codes) == 50
    assert all(len(code.split("-")) == 8 and key_of_code(code) for code in codes)


def test_a_keys_file_made_easy_to_guess_is_refused(path: Path, here: Path) -> None:
    """Below 64 MiB a guess is too cheap: refused unless a test says it asked for just that."""
    _create(path, here)
    with pytest.raises(keys.WeakKeyFile):
        keys.open(path, "Founder", WORDS, folder=here)
    plain = json.loads(path.read_text())
    plain["name_cost"]["memory"] = 10**9
    path.write_text(json.dumps(plain))
    with pytest.raises(keys.WeakKeyFile):
        keys.open(path, "Founder", WORDS, cost=CHEAP, folder=here)
    assert STRONG.memory == 256 * 1024
    assert not STRONG.weak


def test_slots_cannot_be_swapped_or_moved(path: Path, here: Path) -> None:
    """A slot under another's name, or said to be of another installation, opens nothing."""
    founder, _ = _create(path, here)
    keys.add(path, founder, "Second", "p2", "another long phrase", cost=CHEAP)
    plain = json.loads(path.read_text())
    one, two = plain["slots"]
    swapped = dict(plain, slots={one: plain["slots"][two], two: plain["slots"][one]})
    path.write_text(json.dumps(swapped))
    for words in (WORDS, "another long phrase"):
        with pytest.raises(keys.WrongPassphrase):
            keys.open(path, "Founder", words, cost=CHEAP, folder=here)
    for slot in plain["slots"].values():
        slot["installation"] = "f" * 32
    path.write_text(json.dumps(plain))
    with pytest.raises(keys.KeysUnreadable):
        keys.open(path, "Founder", WORDS, cost=CHEAP, folder=here)


def test_a_torn_keys_file_is_one_trouble_of_its_own(path: Path, here: Path) -> None:
    """Cut anywhere, or filled with rubbish, the cure is the backup's copy, never a crash."""
    _create(path, here)
    whole = path.read_bytes()
    for length in range(0, len(whole) - 1, 7):
        path.write_bytes(whole[:length])
        with pytest.raises(keys.KeysUnreadable, match="store itself was not touched"):
            keys.open(path, "Founder", WORDS, cost=CHEAP, folder=here)
    for rubbish in (b"[]", b"null", b'{"format": 1}', b'{"format": 1, "slots": []}', b"\xff\xfe"):
        path.write_bytes(rubbish)
        with pytest.raises(keys.KeysUnreadable):
            keys.open(path, "Founder", WORDS, cost=CHEAP, folder=here)
    path.unlink()
    with pytest.raises(keys.KeysUnreadable, match="no keys file"):
        keys.open(path, "Founder", WORDS, cost=CHEAP, folder=here)
    path.write_text('{"format": 99}')
    with pytest.raises(keys.NewerKeys):
        keys.open(path, "Founder", WORDS, cost=CHEAP, folder=here)


def test_a_failed_write_leaves_the_old_keys(
    path: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the disk does not confirm, the old file stands and no part is left behind."""
    founder, _ = _create(path, here)
    before = path.read_bytes()

    def fail(_: int) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(keys_file.os, "fsync", fail)
    with pytest.raises(keys.KeysNotWritten):
        keys.add(path, founder, "Second", "p2", "another long phrase", cost=CHEAP)
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_an_installation_is_remembered_and_made_anew_elsewhere(tmp_path: Path) -> None:
    """The same folder gives the same id, another folder another, a torn one a new one."""
    first = keys.installation(tmp_path / "a")
    assert keys.installation(tmp_path / "a") == first
    assert keys.installation(tmp_path / "b") != first
    (tmp_path / "a" / "installation").write_text("torn")
    assert keys.installation(tmp_path / "a") != first


@pytest.mark.slow
def test_the_real_cost_is_dear_and_still_bearable(path: Path, here: Path) -> None:
    """One real unlock at 256 MiB works, with the file saying so."""
    keys.create(path, "Founder", "p1", WORDS, folder=here)
    assert next(iter(json.loads(path.read_text())["slots"].values()))["cost"]["memory"] == 262144
    assert keys.open(path, "Founder", WORDS, folder=here).person == "p1"


def test_a_key_that_could_not_be_enrolled_does_not_replace_the_old_one(
    path: Path, here: Path, tmp_path: Path
) -> None:
    """The enrol comes first: where it fails, the keys file is untouched and the old key can vouch."""
    _create(path, here)
    there = tmp_path / "there"
    moved = keys.open(path, "Founder", WORDS, cost=CHEAP, folder=there)
    before = path.read_bytes()

    def refuse(unlocked: keys.Unlocked, body: dict[str, object]) -> None:
        assert unlocked.signer is not None
        assert body["writer"] == unlocked.signer.writer
        raise keys.unlock.QAError("not enrolled")

    with pytest.raises(keys.unlock.QAError):
        keys.new_writer(path, moved, "Founder", WORDS, ("cswo",), cost=CHEAP, enrol=refuse)
    assert path.read_bytes() == before
    assert keys.open(path, "Founder", WORDS, cost=CHEAP, folder=there).old is not None


def test_after_a_restore_nobody_goes_on_with_the_old_key(path: Path, here: Path) -> None:
    """A renewed installation makes the next unlock ask for a new key: no fork can come of it."""
    _create(path, here)
    first = keys.installation(here)
    assert keys.renew(here) != first
    opened = keys.open(path, "Founder", WORDS, cost=CHEAP, folder=here)
    assert opened.signer is None
    assert opened.old is not None


def test_the_recovery_code_alone_opens_for_reading(path: Path, here: Path) -> None:
    """The store's key can be had before it is known who asks; a wrong code gives nothing."""
    founder, code = _create(path, here)
    assert keys.data_key_of(path, code) == founder.data_key
    with pytest.raises(keys.WrongCode):
        keys.data_key_of(path, new_code())

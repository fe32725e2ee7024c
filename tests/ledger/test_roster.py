"""Whose entries count: worked out by the reader, the same whatever order entries came in."""

import random
from collections.abc import Sequence
from typing import Any

import pytest

from qa_tool.ledger.entry import Entry, Signer, make
from qa_tool.ledger.roster import RECOVERY, enrol_body, vouch, work_out


class Hand:
    """Somebody who writes entries one after the other."""

    def __init__(self, number: int) -> None:
        self.signer = Signer.from_seed(bytes([number]) * 32)
        self.n, self.previous = 0, ""

    def write(self, kind: str, body: dict[str, Any], parents: Sequence[str] = ()) -> Entry:
        """The next entry of this hand."""
        self.n += 1
        entry = make(
            self.signer, n=self.n, previous=self.previous, kind=kind, object="x",
            parents=tuple(parents), body=body, claimed="2026-11-21T09:00:00+00:00", salt="0" * 32,
        )  # fmt: skip
        self.previous = entry.id
        return entry

    def enrols(self, who: "Hand", *roles: str, person: str = "") -> Entry:
        """Enrol somebody."""
        return self.write("enrol", enrol_body(who.signer, person or who.person, roles, "here"))

    def revokes(self, who: "Hand", last: int, accepted: Sequence[str] = ()) -> Entry:
        """Revoke somebody after their entry `last`."""
        return self.write(
            "revoke", {"writer": who.signer.writer, "last": last, "accepted": list(accepted)}
        )

    @property
    def person(self) -> str:
        """A made-up person for this hand."""
        return f"person-{self.signer.writer[:4]}"


def _three() -> tuple[Hand, Hand, Hand, list[Entry]]:
    founder, lead, auditor = Hand(1), Hand(2), Hand(3)
    told = [
        founder.enrols(founder, "cswo"),
        founder.enrols(lead, "qa_lead"),
        lead.enrols(lead, "qa_lead"),  # n=1 of the lead: says nothing new, and does no harm
        lead.enrols(auditor, "auditor"),
    ]
    return founder, lead, auditor, told


def test_a_chain_of_enrols_ends_at_the_founder() -> None:
    """The founder enrols the lead, the lead the auditor: all count, with their roles."""
    founder, lead, auditor, told = _three()
    roster = work_out(told, told[0].id)
    assert roster.council == told[0].id
    assert roster.person_of(auditor.signer.writer) == auditor.person
    assert roster.roles_of(lead.signer.writer) == ("qa_lead",)
    assert roster.counts(auditor.write("note", {}))
    assert roster.writers_of(founder.person)[0].id == founder.signer.writer


def test_an_auditor_cannot_enrol_and_a_stranger_counts_for_nothing() -> None:
    """A changed program can add entries; the reader does not count them."""
    _, _, auditor, told = _three()
    stranger, friend = Hand(8), Hand(9)
    told += [auditor.enrols(friend, "qa_lead"), stranger.enrols(stranger, "qa_lead")]
    roster = work_out(told, told[0].id)
    assert roster.person_of(friend.signer.writer) is None
    assert roster.person_of(stranger.signer.writer) is None
    assert not roster.counts(friend.write("note", {}))


def test_a_revoked_writer_counts_up_to_the_last_accepted_entry() -> None:
    """Leaving ends what comes after, never what was done before."""
    _, lead, auditor, told = _three()
    before, after = auditor.write("note", {}), auditor.write("note", {})
    told.append(lead.revokes(auditor, before.n))
    roster = work_out(told, told[0].id)
    assert roster.counts(before)
    assert not roster.counts(after)


def test_an_auditor_may_revoke_their_own_key_and_nobody_elses() -> None:
    """A lost laptop can be cut off by its owner; others are for those who may enrol."""
    _, lead, auditor, told = _three()
    told.append(auditor.revokes(lead, 0))
    assert work_out(told, told[0].id).admits(lead.signer.writer, 1)
    told.append(auditor.revokes(auditor, auditor.n))
    assert not work_out(told, told[0].id).admits(auditor.signer.writer, auditor.n + 1)


def test_whoever_is_nearer_to_the_founder_revokes_first() -> None:
    """A lead who was cut off cannot cut off those who did it, nor enrol friends afterwards."""
    founder, lead, _, told = _three()
    friend = Hand(7)
    told.append(founder.revokes(lead, lead.n))
    told += [lead.revokes(founder, 0), lead.enrols(friend, "qa_lead")]
    roster = work_out(told, told[0].id)
    assert roster.admits(founder.signer.writer, founder.n)
    assert friend.signer.writer not in roster.writers


def test_somebody_elses_founding_does_not_count_here() -> None:
    """The council is named; another founder in the same pile stays outside."""
    _, _, _, told = _three()
    other = Hand(6)
    told.append(other.enrols(other, "cswo"))
    roster = work_out(told, told[0].id)
    assert other.signer.writer not in roster.writers
    assert work_out(told, "of no council").writers == {}


def test_a_new_key_vouched_for_by_the_old_one_counts() -> None:
    """A restore on another laptop makes a new writer without touching the old chain."""
    _, lead, auditor, told = _three()
    fresh = Hand(5)
    body = vouch(enrol_body(fresh.signer, auditor.person, ("auditor",), "there"), auditor.signer)
    told.append(fresh.write("enrol", body))
    assert work_out(told, told[0].id).person_of(fresh.signer.writer) == auditor.person
    told.append(lead.revokes(auditor, 0))
    assert fresh.signer.writer not in work_out(told, told[0].id).writers
    told.append(lead.revokes(auditor, 0, [fresh.signer.writer]))
    # Two revokes: only what both accept stays.
    assert fresh.signer.writer not in work_out(told, told[0].id).writers
    kept = [one for one in told if one.id != told[-2].id]
    assert work_out(kept, told[0].id).person_of(fresh.signer.writer) == auditor.person


@pytest.mark.parametrize(("person", "roles"), [("", ("qa_lead",)), ("person-other", ("auditor",))])
def test_a_voucher_gives_nobody_more_than_they_had(person: str, roles: tuple[str, ...]) -> None:
    """No new roles, and no other person, by one's own word."""
    _, _, auditor, told = _three()
    fresh = Hand(5)
    body = enrol_body(fresh.signer, person or auditor.person, roles, "there")
    told.append(fresh.write("enrol", vouch(body, auditor.signer)))
    roster = work_out(told, told[0].id)
    assert roster.roles_of(fresh.signer.writer) == ()
    assert (roster.person_of(fresh.signer.writer) is None) == bool(person)


def test_a_forged_voucher_is_worth_nothing() -> None:
    """The old key must have signed exactly this enrol."""
    _, _, auditor, told = _three()
    fresh = Hand(5)
    body = enrol_body(fresh.signer, auditor.person, ("auditor",), "there")
    forged = {**vouch(body, fresh.signer)}
    forged["voucher"]["writer"] = auditor.signer.writer
    told.append(fresh.write("enrol", forged))
    assert fresh.signer.writer not in work_out(told, told[0].id).writers


def test_recovery_gives_a_person_back_what_they_had_and_no_more() -> None:
    """The recovery key vouches for people who are enrolled, with the roles they had."""
    founder, _, auditor, told = _three()
    rescue = Hand(20)
    told.append(founder.write("enrol", enrol_body(rescue.signer, RECOVERY, (RECOVERY,), "")))
    good, bad, nobody = Hand(21), Hand(22), Hand(23)
    for hand, person, roles in (
        (good, auditor.person, ("auditor",)),
        (bad, auditor.person, ("qa_lead",)),
        (nobody, "person-nobody", ("auditor",)),
    ):
        body = enrol_body(hand.signer, person, roles, "there")
        told.append(hand.write("enrol", vouch(body, rescue.signer)))
    roster = work_out(told, told[0].id)
    assert roster.person_of(good.signer.writer) == auditor.person
    assert roster.roles_of(good.signer.writer) == ("auditor",)
    assert roster.roles_of(bad.signer.writer) == ()
    assert nobody.signer.writer not in roster.writers


def test_two_answers_about_roles_leave_what_both_give() -> None:
    """A role taken away needs the old enrol among its parents; else the smaller set holds."""
    founder, lead, auditor, told = _three()
    told.append(lead.enrols(auditor, "auditor", "moderator"))
    assert work_out(told, told[0].id).roles_of(auditor.signer.writer) == ("auditor",)
    more = enrol_body(auditor.signer, auditor.person, ("auditor", "moderator"), "here")
    heads = [one.id for one in told if (one.body or {}).get("writer") == auditor.signer.writer]
    told.append(founder.write("enrol", more, heads))
    assert work_out(told, told[0].id).roles_of(auditor.signer.writer) == ("auditor", "moderator")


def test_order_of_arrival_means_nothing() -> None:
    """The roster is a function of the set of entries."""
    founder, lead, auditor, told = _three()
    fresh, friend = Hand(5), Hand(7)
    body = vouch(enrol_body(fresh.signer, auditor.person, ("auditor",), "there"), auditor.signer)
    told += [fresh.write("enrol", body), lead.enrols(friend, "qa_lead")]
    told += [founder.revokes(lead, lead.n), friend.revokes(auditor, 0, [fresh.signer.writer])]
    wanted = work_out(told, told[0].id)
    first, draw = told[0].id, random.Random(7)
    for _ in range(50):
        draw.shuffle(told)
        assert work_out(told, first) == wanted


def test_strange_enrols_do_not_break_the_reader() -> None:
    """Missing, wrong and foreign fields are passed over."""
    _, lead, _, told = _three()
    first = told[0].id
    wanted = work_out(told, first).writers
    for body in (
        {}, {"writer": 1}, {"writer": "x", "public_key": "zz", "person": "p", "installation": ""},
        {**enrol_body(Hand(30).signer, "p", ("auditor",), "x"), "roles": "auditor"},
        {**enrol_body(Hand(30).signer, "p", ("auditor",), "x"), "writer": "f" * 32},
    ):  # fmt: skip
        told.append(lead.write("enrol", body))
    told += [lead.write("revoke", {}), lead.write("revoke", {"writer": 3, "last": "x"})]
    assert work_out(told, first).writers == wanted


def test_a_fork_ends_what_counts_before_it() -> None:
    """Two entries under one number: from there on neither counts."""
    _, _, auditor, told = _three()
    roster = work_out(told, told[0].id, {auditor.signer.writer: 2})
    assert roster.admits(auditor.signer.writer, 1)
    assert not roster.admits(auditor.signer.writer, 2)

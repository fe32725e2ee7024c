"""The made-up council tags themes and quotes: believable weights, the three Essex themes on top."""

import random
from datetime import timedelta

from qa_tool.audit.record import Audit
from qa_tool.demo.story import Teller
from qa_tool.store import audit as audit_shelf
from qa_tool.store import moderation as reading_shelf
from qa_tool.theme.model import Use
from qa_tool.work import quotation, theme_tag
from qa_tool.work.quotation import Proposal
from qa_tool.work.theme_tag import Spot
from qa_tool.work.workspace import Workspace

_SHARE = 0.6  # of the audits carry tags: people tag what strikes them
_WORRIES = (
    ("work_not_recorded", 26, ("recording",)),
    ("oversight_thin", 24, ("oversight",)),
    ("direct_work_thin", 21, ("visits", "impact")),
    ("drift", 12, ("planning",)),
    ("risk_not_analysed", 10, ("risk",)),
    ("fathers_missing", 9, ("network",)),
    ("voice_thin", 8, ("voice",)),
    ("plan_not_smart", 7, ("planning",)),
    ("impact_unseen", 6, ("impact",)),
    ("identity_missing", 5, ("identity",)),
    ("challenge_missing", 3, ("oversight",)),
    ("handover_weak", 2, ("visits",)),
)
_STRENGTHS = (
    ("relationship", 20, ("visits", "voice")),
    ("childs_world", 14, ("voice",)),
    ("family_network_found", 10, ("network",)),
    ("partners_together", 9, ("network",)),
    ("curious_practice", 7, ("risk",)),
    ("timely_decisions", 6, ("oversight",)),
    ("reflective_supervision", 5, ("oversight",)),
    ("better_life", 4, ("impact",)),
)
_GOOD = {"outstanding", "good"}

# Made-up words, and what becomes of them: theme, words, whether a family speaks, who agreed, the end.
_QUOTES: tuple[tuple[str, str, str, str], ...] = (
    ("work_not_recorded", "Much more was done here than the file can say.", "", "internal"),
    ("oversight_thin", "The word agreed stands there four times; why, it never says.", "", "internal"),
    ("direct_work_thin", "We visited, and we asked how things were. We did not try anything.", "",
     "waiting"),
    ("relationship", "Reader Larkhollow is the first one who came back after the row.",
     "The young person said yes to their worker in October; made up.", "public"),
    ("childs_world", "Everybody in this file knows that Tuesdays are hard for him, and why.", "",
     "public"),
    ("drift", "The same action stands in three reviews, each time with a new date.", "", "refused"),
    ("family_network_found", ("His uncle Gorsewell was asked at the third try, and he now comes on"
     " 5 June and every week."), "", "waiting"),
    ("voice_thin", "They write down what I say and then it is the same as before.",
     "The young person said yes at the review; made up.", "waiting"),
)  # fmt: skip


def tell(teller: Teller) -> None:
    """Tags on some six in ten audits, and eight quotations in various states."""
    rng = random.Random(11)  # noqa: S311  made-up content must repeat
    lead = teller.desk("")
    store = lead.store
    numbers = audit_shelf.rows_of(store, audit_shelf.Wanted(), down=False)
    audits = [audit_shelf.audit(store, one.id) for one in audit_shelf.heads(store, numbers)]
    told = [one for one in audits if one is not None and one.handed_in is not None]
    for audit in told:
        if rng.random() < _SHARE:
            _tag(teller, audit, rng)
    _draft(teller)
    # An audit that waits to be read blind says nothing before: no quotation comes from it.
    waiting = {one.audit for one in reading_shelf.all_of(store, states=("waiting",))}
    quotable = [one for one in told if one.id not in waiting and one.handed_in]
    for number, (theme, words, consent, end) in enumerate(_QUOTES):
        if quotable:
            audit = quotable[(number * 7) % len(quotable)]
            _quote(teller, audit, (theme, words, consent, end))


def _tag(teller: Teller, audit: Audit, rng: random.Random) -> None:
    assert audit.handed_in is not None  # noqa: S101
    good = audit.final_overall in _GOOD
    weak, strong = ((0, 1, 1, 2), (1, 1, 2)) if good else ((1, 2, 2, 3), (0, 0, 1))
    picked = _picked(_WORRIES, rng.choice(weak), rng) | _picked(_STRENGTHS, rng.choice(strong), rng)
    desk = teller.desk(audit.auditor)
    teller.clock.set(audit.handed_in - timedelta(minutes=30))
    graded = set(audit.grades)
    for theme, domains in sorted(picked.items()):
        domain = next((d for d in domains if d in graded), min(graded) if graded else "overall")
        _put(desk, audit, Spot(f"{domain}.reason"), theme)


def _put(desk: Workspace, audit: Audit, spot: Spot, theme: str) -> None:
    """As the auditor; where only the QA lead has a key, as the QA lead, who may tag too."""
    if audit.auditor == desk.person.id or desk.is_a("qa_lead"):
        theme_tag.tag(desk, audit.id, spot, theme)


def _picked(
    among: tuple[tuple[str, int, tuple[str, ...]], ...], n: int, rng: random.Random
) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    while len(found) < n:
        key, _weight, domains = rng.choices(among, [one[1] for one in among])[0]
        found[key] = domains
    return found


def _draft(teller: Teller) -> None:
    """The draft on the auditor's desk carries two tags already."""
    ada = teller.desk(teller.made.signing["auditor"])
    drafts = audit_shelf.drafts(ada.store, ada.person.id)
    if drafts:
        teller.at(teller.today, 9)
        draft = next((one for one in drafts if one.place.partition(".")[0]), drafts[0])
        domain = draft.place.partition(".")[0] or "overall"
        for theme in ("work_not_recorded", "relationship"):
            theme_tag.tag(ada, draft.audit.id, Spot(f"{domain}.reason"), theme)


def _quote(teller: Teller, audit: Audit, told: tuple[str, str, str, str]) -> None:
    theme, words, consent, end = told
    lead, cswo = teller.desk(""), teller.desk(teller.made.signing["cswo"])
    teller.at(teller.today - timedelta(days=3), 11)
    domain = min(audit.grades) if audit.grades else "overall"
    proposal = Proposal(
        audit.id, f"{domain}.reason", theme, f"{words} (made up)",
        quotation.proposed(lead, audit.id, f"{words} (made up)"), bool(consent), consent,
    )  # fmt: skip
    made = quotation.propose(lead, proposal).ids[0]
    teller.at(teller.today - timedelta(days=1), 12)
    use: dict[str, Use] = {"internal": "internal", "public": "public"}
    if end in use:
        quotation.approve(cswo, made, use[end])
    elif end == "refused":
        quotation.refuse(
            cswo, made, "Three reviews in this team: people would know whose they are."
        )

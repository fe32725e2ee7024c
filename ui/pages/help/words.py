"""What the help says, topic by topic; `# title` begins a topic, `@ key ...` says what it belongs to."""

from dataclasses import dataclass

TEXT = """
# Begin: a council of your own
@ home people
Enter areas, then teams, then people with their roles and line managers, on the page People and
teams; or bring them in from CSV files in the same order.

Take the templates you want into use on the page Templates. Make a round on the page Rounds: what
is looked at, until when, and with which templates.

Add the cases, allocate them, and let the people sign in with their own name and passphrase.

# Let somebody sign in
@ people
People and teams, then “Let somebody sign in”. Save the person's roles first: their key carries
them. Give the passphrase by word of mouth, never in an e-mail; they change it under Settings.

Nobody can read a forgotten passphrase out of the program. The QA lead, or the recovery code that
was shown once when the council was founded, lets the person in again.

# Allocate cases
@ cases rounds
On the page Cases, choose cases, a template and an auditor. The program refuses what would not be
independent: one's own case, a case of one's own line, a restricted file.

An auditor who knows the family, or has held, supervised, chaired or decided on the case, returns
it when it is opened, and it is allocated again.

A full audit takes half a day to a day; the expected time stands in the template, and the page
Rounds shows how much work each auditor has left.

# Do an audit
@ audits audit_form
Open it from Home or from Audits. Every answer is kept as it is given; the foot says when. Choose
the descriptor that fits best for each domain, say why, and give dated evidence.

1 to 4 choose a grade while the grades have the focus, Alt and 1 to 4 from anywhere on the form.
N is not applicable, Delete clears, Ctrl and Page down goes to the next domain.

Give your own overall grade first. Only then the program shows what the domain grades imply and
which caps apply. Where yours differs, say why.

# Hand in
@ audit_form audits
Ctrl and Enter. What is missing is listed, and each line leads to its question. Where words and
grades do not go together the program says so; you may overrule it, and that is recorded.

After the hand-in nothing is overwritten. To change something, reopen the audit with a reason: the
first version is kept.

# A child may not be safe: the safety stop
@ safety audit_form
May be in danger now: speak to the team or duty manager at once, within an hour at most; out of
hours the emergency duty team; 999 where life is at risk.

Serious practice concern: the team manager the same day, a written plan within one working day,
the head of service within one working day. A concern about that manager's own decision goes to
the head of service; about somebody who works with children, to the LADO; about a care leaver over
18, to adult safeguarding.

The program notifies nobody. You must ring, and write down whom you told, when, and what they
answered. The audit cannot be handed in until that is done. The numbers stand on the panel; the QA
lead keeps them under Settings, Council's policy.

# Moderate, blind
@ moderation moderation_compare moderation_outcome
Before a case opens it asks once whether you know the family. Read the case yourself and give your own grades. Until they are saved you see the case, the
template and the due date only: not the first grades, not why it was chosen.

Then both stand side by side, differences first. Give two verdicts: is the grade right, and is the
audit well done. Say how you read: a blind full re-read, a desk check, or a panel. Only blind full
re-reads that were drawn at random count as agreement.

Every grade that changes needs a reason. A verdict that is half given stays as you left it. The
first grade is kept for ever.

The auditor sees the outcome, and accepts it or disagrees. A dispute goes to a third reader, who
reads as blind as the second, or the QA lead settles it. The sign-off waits.

# Calibrate: grade the same case, then talk
@ calibration
Everybody grades the same case or written example in private. Nobody sees a grade before all have
saved, or the QA lead reveals it. Then you see how many gave which grade, without names unless
somebody agrees to theirs, and where it was hardest. No grade given here enters an audit figure.
A safety stop works here as everywhere.

# Sign off
@ audits
Audits, then the filter “Waits for sign-off”. What is signed is shown before you sign. Nobody
signs their own audit or their own second reading. From then on the final grade counts in reports.

# Actions
@ actions
Raise an action from the question that it answers: what, who, until when. Actions for one child
are due in 1, 5 or 20 working days, those for the service in 1, 3 or 6 months, as the council's
policy says.

When it is done, say what the proof is and what is different for the child. Actions from
Inadequate, from safety and from limiting domains are verified by somebody else, and so is a
random fifth of the rest.

# Reports
@ reports
Choose a report and a round, then Write. PDFs are shown beside the list; workbooks open in the
spreadsheet program. They lie in the folder reports beside the store, and are not encrypted.

The summary says what a result rests on: every signed-off first audit of the drawn sample, at its
final grade. Moderated audits alone never stand as the council's result, because every Inadequate
is read again and only a share of the rest.

If a report cannot be written because the file is open elsewhere, close it there and write again;
the one that was there before is untouched.

# Hold a diagnostic session with a team
@ diagnostics
Diagnostics, then “New session”: team, day, who took part by role, standards, five to eight cases
by their references. It is a learning exercise: nothing entered here is in any audit figure.

“Open the room” shows one standard at a time in large letters. Everybody grades in private, or you
enter a show of hands, or you leave that out; then reveal together, talk about the evidence, and
agree a grade. The partner's grade stands apart. Private grades are kept as counts without names.

“What follows” holds three to five commitments, each with an owner and a day, the themes, and the
revisit. When you look at the team again, before and after stand side by side. “Across teams”
shows all teams by standards.

# A session's workbook: out, filled in, back
@ diagnostics
Open the session, then “Workbook” in the list at the top. Write it, let the team fill it in with a
spreadsheet program, and read it back, several copies at once.

You see each change before it is kept. Where two copies, or a copy and the program, say different
things, you choose one, or both. Cells that cannot be read are named; what stands here stays.
Copies for grading alone are numbered, and nowhere is it written who has which.

# Audits on paper: a workbook for somebody without the program
@ audits
Audits, then “Fill in on paper…”. The first sheet says what to do when a child may be in
danger, with the numbers to ring; each case has a sheet with its descriptors beside the cells.

“Bring a workbook back…” shows what would be kept, cell by cell, before anything is. Where an answer
is another one than the program's, you choose which counts. What comes back is a draft: the auditor
looks at it and hands it in. A worry on a sheet makes a safety stop at once.

With answers or the council's case numbers it leaves the program unencrypted; who needs it is asked,
and recorded.

# Write a template
@ designer templates
Template designer, then “New template”; or begin from a workbook in XLSForm's manner, or from a
template in use. Every word is kept while you type; nothing changes for anybody until you publish.

The outline holds all parts: Insert adds one, Delete takes one out, Alt and the arrows move it,
Enter writes on it, Ctrl+Shift+O leads back to it. F8 goes from one problem to the next. Ctrl+Z
takes a step back.

The preview shows the part as the auditor will see it, and “Try the form” the whole of it; nothing
is kept there. “Blank form” writes it to be printed.

# Two versions of a template
@ templates designer
Templates, then “Compare versions”: what is added, taken out, reworded, moved, and where a scale
changed. Audits that have begun keep their own questions.

You confirm which questions are the same in both, so that figures can stand side by side. Where a
scale changed you choose: map the grades, keep them apart, or begin anew.

# The QA framework: draft, comments, effect
@ framework
The framework is how the council does quality assurance, as one object: templates, scales, calendar,
sampling, second readings, clocks, ladders. Begin a draft, change its clauses, and send it out for
comments: people who sign in write theirs beside a clause; others use the comment sheet, which you
bring back.

When the comments are answered, propose it. The Chief Social Work Officer puts it into effect from a
day; from then on its numbers are the program's. A signed file takes it to another council or
another store.

# Data out: everything in tidy tables
@ data
Choose a round or days, and the kind of file: a workbook, CSV, or a plain SQLite file. “Look first”
counts what would go out, and writes nothing. People stand by an id, never by name.

Who needs it, and for what, is asked and kept in the history, with your name. The council's case
numbers go out only where you tick them.

# Templates
@ templates
Read any template, search in it, check a file of your own: all problems are shown at once, each
with its place and its cure. A version in use never changes; a newer one counts for audits that
begin after it.

# Rounds
@ rounds
A round says what is looked at and until when. Its bars are counts of what is planned, allocated,
being written, handed in, read again, signed off and late. The list of auditors stands in order of
names: nothing here ranks people.

# Bring people and cases in from a file
@ people cases
Write the file with headings, fill it in with a spreadsheet program, and save it as “CSV UTF-8”.
Everything that is wrong is shown at once, with the row and what to do. Then you see what would be
added or corrected, and all of it is written, or nothing.

# Back up and restore
@ settings
A backup is made when the program starts; the last ten are kept beside the store. Make one on
another disk as well, under Settings, Store and backups.

A restore shuts the store, moves what stands there into a folder beside it, and puts the backup in
its place. Nothing is deleted. Then you sign in again, and get a new signing key by itself.

Legal holds, erasures and disposals made after the backup are not in it. Home and Records say how many,
and “Do again what the backup lacks” makes them again from the store that was moved aside; until the
holds are back, nothing is erased. Keep that folder (store-moved-aside-…) until then. Afterwards delete
it yourself when you are sure that nothing in it is needed: it keeps words that were erased, and nobody
thins it.

# How long records are kept
@ records
The page Records lists each class of record with its period, which Settings changes. The periods
are proposals: hold them against your council's own retention schedule.

Nothing goes by itself. Review what is due, then dispose of it or hold it. A disposal takes every
typed word; grades, dates and counts stay, so that no figure changes, and the disposal itself stands
in the ledger with who did it and why. It cannot be undone.

A legal hold keeps everything of a case, a practitioner, an audit or a round, whoever tries to erase
it, until somebody lifts it with a reason.

Erase on request takes one person's own words, after a look at what goes and what stays. Backups
made before keep the words until they are thinned, and what was printed or sent cannot be called
back.

# Somebody asks for what is held about them
@ records
Records, “Subject-access bundle”: one child by reference or number, or one practitioner by name.
A PDF for the reviewer and a Word document to work on are written into a new folder, and that they
left is recorded.

Names, places and contacts that may be somebody else's are marked and never taken out. No rule
knows every name, so somebody reads every page and decides what is released.

# Check the store
@ settings
Settings, Store and backups, “Check the store”: file, ledger, signatures, rows and templates are
checked. Nothing is changed or repaired. Where something is wrong, restore the newest good backup.

# How it is protected
@ settings
The store is encrypted from the first start, with a random key that your passphrase opens. Your
passphrase is nowhere in it. Each person signs with their own key, and every entry is chained to
the one before: what was handed in cannot be changed unseen.

The window locks when nobody types, and on Ctrl and L. What was typed is kept first.

# What is not protected
@ settings moderation
The blind is a shield in the program, not cryptography: one key opens the whole store, so somebody
with the right tools and a passphrase could look past it.

Backups keep words that were erased later, until they are thinned; a store that a restore moved aside
keeps them until somebody deletes its folder.

Malware that runs with your rights can read what you read while you are signed in.

Reports and other files that you write are not encrypted.

The program notifies nobody: no e-mail, no message, no call leaves it.

# Words of the field
Allocation: one case given to one auditor in one round.
Audit: one reading of one case against one template.
Cap: a rule by which a grade in one domain limits the overall.
Descriptor: what a grade looks like in a domain, in words.
Domain: a part of a template; a graded one gets a grade of its own.
Hand in: to give an audit in, signed; nothing is overwritten after it.
Limiting domain: a domain that can cap the overall.
Moderation: a second reading by somebody else, blind until their own grades are saved.
Not enough evidence: the record was not available to the auditor. A silent record is a finding,
and is graded.
Round: one wave of audits, with its dates, templates and plan.
Safety stop: the record that a child may not be safe, who was told, when, and what they answered.
Sign off: the decision that an audit counts, by name.
Targeted: chosen because it was Inadequate or had a safety stop; kept apart from the random share.

# About, and licences
Case Audit helps councils to audit work with children and families. It works offline and sends
nothing anywhere.

Qt and PySide6 are used under the GNU Lesser General Public License 3 (LGPL): you may replace these
libraries by your own builds; their source is at download.qt.io. The letters are Inter (SIL Open
Font License 1.1), the pictures Lucide (ISC; those from Feather MIT). Encryption by SQLCipher (BSD)
and cryptography (Apache 2.0 or BSD); files by openpyxl (MIT), ReportLab (BSD), pypdfium2 with
PDFium (Apache 2.0 or BSD), sqlite-utils (Apache 2.0), Jinja (BSD), lxml (BSD), click (BSD),
platformdirs (MIT).

The templates that come with the program are under the Open Government Licence 3.0. The full texts
of the licences of what is shipped lie in the folder resources/LICENSES.
"""


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic: its title, the pages it belongs to, its paragraphs."""

    title: str
    pages: tuple[str, ...]
    paragraphs: tuple[str, ...]

    def has(self, words: str) -> bool:
        """Whether all these words stand in it."""
        said = " ".join((self.title, *self.paragraphs)).casefold()
        return all(word in said for word in words.casefold().split())


def topics() -> tuple[Topic, ...]:
    """All topics, in their order."""
    return tuple(_topic(part) for part in TEXT.split("\n# ")[1:])


def _topic(part: str) -> Topic:
    """One topic from its text."""
    title, _, rest = part.partition("\n")
    pages: tuple[str, ...] = ()
    if rest.startswith("@"):
        first, _, rest = rest.partition("\n")
        pages = tuple(first[1:].split())
    if title == "Words of the field":
        return Topic(title, pages, tuple(_terms(rest)))
    paragraphs = (" ".join(block.split()) for block in rest.split("\n\n"))
    return Topic(title, pages, tuple(one for one in paragraphs if one))


def _terms(text: str) -> list[str]:
    """A list of words: each line with a colon begins one."""
    found: list[str] = []
    for line in text.strip().splitlines():
        if ": " in line and line[:1].isupper():
            found.append(line)
        else:
            found[-1] += f" {line}"
    return found

"""Made-up names and sentences of the demonstration; none of them is about anybody."""

COUNCIL = "Demonstration Council"
PASSPHRASE = "demonstration"  # noqa: S105  printed, so that everybody can try it

PARTNER = "Essex (made up)"  # whose improvement partner sits with the teams
AREAS = ("East", "North, West and Central", "South")
SERVICES = ("Assessment", "Safeguarding", "Children in care", "Family help")
FIRST = (
    "Ada", "Amara", "Bela", "Callum", "Dara", "Edith", "Farid", "Greta", "Hanif", "Imani", "Jonah",
    "Kiran", "Lotte", "Mira", "Nadia", "Oskar", "Petra", "Quinn", "Ravi", "Selma", "Tom", "Una",
    "Viktor", "Wanda", "Yusuf", "Zadie",
)  # fmt: skip
LAST = (
    "Averill", "Brackwater", "Castellane", "Dunmere", "Eastlake", "Fenwright", "Gorsewell",
    "Hollowby", "Inglemoor", "Jessop-Vane", "Kestrelby", "Larkhollow", "Mossgrave", "Northam-Lee",
    "Ottershaw", "Pellow", "Quillfeather", "Ravensby", "Sandholme", "Thistlewood", "Underhay",
    "Vellacott", "Wrenfield", "Yarrowby",
)  # fmt: skip

STRENGTHS = (
    "The practitioner drew the child's week with them and used it in the plan.",
    "A grandparent was found by asking again, and now offers weekends.",
    "The manager wrote down what would change the decision, and came back to it.",
    "School and health were told the plan in the family's own words.",
    "The child's cartoon of home stands in the assessment and was answered.",
    "A father who had been left out was visited twice and now takes part.",
    "The worker named what they were unsure of, and checked it.",
    "The review stopped an action that did not help and said why.",
)
WORRIES = (
    "The chronology stops four months before the last worry.",
    "The plan names services, not what will be different for the child.",
    "Supervision lists tasks; nobody asks what life is like for the child.",
    "The contingency is not written, so nobody would know what to do on a Friday night.",
    "The child was seen, but not alone, at the last three visits.",
    "A new adult in the home was noted and not assessed.",
)
REFLECTIONS = (
    "With hindsight I would have asked to see the bedroom sooner.",
    "Talking it through in group supervision changed how I saw the pattern.",
    "I was reassured too early, and the school's call made me look again.",
    "What helped was to agree with the mother what she would notice first.",
)
FAMILY = (
    "The mother said that she knew what had to change and who would help.",
    "The young person said that meetings are long and that they would rather walk and talk.",
    "The father said that nobody had asked him before.",
    "The child said that their worker keeps promises.",
)
ACTIONS = (
    "Bring the chronology up to date and share it with the core group",
    "See the child alone and record what they say about home",
    "Write the contingency: who does what if it becomes unsafe again",
    "Assess the new adult in the home, with checks",
    "Discuss the case in supervision: what is life like for this child?",
    "Review the plan with the family and take out what does not help",
    "Ask the child's father for his view and his family's",
    "Record the reason for the decision and what would alter it",
)
PROOFS = (
    "Case note and updated plan on the child's record",
    "Supervision record with the discussion and the decision",
    "Visit record: the child was seen alone",
    "Minutes of the review, with the new contingency",
)
DIFFERENCES = (
    "The child told the worker about weekends, and the plan changed.",
    "The mother knows whom to ring, and did.",
    "Nothing can be seen yet; looked at again in a month.",
    "The child sees their grandmother again.",
)
EVIDENCE = (
    ("Supervision record", "Decision with reasons, and when it is looked at again"),
    ("Visit record", "What the child said and showed, in their own words"),
    ("Plan", "Actions with names and dates, agreed with the family"),
    ("Review minutes", "What changed since the last review"),
    ("Assessment", "Analysis of what worries and what helps"),
    ("Case note", "Call from school and what was done about it"),
    ("Chronology", "Pattern over three years, seen together"),
)
CHANGED = (
    "The file shows visits and a plan, but the risk that began in the spring is not analysed.",
    "The descriptor of the lower grade fits better: managers are present, but do not steer.",
    "The record shows a clear effect for the child that the first reading did not credit.",
    "What is written is careful, but nothing is different for the child yet.",
)
DIFFERS = (
    "The domains do not show that the new worker turned this round within six weeks.",
    "Two domains rest on the period before the team took the case over.",
    "The effect for the child weighs more than the counting of domains here.",
)

SEEN_TO = "It was put right on the same day, and checked again a week later."

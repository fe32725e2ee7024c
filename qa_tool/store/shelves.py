"""Every shelf, so that each kind of entry has its rows wherever a store is opened: one line a shelf.

A shelf is loaded when its kind is first applied or read: nobody who only looks at Home waits for all.
"""

from qa_tool.store import apply

# Module of this room and the kinds it registers. A table that refers to another stands after it.
ALL: dict[str, tuple[str, ...]] = {
    "council": ("area", "team", "person", "auditor", "case", "round", "allocation"),
    "audit_rows": ("audit", "note", "reopen", "sign_off"),
    "indicator": ("indicator",),
    "moderation": ("moderation", "resolution", "dispute"),
    "action": ("action",),
    "calibration": ("calibration",),
    "concern": ("concern",),
    "crosswalk": ("crosswalk",),
    "diagnostic": ("diagnostic",),
    "framework": ("framework", "comment"),
    "notice": ("notice", "ladder"),
    "publication": ("publication",),
    "reply": ("feedback", "reply"),
    "requirement": ("requirement", "objective"),
    "retention": ("hold", "disposal"),
    "safety": ("safety",),
    "sample": ("draw",),
    "survey": ("survey",),
    "template": ("template", "policy"),
    "theme": ("theme", "tag", "quotation"),
    "timeliness": ("timeliness",),
    "voice": ("voice", "supervision"),
}

apply.SHELVES.update(
    {kind: f"qa_tool.store.{module}" for module, kinds in ALL.items() for kind in kinds}
)

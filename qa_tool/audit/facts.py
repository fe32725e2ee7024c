"""What conditions may know of the answers: those that count, and names that gather several."""

from qa_tool.audit.plan import Plan
from qa_tool.audit.values import Value, copied
from qa_tool.template.conditions import TODAY


class Facts:
    """The answers that count, by key in `live`; `seen` is what conditions look at.

    A question of a group is there under its key in the template with the answers of all entries; a
    row of a grid under its own name.
    """

    def __init__(self, today: str) -> None:
        self.live: dict[str, Value] = {}
        self.seen: dict[str, object] = {TODAY: today}

    def put(self, plan: Plan, key: str, value: Value | None) -> None:
        """Take in one answer, or that there is none."""
        if value is None:
            self.live.pop(key, None)
            self.seen.pop(key, None)
        else:
            self.live[key] = self.seen[key] = value
        slot = plan.slots[key]
        if slot.alias:
            self._gather(plan, slot.alias)
        for cell in slot.cells:
            rated = value.get(cell) if isinstance(value, dict) else None
            self._see(f"{key}.{cell}", rated)
            if slot.alias:
                self._see_cells(plan, slot.alias, cell)

    def _see(self, name: str, value: object) -> None:
        if value is None:
            self.seen.pop(name, None)
        else:
            self.seen[name] = value

    def _gather(self, plan: Plan, alias: str) -> None:
        """All answers of the entries, those of several choices one by one."""
        found: list[object] = []
        for key in plan.sources.get(alias, ()):
            value = self.live.get(key)
            if isinstance(value, list):
                found += copied(value)  # type: ignore[arg-type]
            elif value is not None:
                found.append(value)
        self._see(alias, found or None)

    def _see_cells(self, plan: Plan, alias: str, cell: str) -> None:
        """What one row of a grid was rated in all entries."""
        keys = plan.sources.get(f"{alias}.{cell}", ())
        kept = (self.live.get(key) for key in keys)
        found = [value[cell] for value in kept if isinstance(value, dict) and cell in value]
        self._see(f"{alias}.{cell}", found or None)

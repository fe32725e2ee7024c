"""What may be shown to whom without naming a child or a worker.

How a publication uses this room:

1. Freeze the counts: one `table.CountsTable` for each table that will be printed, all from one frozen
   data set, inner cells only. Name the `population` (tables of one population share their totals), the
   `groups` of columns that are read together ("Good or better"), and `workers` (how many people stand
   behind each row) wherever a row is a team. Counts of workers are tables of their own, protected alike.
2. Say what links them, beyond common totals: `protect.same_line`, `same_column` (a row here is a row
   there), `tables_add` (areas add to the city), `rows_add` (teams add to their area).
3. `protect.protect_all(tables, preset, links)` gives a `Protection`. Nothing else is read from here on:
   tables, charts and their tooltips, alternative texts, sentences, CSV and workbook all take
   `ProtectedTable.lines`, `.text`, `.share` and `.count`. It does not hold what is hidden.
   A hidden cell has no number anywhere: draw it as its symbol, and put `preset.key_lines()` beside it.
4. Show `Protection.notes`, `.withheld` and `merging.offers(...)` to the person: where counts are too
   small, merging columns or rows tells the reader more than symbols do. Merge, and protect again.
5. Before publishing, `differences.differences(this, last)` against what was published before.
6. `record.DisclosureRecord` keeps what was hidden and why; it goes beside the report, not into it.

`attack.attack` reads published tables as a reader would and tells which hidden cells fall. It shares no
code with the protecting side (`system`, `flow`, `circle`, `pattern`, `protect`, `rounding`).
`small` folds small teams together on pages for people inside the council.
"""

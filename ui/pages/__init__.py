"""The pages of the window: one line each, in the order of the list at the left.

"module:Class", key, title, picture, group ("" keeps it out of the list). The words stand here and
not only in the class, so that a page's module is imported when it is first shown, not at the start.
"""

PAGES = (
    ("ui.pages.home:HomePage", "home", "Home", "home", "WORK"),
    ("ui.pages.cases:CasesPage", "cases", "Cases", "folder-search", "WORK"),
    ("ui.pages.audits:AuditsPage", "audits", "Audits", "clipboard-check", "WORK"),
    ("ui.pages.audit_view:AuditViewPage", "audit_view", "Audit", "clipboard-list", ""),
    ("ui.pages.audit_form:AuditFormPage", "audit_form", "Audit form", "clipboard-check", ""),
    ("ui.pages.moderation:ModerationPage", "moderation", "Moderation", "scale", "WORK"),
    (
        "ui.pages.moderation:ModerationComparePage", "moderation_compare",
        "Compare the two readings", "scale", "",
    ),
    (
        "ui.pages.moderation:ModerationOutcomePage", "moderation_outcome",
        "Outcome of a second reading", "scale", "",
    ),
    ("ui.pages.calibration:CalibrationPage", "calibration", "Calibration", "user-check", "WORK"),
    (
        "ui.pages.diagnostics:DiagnosticsPage", "diagnostics", "Diagnostics", "lightbulb", "WORK",
    ),
    ("ui.pages.voices:VoicesPage", "voices", "Voices", "message-square", "WORK"),
    ("ui.pages.actions:ActionsPage", "actions", "Actions", "list-checks", "WORK"),
    ("ui.pages.plan:PlanPage", "plan", "Improvement plan", "target", "WORK"),
    ("ui.pages.safety:SafetyPage", "safety", "Safety", "shield-alert", "WORK"),
    ("ui.pages.notices:NoticesPage", "notices", "QA notices", "flag", "WORK"),
    ("ui.pages.dashboard:DashboardPage", "dashboard", "Dashboard", "chart-bar", "EVIDENCE"),
    ("ui.pages.themes:ThemesPage", "themes", "Themes", "tag", "EVIDENCE"),
    (
        "ui.pages.reliability:ReliabilityPage", "reliability", "Reliability", "eye",
        "EVIDENCE",
    ),
    ("ui.pages.publication:PublicationPage", "publication", "Publishing", "book-open", "EVIDENCE"),
    ("ui.pages.reports:ReportsPage", "reports", "Reports", "file-text", "EVIDENCE"),
    (
        "ui.pages.concerns:ConcernsPage", "concerns", "Taken higher", "send", "EVIDENCE",
    ),
    (
        "ui.pages.surveys:SurveysPage", "surveys", "Surveys", "vote",
        "EVIDENCE",
    ),
    ("ui.pages.indicators:IndicatorsPage", "indicators", "Indicators", "star", "EVIDENCE"),
    (
        "ui.pages.inspection:InspectionPage", "inspection", "Inspection drawer", "folder-open",
        "EVIDENCE",
    ),
    ("ui.pages.records:RecordsPage", "records", "Records", "history", "EVIDENCE"),
    ("ui.pages.data:DataPage", "data", "Data out", "database", "EVIDENCE"),
    ("ui.pages.caselist:CaseListPage", "caselist", "Case lists", "table", "SET-UP"),
    ("ui.pages.rounds:RoundsPage", "rounds", "Rounds", "calendar", "SET-UP"),
    ("ui.pages.samples:SamplesPage", "samples", "Samples", "filter", "SET-UP"),
    ("ui.pages.framework:FrameworkPage", "framework", "QA framework", "layers", "SET-UP"),
    ("ui.pages.templates:TemplatesPage", "templates", "Templates", "layout-template", "SET-UP"),
    ("ui.pages.designer:DesignerPage", "designer", "Template designer", "pencil", "SET-UP"),
    ("ui.pages.people:PeoplePage", "people", "People and teams", "users", "SET-UP"),
    ("ui.pages.settings:SettingsPage", "settings", "Settings", "settings", "SET-UP"),
    ("ui.pages.help:HelpPage", "help", "Help", "circle-help", "SET-UP"),
)  # fmt: skip
"""What the window can show. `tests/ui/test_navigation.py` holds each line equal to its class."""

ONLY_FOR: dict[str, tuple[str, ...]] = {
    "calibration": ("auditor", "moderator", "qa_lead", "cswo"),
    "caselist": ("qa_lead",),
    "cases": ("auditor", "moderator", "qa_lead", "cswo", "team_manager", "iro"),
    "audits": ("auditor", "moderator", "qa_lead", "cswo", "team_manager", "iro", "social_worker"),
    "concerns": ("qa_lead", "cswo"),
    "data": ("qa_lead", "cswo"),
    "dashboard": ("moderator", "qa_lead", "cswo", "team_manager"),
    "diagnostics": (
        "partner",
        "qa_lead",
        "cswo",
        "team_manager",
        "social_worker",
        "auditor",
        "moderator",
        "iro",
    ),
    "designer": ("qa_lead",),
    "indicators": ("qa_lead", "cswo"),
    "inspection": ("qa_lead", "cswo"),
    "moderation": ("moderator", "qa_lead", "cswo"),
    "notices": (
        "iro",
        "iro_manager",
        "team_manager",
        "social_worker",
        "qa_lead",
        "cswo",
        "auditor",
    ),
    "people": ("qa_lead", "cswo"),
    "plan": ("qa_lead", "cswo", "team_manager"),
    "publication": ("qa_lead", "cswo"),
    "records": ("qa_lead", "cswo"),
    "reliability": ("auditor", "moderator", "qa_lead", "cswo"),
    "reports": (
        "auditor",
        "moderator",
        "qa_lead",
        "cswo",
        "team_manager",
        "iro",
        "iro_manager",
        "social_worker",
    ),
    "rounds": ("qa_lead", "cswo"),
    "samples": ("qa_lead", "cswo"),
    "surveys": ("qa_lead", "cswo"),
    "themes": ("auditor", "moderator", "qa_lead", "cswo", "team_manager"),
    "voices": ("auditor", "moderator", "qa_lead", "cswo", "team_manager"),
}
"""Who has use for a page: others do not find it in their list. What may be seen is decided in work."""

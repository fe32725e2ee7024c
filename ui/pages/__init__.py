"""The pages of the window, by "module:Class", in the order of the list at the left."""

PAGES = (
    "ui.pages.home:HomePage",
    "ui.pages.cases:CasesPage",
    "ui.pages.audits:AuditsPage",
    "ui.pages.audit_view:AuditViewPage",
    "ui.pages.audit_form:AuditFormPage",
    "ui.pages.moderation:ModerationPage",
    "ui.pages.moderation_compare:ModerationComparePage",
    "ui.pages.actions:ActionsPage",
    "ui.pages.safety:SafetyPage",
    "ui.pages.reports:ReportsPage",
    "ui.pages.caselist:CaseListPage",
    "ui.pages.rounds:RoundsPage",
    "ui.pages.samples:SamplesPage",
    "ui.pages.templates:TemplatesPage",
    "ui.pages.people:PeoplePage",
    "ui.pages.settings:SettingsPage",
    "ui.pages.help:HelpPage",
)

"""Settings in four tabs: this laptop, the council's policy, its house style, store and backups."""

from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from qa_tool.errors import QAError
from qa_tool.policy import Policy, check
from qa_tool.problems import Problem, errors
from qa_tool.work import session
from ui.context import Context, Group
from ui.pages.settings.laptop import LaptopForm
from ui.pages.settings.policy import PolicyForm
from ui.pages.settings.store import StoreForm
from ui.pages.settings.style import StyleForm
from ui.widgets import Scroll, column

TABS = (
    ("laptop", "This laptop"),
    ("policy", "Council's policy"),
    ("style", "House style"),
    ("store", "Store and backups"),
)


class SettingsPage(QWidget):
    """Settings: `show_page(tab="laptop|policy|style|store")`."""

    key: ClassVar[str] = "settings"
    title: ClassVar[str] = "Settings"
    icon: ClassVar[str] = "settings"
    group: ClassVar[Group] = "SET-UP"

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("This laptop, policy, house style, or store and backups")
        self.laptop, self.policy = LaptopForm(window_context), PolicyForm()
        self.style_form = StyleForm(window_context)
        self.store = StoreForm(window_context)
        self.stack = QStackedWidget()
        for (_key, words), part in zip(
            TABS, (self.laptop, self.policy, self.style_form, self.store), strict=True
        ):
            self.tabs.addTab(words)
            holder = QWidget()
            holder.setLayout(column(part, margins=(0, 0, 8, 12)))
            self.stack.addWidget(Scroll(holder))
        self.tabs.currentChanged.connect(self.stack.setCurrentIndex)
        self.policy.kept.connect(self._keep_policy)
        self.style_form.kept.connect(self._keep_style)
        page = column(self.tabs, self.stack, spacing=12, margins=(20, 12, 12, 8))
        page.setStretch(1, 1)
        self.setLayout(page)
        window_context.live.watch(self, ("policy",), lambda _change: self._heard(), by=self.key)

    def show_page(self, **place: Any) -> None:
        """Show a tab."""
        self._context.title(self.title)
        keys = [key for key, _words in TABS]
        if place.get("tab") in keys:
            self.tabs.setCurrentIndex(keys.index(str(place["tab"])))
        self.refresh()
        self.tabs.setFocus()

    def refresh(self) -> None:
        """Read all four again; what is being typed stays."""
        self.laptop.refresh()
        self.policy.show_policy(self._context.workspace.policy)
        self.style_form.show_policy(self._context.workspace.policy)
        self.store.refresh()

    def _keep_policy(self) -> None:
        """Save the policy, or say at each field what is wrong."""
        policy, misread = self.policy.policy()
        # The style has a tab of its own: what was saved there since stays.
        policy = replace(policy, style=self._context.workspace.policy.style)
        problems = check(policy)
        self.policy.show_problems(problems, misread)
        if not misread and self._kept(policy, problems, "The policy is saved."):
            self.policy.settled()
            self.policy.show_policy(self._context.workspace.policy)

    def _keep_style(self) -> None:
        """Save the house style, or say at each field what is wrong."""
        policy = replace(self._context.workspace.policy, style=self.style_form.policy().style)
        problems = tuple(one for one in check(policy) if one.where.startswith("style."))
        self.style_form.show_problems(problems)
        if self._kept(policy, problems, "The house style is saved."):
            self.style_form.settled()
            self.style_form.show_policy(self._context.workspace.policy)

    def _kept(self, policy: Policy, problems: tuple[Problem, ...], words: str) -> bool:
        """Whether it is saved."""
        if errors(problems):
            return False
        try:
            change = session.keep_policy(self._context.workspace, policy)
        except QAError as error:
            self._context.fault(error)
            return False
        self._context.live.announce(change, self.key)
        self._context.say(words, "success")
        return True

    def _heard(self) -> None:
        """The policy changed elsewhere."""
        if self.isVisible():
            self.refresh()

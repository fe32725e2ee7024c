"""The root of every trouble that the program knows how to explain."""


class QAError(Exception):
    """Known trouble: the text is a whole sentence for people, `cure` says what to do."""

    def __init__(self, sentence: str, cure: str = "") -> None:
        super().__init__(sentence)
        self.cure = cure


class Refused(QAError):
    """The act is against a rule of the framework (own case, blind, wrong state, wrong role)."""


class Cancelled(QAError):
    """The person stopped a long piece of work; nothing was written."""

    def __init__(self) -> None:
        super().__init__("Stopped. Nothing was written.")

"""What else happened in the made-up council: one line a noun, told after the two rounds of audits."""

from importlib import import_module

from qa_tool.demo.story import Teller

TALES: tuple[str, ...] = (
    "qa_tool.demo.themes:tell",
    "qa_tool.demo.plan:tell",
    "qa_tool.demo.concerns:tell",
    "qa_tool.demo.voices:tell",
    "qa_tool.demo.calibration:tell",
    "qa_tool.demo.notices:tell",
    "qa_tool.demo.diagnostics:tell",
    "qa_tool.demo.designer:tell",
    "qa_tool.demo.annual:tell",
    "qa_tool.demo.crosswalk:tell",
    "qa_tool.demo.framework:tell",
    "qa_tool.demo.several:tell",
    "qa_tool.demo.records:tell",
    "qa_tool.demo.clocks:tell",
    "qa_tool.demo.indicators:tell",
)
"""Each "module:function" is called with the Teller, in one transaction; told in this order."""


def tell(teller: Teller) -> None:
    """Tell them all."""
    store = teller.desk("").store
    for name in TALES:
        module, function = name.split(":")
        with store.together():
            getattr(import_module(module), function)(teller)

"""Which versions of a template are told as one where second readings are counted: by confirmed crosswalks."""

from collections.abc import Mapping

from qa_tool.figures.bridging import stretches
from qa_tool.template.crosswalk import OVERALL
from qa_tool.template.model import Template
from qa_tool.work import crosswalk
from qa_tool.work.workspace import Workspace


def joins(workspace: Workspace, used: Mapping[str, Template]) -> dict[str, str]:
    """For every version whose overall grade a person has carried on: the last version that it is carried to.

    A pair of grades is compared on its own scale, so only versions with the same scale are told as one.
    """
    by_key: dict[str, list[str]] = {}
    for mark, template in used.items():
        by_key.setdefault(template.key, []).append(mark)
    found: dict[str, str] = {}
    for key, marks in by_key.items():
        if len(marks) > 1:
            found |= _of_template(workspace, key, marks, used)
    return found


def _of_template(
    workspace: Workspace, key: str, marks: list[str], used: Mapping[str, Template]
) -> dict[str, str]:
    came = crosswalk.came(workspace)
    order = sorted(marks, key=lambda mark: (came.get(mark, ""), mark))
    said = crosswalk.through(workspace, key, order)
    found: dict[str, str] = {}
    for stretch in stretches([(mark, used[mark]) for mark in order], said, OVERALL):
        last = used[stretch.last].scale_of().key
        found |= {
            mark: stretch.last
            for mark in stretch.forms[:-1]
            if used[mark].scale_of().key == last and stretch.domains[mark] == OVERALL
        }
    return found

"""Moving and renaming: a thing gets another address or id, and everything that leads to it follows."""

from collections.abc import Sequence

from newsdesk.desk.change import Change
from newsdesk.desk.command import CannotRun
from newsdesk.desk.plan import Plan
from newsdesk.desk.project import Project
from newsdesk.desk.things import PICTURE, Thing
from newsdesk.words.message import said


def changes(project: Project, old: Thing, new: Thing, published: str = "") -> Sequence[Change]:
    """What changes in each file where a thing gets a new address, name or id, by path.

    Raises CannotRun where the new one is taken or unfit, and where a file cannot be read: what stands in it could
    not be repaired.
    """
    plan = Plan(project)
    if old.name == new.name:
        raise CannotRun(said('"{name}" is its name already', name=new.name))
    if old.kind is PICTURE:
        plan.move_picture(old.name, new.name)
    else:
        plan.move(old, new)
    if old.kind.name == "story":
        plan.set_day(old.name, new.name, published)
    elif published:
        raise CannotRun(said("only a story has a day on which it was published"))
    return plan.changes()

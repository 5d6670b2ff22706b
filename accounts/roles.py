"""Every role in words, and what it takes to carry it out. The only place that says so.

`manage.py sync_roles` turns this file into groups and permissions; `/accounts/roles/`
shows the words. Rows that a role may see are decided by `queries.py` of each app.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role

# Everything that an editor edits beside pages, by the app that owns it. Only what an app
# has registered as a snippet counts, so nothing private can be opened by adding a model.
CONTENT_APPS = ("assessments", "care", "courses", "exercises", "scenarios", "victimscode")


@dataclass(frozen=True)
class Description:
    """What people in a role may do, in words, and which permissions that needs."""

    name: str | Promise
    given: str | Promise
    may: tuple[str | Promise, ...]
    role: Role | None = None
    opens_cms: bool = False
    # Permissions on all pages below the root, as Wagtail names them.
    pages: tuple[str, ...] = ()
    # Permissions on images and documents in all collections.
    files: tuple[str, ...] = ()
    # Permissions on the snippets of these apps.
    snippets: tuple[str, ...] = ()
    snippet_apps: tuple[str, ...] = ()
    changes_settings: bool = False


DESCRIPTIONS: tuple[Description, ...] = (
    Description(
        name=_("Practitioner"),
        given=_("Everybody who has an account"),
        may=(
            _("take modules and scenarios, and read the Code and the support contacts"),
            _("see and keep their own learning record, certificates and reflections"),
        ),
    ),
    Description(
        name=_("Manager"),
        given=_("Everybody whose post leads a unit, for as long as it does"),
        may=(
            _("see what the people in their unit and below it have to do, and have done"),
            _("download that as a table"),
            _("never see an answer, a choice in a scenario, an attempt or a reflection"),
        ),
    ),
    Description(
        name=_("Editor"),
        given=_("By an administrator"),
        role=Role.EDITOR,
        may=(
            _("write, preview, publish and release modules"),
            _(
                "edit questions, scenarios, exercises, the Code and support contacts, images and "
                "documents"
            ),
            _("see how questions perform, in figures about many people"),
            _("never see who learnt what"),
        ),
        opens_cms=True,
        pages=("add", "change", "publish", "lock", "unlock"),
        files=("add", "change", "choose"),
        # Without "publish" a draft of a question, a scenario or a job aid would stay one for ever.
        snippets=("view", "add", "change", "publish"),
        snippet_apps=CONTENT_APPS,
    ),
    Description(
        name=_("Outside reviewer"),
        given=_("By an administrator, to people of other organisations"),
        role=Role.REVIEWER,
        may=(
            _("open the editing side to read the content that they are asked about"),
            _("change nothing, and see nobody's record"),
        ),
        opens_cms=True,
        snippets=("view",),
        snippet_apps=CONTENT_APPS,
    ),
    Description(
        name=_("Evaluator"),
        given=_("By an administrator"),
        role=Role.EVALUATOR,
        may=(
            _("download how far the training reached, by post and unit"),
            _("see tables only, in which small numbers are withheld, and nobody by name"),
        ),
    ),
    Description(
        name=_("Administrator"),
        given=_("By another administrator"),
        role=Role.ADMINISTRATOR,
        may=(
            _("import the staff feed, invite people, and give and end roles"),
            _("set who must take what by when"),
            _("change the settings of the site"),
        ),
        opens_cms=True,
        changes_settings=True,
    ),
)

"""Every address of the site, and what it answers to whom.

A line for each pattern of ours: who may GET it, who may POST to it, and what is sent. `NOT`
stands for a method that an address does not have. Whoever adds an address adds a line.
"""

from dataclasses import dataclass, field
from typing import Any

from tests.factories.world import (
    ADMINISTRATOR,
    EDITOR,
    EVALUATOR,
    EVERYBODY,
    MANAGER,
    OTHER_MANAGER,
    OWNER,
    PEOPLE,
    REVIEWER,
    VISITOR,
)

OK, SIGN_IN, FORBIDDEN, MISSING, REFUSED = "ok", "sign in", "forbidden", "missing", "refused"
Access = dict[str, str]

OPEN: Access = dict.fromkeys(EVERYBODY, OK)
# Refused to everybody, in whatever way comes first.
NOT: Access = dict.fromkeys(EVERYBODY, REFUSED)


def only(*roles: str, others: str) -> Access:
    """These people; a visitor is asked to sign in, everybody else gets `others`."""
    return {
        role: SIGN_IN if role == VISITOR else OK if role in roles else others for role in EVERYBODY
    }


SIGNED_IN = only(*PEOPLE, others=OK)
OWNERS = only(OWNER, others=MISSING)
ADMINISTRATORS = only(ADMINISTRATOR, others=FORBIDDEN)
EVALUATORS = only(EVALUATOR, ADMINISTRATOR, others=FORBIDDEN)
EDITORS = only(EDITOR, others=FORBIDDEN)
# What an editor finds only once an edition was adopted.
EDITORS_MISSING = {**EDITORS, EDITOR: MISSING}
# What reviewers read and editors change.
READERS = only(EDITOR, REVIEWER, others=FORBIDDEN)
CMS = only(EDITOR, REVIEWER, ADMINISTRATOR, others=FORBIDDEN)
# Figures of questions, about nobody.
ITEMS = only(EDITOR, REVIEWER, EVALUATOR, ADMINISTRATOR, others=FORBIDDEN)
ITEM_WORKERS = only(EDITOR, EVALUATOR, ADMINISTRATOR, others=FORBIDDEN)


@dataclass(frozen=True)
class Line:
    """One address: `pattern` as the resolver has it, `at` with names of the world filled in."""

    pattern: str
    at: str
    get: Access
    post: Access = field(default_factory=lambda: NOT)
    data: dict[str, Any] = field(default_factory=dict)
    # What the right person gets for `data`: 422 where a form without what it needs is enough.
    answer: int | None = None


MODULE = "modules/<slug:module>/"
LESSON = f"{MODULE}<slug:lesson>/"
CHECK = f"{MODULE}check/<uuid:attempt_id>/"
RUN = "scenarios/runs/<uuid:run_id>/"
TOUCH = "cms/code/<slug:slug>/"
TEAM_PERSON = {
    **only(MANAGER, others=FORBIDDEN),
    OTHER_MANAGER: MISSING,
}
MANAGERS = only(MANAGER, OTHER_MANAGER, others=FORBIDDEN)
TEACHERS = only(
    *(MANAGER, OTHER_MANAGER, EDITOR, REVIEWER, EVALUATOR, ADMINISTRATOR), others=FORBIDDEN
)

LINES = [
    # machines and developers
    Line("health/live", "/health/live", OPEN),
    Line("health/ready", "/health/ready", OPEN),
    Line("service-worker.js", "/service-worker.js", OPEN),
    Line("offline/", "/offline/", OPEN),
    Line("offline/reader/", "/offline/reader/", OPEN),
    Line("components/", "/components/", dict.fromkeys(EVERYBODY, MISSING)),
    # for everybody
    Line("", "/", OPEN),
    Line("search/", "/search/?q=rights", OPEN),
    Line("privacy/", "/privacy/", OPEN, OPEN),
    Line("accessibility/", "/accessibility/", OPEN, OPEN),
    Line("about/sources/", "/about/sources/", OPEN, OPEN),
    Line("code/", "/code/", OPEN, OPEN),
    Line("code/<slug:slug>/", "/code/2020/", OPEN, OPEN),
    Line("code/<slug:slug>/right-<int:number>/", "/code/2020/right-6/", OPEN, OPEN),
    Line("verify/", "/verify/", OPEN),
    Line("verify/<str:code>/", "/verify/{code}/", OPEN),
    Line("support/", "/support/", OPEN),
    Line("leave/", "/leave/", OPEN),
    Line(
        "accounts/invitation/", "/accounts/invitation/?key={key}", OPEN, OPEN, {"key": "{key}"}, 422
    ),
    # learning
    Line("aids/", "/aids/", SIGNED_IN),
    Line("aids/<slug:slug>/", "/aids/no-news-call/", SIGNED_IN),
    Line("pathways/", "/pathways/", OPEN),
    Line("pathways/<slug:slug>/", "/pathways/short/", OPEN, SIGNED_IN),
    Line("modules/", "/modules/", OPEN),
    Line(MODULE, "/modules/{module}/", OPEN, SIGNED_IN),
    Line(f"{MODULE}check/", "/modules/{module}/check/", SIGNED_IN, SIGNED_IN),
    Line(f"{MODULE}scenarios/<slug:slug>/", "/modules/{module}/scenarios/t01/", NOT, SIGNED_IN),
    Line(f"{MODULE}facilitator/", "/modules/{module}/facilitator/", TEACHERS),
    Line(f"{MODULE}facilitator/slides/", "/modules/{module}/facilitator/slides/", TEACHERS),
    Line(f"{MODULE}facilitator/pack.pdf", "/modules/{module}/facilitator/pack.pdf", TEACHERS),
    Line(f"{MODULE}facilitator/slides.pdf", "/modules/{module}/facilitator/slides.pdf", TEACHERS),
    Line("exercises/", "/exercises/", SIGNED_IN),
    Line(
        "exercises/<slug:slug>/", "/exercises/t-days/", SIGNED_IN, SIGNED_IN, {"do": "check"}, 422
    ),
    Line(
        f"{MODULE}exercises/<slug:slug>/",
        "/modules/{module}/exercises/t-days/",
        SIGNED_IN,
        SIGNED_IN,
        {"do": "done"},
    ),
    Line(LESSON, "/modules/{module}/{lesson}/", SIGNED_IN),
    Line(
        f"{LESSON}place/", "/modules/{module}/{lesson}/place/", NOT, SIGNED_IN, {"block": "no"}, 400
    ),
    Line(f"{LESSON}done/", "/modules/{module}/{lesson}/done/", NOT, SIGNED_IN),
    Line(
        f"{LESSON}questions/<slug:ref>/",
        "/modules/{module}/{lesson}/questions/T1/",
        NOT,
        SIGNED_IN,
        {"answer": "a", "key": "one"},
    ),
    Line(
        f"{LESSON}reflections/<slug:key>/",
        "/modules/{module}/{lesson}/reflections/no-news/",
        NOT,
        SIGNED_IN,
        {"text": "A thought."},
    ),
    Line(
        f"{LESSON}notes/<slug:block>/",
        "/modules/{module}/{lesson}/notes/{section}/",
        NOT,
        SIGNED_IN,
        {"text": "A note."},
    ),
    # a person's own
    Line("training/refreshers/", "/training/refreshers/", SIGNED_IN, SIGNED_IN, {"do": "on"}),
    Line("training/refreshers/refreshers.csv", "/training/refreshers/refreshers.csv", SIGNED_IN),
    Line(
        "training/refreshers/offered/<slug:module>/",
        "/training/refreshers/offered/{module}/",
        NOT,
        only(others=MISSING),
        {"do": "later"},
    ),
    Line("training/refreshers/<uuid:pk>/", "/training/refreshers/{refresher}/", OWNERS),
    Line(
        "training/refreshers/<uuid:pk>/<int:number>/",
        "/training/refreshers/{refresher}/1/",
        OWNERS,
        OWNERS,
        {"chosen": "a"},
    ),
    Line("training/refreshers/<uuid:pk>/end/", "/training/refreshers/{refresher}/end/", OWNERS),
    Line(
        "training/refreshers/<uuid:pk>/delete/",
        "/training/refreshers/{refresher}/delete/",
        NOT,
        OWNERS,
    ),
    Line("notes/", "/notes/", SIGNED_IN),
    Line(
        "feedback/",
        "/feedback/?part={lesson_iri}&at={section}",
        SIGNED_IN,
        SIGNED_IN,
        {"kind": "fact", "text": "It was 2 days.", "naming": "unnamed", "key": "one"},
    ),
    Line("record/prior-learning/", "/record/prior-learning/", SIGNED_IN, SIGNED_IN, {}, 422),
    Line(
        "record/prior-learning/<uuid:pk>/withdraw/",
        "/record/prior-learning/{asked}/withdraw/",
        NOT,
        OWNERS,
    ),
    Line(
        "record/prior-learning/<uuid:pk>/document/",
        "/record/prior-learning/{asked}/document/",
        only(OWNER, MANAGER, ADMINISTRATOR, others=MISSING),
    ),
    Line("notes/<int:pk>/", "/notes/{note}/", NOT, OWNERS, {"text": "Another note."}),
    Line(CHECK, "/modules/{module}/check/{attempt}/", OWNERS),
    Line(
        f"{CHECK}<int:number>/",
        "/modules/{module}/check/{attempt}/1/",
        OWNERS,
        OWNERS,
        {"chosen": "a"},
    ),
    Line(f"{CHECK}review/", "/modules/{module}/check/{attempt}/review/", OWNERS),
    Line(f"{CHECK}submit/", "/modules/{module}/check/{attempt}/submit/", NOT, OWNERS),
    Line(f"{CHECK}result/", "/modules/{module}/check/{finished_attempt}/result/", OWNERS),
    Line("scenarios/<slug:slug>/", "/scenarios/t01/", SIGNED_IN, SIGNED_IN),
    Line(RUN, "/scenarios/runs/{run}/", OWNERS, OWNERS, {"note": "alternative"}),
    Line(f"{RUN}scene/", "/scenarios/runs/{run}/scene/", OWNERS),
    Line(
        f"{RUN}choose/",
        "/scenarios/runs/{run}/choose/",
        NOT,
        OWNERS,
        {"scene": "door", "choice": "welcome", "key": "k1", "version": "0"},
    ),
    Line(f"{RUN}again/", "/scenarios/runs/{finished_run}/again/", NOT, OWNERS, {"version": "2"}),
    Line(f"{RUN}finish/", "/scenarios/runs/{finished_run}/finish/", NOT, OWNERS),
    Line(f"{RUN}debrief/", "/scenarios/runs/{finished_run}/debrief/", OWNERS, OWNERS),
    Line(
        f"{RUN}reflection/",
        "/scenarios/runs/{finished_run}/reflection/",
        NOT,
        OWNERS,
        {"text": "A thought."},
    ),
    Line(f"{RUN}from/<int:number>/", "/scenarios/runs/{finished_run}/from/1/", NOT, OWNERS),
    Line("record/certificates/<uuid:pk>/", "/record/certificates/{certificate}/", OWNERS),
    Line("record/certificates/<uuid:pk>.pdf", "/record/certificates/{certificate}.pdf", OWNERS),
    Line("record/export.pdf", "/record/export.pdf", SIGNED_IN),
    Line("record/export.csv", "/record/export.csv", SIGNED_IN),
    Line("record/export.json", "/record/export.json", SIGNED_IN),
    Line("training/", "/training/", SIGNED_IN),
    Line("record/", "/record/", SIGNED_IN),
    Line("accounts/", "/accounts/", SIGNED_IN, SIGNED_IN),
    Line("accounts/email/", "/accounts/email/", SIGNED_IN, SIGNED_IN),
    Line("accounts/roles/", "/accounts/roles/", SIGNED_IN, SIGNED_IN),
    Line("accounts/reading/", "/accounts/reading/", OPEN, OPEN, {"theme": "dark"}),
    # leading people
    Line("team/", "/team/", {**MANAGERS, ADMINISTRATOR: OK}),
    Line("team/export.csv", "/team/export.csv", MANAGERS),
    Line("team/remind/", "/team/remind/", SIGNED_IN, MANAGERS, {"person": "{user_id}"}),
    Line("team/people/<int:pk>/", "/team/people/{user_id}/", TEAM_PERSON),
    Line(
        "team/people/<int:pk>/exempt/", "/team/people/{user_id}/exempt/", NOT, TEAM_PERSON, {}, 422
    ),
    Line(
        "team/people/<int:pk>/absence/",
        "/team/people/{user_id}/absence/",
        NOT,
        TEAM_PERSON,
        {},
        422,
    ),
    Line(
        "team/people/<int:pk>/prior-learning/",
        "/team/people/{user_id}/prior-learning/",
        {**TEAM_PERSON, ADMINISTRATOR: OK},
        {**TEAM_PERSON, ADMINISTRATOR: OK},
        {},
        422,
    ),
    Line("team/prior-learning/", "/team/prior-learning/", {**MANAGERS, ADMINISTRATOR: OK}),
    Line(
        "team/prior-learning/<uuid:pk>/",
        "/team/prior-learning/{asked}/",
        {**TEAM_PERSON, ADMINISTRATOR: OK},
        {**TEAM_PERSON, ADMINISTRATOR: OK},
        {"answer": "The same matter.", "decision": "record"},
    ),
    Line("team/<str:code>/", "/team/{unit}/", {**TEAM_PERSON, ADMINISTRATOR: OK}),
    # figures about many
    Line("evaluation/", "/evaluation/", EVALUATORS),
    Line("evaluation/reach.csv", "/evaluation/reach.csv", EVALUATORS),
    Line("evaluation/codebook.csv", "/evaluation/codebook.csv", EVALUATORS),
    Line("evaluation/questions/", "/evaluation/questions/", ITEMS),
    Line("evaluation/questions/questions.csv", "/evaluation/questions/questions.csv", ITEMS),
    Line("evaluation/questions/options.csv", "/evaluation/questions/options.csv", ITEMS),
    Line("evaluation/questions/work-out/", "/evaluation/questions/work-out/", NOT, ITEM_WORKERS),
    Line("evaluation/questions/q/<slug:ref>/", "/evaluation/questions/q/C1/", ITEMS),
    Line("evaluation/stories/", "/evaluation/stories/", ITEMS),
    Line("evaluation/stories/<slug:slug>/", "/evaluation/stories/t01/", ITEMS),
    Line(
        "evaluation/stories/<slug:slug>/figures.csv", "/evaluation/stories/t01/figures.csv", ITEMS
    ),
    # administration
    Line("team/requirements/", "/team/requirements/", ADMINISTRATORS),
    Line(
        "team/requirements/new/",
        "/team/requirements/new/",
        ADMINISTRATORS,
        ADMINISTRATORS,
        {"name": ""},
        422,
    ),
    Line(
        "team/requirements/<int:pk>/close/",
        "/team/requirements/{requirement}/close/",
        ADMINISTRATORS,
        ADMINISTRATORS,
        {"on": "soon"},
        422,
    ),
    Line(
        "accounts/invitations/", "/accounts/invitations/", ADMINISTRATORS, ADMINISTRATORS, {}, 422
    ),
    Line(
        "accounts/invitations/<uuid:invitation_id>/",
        "/accounts/invitations/{invitation}/",
        NOT,
        ADMINISTRATORS,
        {"act": "withdraw"},
    ),
    Line("accounts/people/", "/accounts/people/", ADMINISTRATORS, ADMINISTRATORS),
    Line(
        "accounts/people/<int:user_id>/",
        "/accounts/people/{user_id}/",
        ADMINISTRATORS,
        ADMINISTRATORS,
        {"roles": "editor"},
    ),
    Line(
        "accounts/people/<int:user_id>/second-step/",
        "/accounts/people/{user_id}/second-step/",
        NOT,
        ADMINISTRATORS,
        {"reason": "They rang from their own desk."},
    ),
    Line("accounts/staff-feed/", "/accounts/staff-feed/", ADMINISTRATORS, ADMINISTRATORS, {}, 422),
    Line(
        "accounts/staff-feed/<int:run_id>/",
        "/accounts/staff-feed/{feed}/",
        ADMINISTRATORS,
        ADMINISTRATORS,
    ),
    Line(
        "accounts/staff-feed/<int:run_id>/change/",
        "/accounts/staff-feed/{feed}/change/",
        NOT,
        ADMINISTRATORS,
        {},
        409,
    ),
    # editing
    Line("cms/login/", "/cms/login/", only(others=FORBIDDEN), only(others=FORBIDDEN)),
    Line("cms/account/", "/cms/account/", CMS, CMS),
    Line(
        "cms/checks/<slug:app_label>/<slug:model_name>/<int:pk>/",
        "/cms/checks/courses/modulepage/{page_id}/",
        EDITORS,
    ),
    Line("cms/scenarios/picture/", "/cms/scenarios/picture/", NOT, EDITORS, {}, 400),
    Line(
        "cms/scenarios/<int:pk>/picture/",
        "/cms/scenarios/{scenario_pk}/picture/",
        NOT,
        EDITORS,
        {},
        400,
    ),
    Line(
        "cms/scenarios/<int:pk>/text/",
        "/cms/scenarios/{scenario_pk}/text/",
        READERS,
        EDITORS,
        {"text": "id: ["},
        422,
    ),
    Line("cms/scenarios/<int:pk>/text.yaml", "/cms/scenarios/{scenario_pk}/text.yaml", READERS),
    Line("cms/scenarios/<int:pk>/play/", "/cms/scenarios/{scenario_pk}/play/", READERS),
    Line("cms/scenarios/<int:pk>/copy/", "/cms/scenarios/{scenario_pk}/copy/", EDITORS, EDITORS),
    Line("cms/modules/", "/cms/modules/", EDITORS),
    Line(
        "cms/pathways/<int:pk>/release/",
        "/cms/pathways/{pathway_pk}/release/",
        EDITORS,
        EDITORS,
        {"note": ""},
        422,
    ),
    Line("cms/code/", "/cms/code/", CMS),
    Line(TOUCH, "/cms/code/2020/", CMS),
    Line(f"{TOUCH}adopt/", "/cms/code/rehearsal/adopt/", EDITORS, EDITORS, {"on": "soon"}, 422),
    Line(f"{TOUCH}worklist/", "/cms/code/rehearsal/worklist/", EDITORS_MISSING),
    Line(f"{TOUCH}delta/", "/cms/code/rehearsal/delta/", EDITORS_MISSING, EDITORS_MISSING),
    Line(f"{TOUCH}carry/", "/cms/code/rehearsal/carry/", NOT, EDITORS),
    Line(
        f"{TOUCH}go-back/",
        "/cms/code/rehearsal/go-back/",
        EDITORS,
        EDITORS,
        {"reason": ""},
        422,
    ),
    Line(f"{TOUCH}right-<int:number>/", "/cms/code/2020/right-6/", CMS),
    Line(f"{TOUCH}limits/<slug:limit>/", "/cms/code/2020/limits/5-working-days/", CMS),
    Line(f"{TOUCH}<slug:duty>/", "/cms/code/2020/r6-bail/", CMS),
    Line("cms/questions/try/", "/cms/questions/try/", NOT, EDITORS, {"question": ""}, 400),
    Line(
        "cms/questions/<int:pk>/mark-again/",
        "/cms/questions/{question_pk}/mark-again/",
        EDITORS,
        EDITORS,
        {"reason": ""},
        422,
    ),
    Line(
        "cms/modules/<int:page_id>/release/",
        "/cms/modules/{page_id}/release/",
        EDITORS,
        EDITORS,
        {"kind": ""},
        422,
    ),
    Line("cms/questions/in/", "/cms/questions/in/", EDITORS, EDITORS, {}, 422),
    Line("cms/questions/in/template.csv", "/cms/questions/in/template.csv", EDITORS),
    Line(
        "cms/questions/in/<uuid:import_id>/",
        "/cms/questions/in/{questions_in}/",
        EDITORS,
        EDITORS,
        {"shown": "0"},
        400,
    ),
    Line("cms/questions/out/", "/cms/questions/out/", EDITORS),
    Line(
        "cms/questions/out/file/",
        "/cms/questions/out/file/?bank=first-steps|first-steps&form=gift",
        EDITORS,
    ),
    Line("cms/feedback/", "/cms/feedback/", EDITORS),
    Line("cms/feedback/<uuid:pk>/", "/cms/feedback/{remark}/", EDITORS, EDITORS, {}, 422),
    # Wagtail's own log-ins, closed: they lead to ours
    Line(
        "_util/login/",
        "/_util/login/",
        dict.fromkeys(EVERYBODY, SIGN_IN),
        dict.fromkeys(EVERYBODY, SIGN_IN),
    ),
    Line(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        "/_util/authenticate_with_password/1/1/",
        dict.fromkeys(EVERYBODY, SIGN_IN),
        dict.fromkeys(EVERYBODY, SIGN_IN),
    ),
    # The live pages of Wagtail are the authoring copy: nobody is served one.
    Line(r"^((?:[\w\-]+/)*)$", "{page_path}", dict.fromkeys(EVERYBODY, MISSING)),
]

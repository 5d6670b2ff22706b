"""What the editor shows of the question bank."""

from wagtail.snippets.models import register_snippet

from assessments.viewsets import AssessmentViewSetGroup

register_snippet(AssessmentViewSetGroup)

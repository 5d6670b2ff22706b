"""What the editor shows of the scenarios."""

from wagtail.snippets.models import register_snippet

from scenarios.viewsets import ScenarioViewSet

register_snippet(ScenarioViewSet)

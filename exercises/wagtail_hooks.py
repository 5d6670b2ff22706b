"""What the editor shows of the exercises."""

from wagtail.snippets.models import register_snippet

from exercises.viewsets import ExerciseViewSet

register_snippet(ExerciseViewSet)

"""Fixed words of care as people choose and read them. What they mean is in the pure modules."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from care.notes import Strength
from care.private_words import PrivateKind

# As an editor chooses them. The order is the order of strength.
STRENGTH_CHOICES = [
    (Strength.CW0.value, _("CW0: nothing beyond ordinary talk of crime")),
    (Strength.CW1.value, _("CW1: theft, burglary, fraud, anti-social behaviour")),
    (Strength.CW2.value, _("CW2: assault, harassment, hate, stalking, threat")),
    (Strength.CW3.value, _("CW3: domestic abuse, sexual offence mentioned, child victim")),
    (Strength.CW4.value, _("CW4: bereavement by homicide or road death")),
    (Strength.CWX.value, _("CWX: suicide or self-harm mentioned")),
]


class Audience(models.TextChoices):
    """Whom a support contact is for, in the order of the support page."""

    STAFF = "staff", _("For you, when the work weighs on you")
    EVERYONE = "everyone", _("For anyone")
    BEREAVED = "bereaved", _("After a death")
    DOMESTIC_ABUSE = "domestic-abuse", _("Domestic abuse")
    SEXUAL_VIOLENCE = "sexual-violence", _("Sexual violence")
    CHILDREN = "children", _("Children and young people")
    STALKING = "stalking", _("Stalking")


class ContactStatus(models.TextChoices):
    """How sure we are of a contact."""

    VERIFIED = "verified", _("Read at its own source")
    SECONDARY = "secondary", _("Read elsewhere, or local")


class CheckState(models.TextChoices):
    """How long ago a contact was checked. Derived, never stored."""

    FRESH = "fresh", _("Checked")
    NEEDS_CHECK = "needs-check", _("Needs checking")
    HIDDEN = "hidden", _("Hidden until it is checked")


class Width(models.TextChoices):
    """How long a line may be."""

    USUAL = "", _("As drawn")
    NARROW = "narrow", _("Narrower lines")


class Size(models.TextChoices):
    """How large the text is."""

    USUAL = "", _("As drawn")
    LARGE = "large", _("Larger")
    LARGER = "larger", _("Much larger")


class Spacing(models.TextChoices):
    """How much room there is between lines and letters."""

    USUAL = "", _("As drawn")
    WIDE = "wide", _("More space")


class Theme(models.TextChoices):
    """Light or dark."""

    DEVICE = "", _("As my device is set")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class Contrast(models.TextChoices):
    """How strongly words and lines stand out."""

    DEVICE = "", _("As my device is set")
    MORE = "more", _("Stronger words and lines")


class Motion(models.TextChoices):
    """Whether anything on a page may move."""

    DEVICE = "", _("As my device is set")
    OFF = "off", _("Nothing moves")


READING_CHOICES: dict[str, type[models.TextChoices]] = {
    "width": Width,
    "size": Size,
    "spacing": Spacing,
    "theme": Theme,
    "contrast": Contrast,
    "motion": Motion,
}


class PrivateTextKind(models.TextChoices):
    """What somebody keeps for themselves."""

    REFLECTION = "reflection", _("a thought at a prompt")
    NOTE = "note", _("a note beside a passage")


PRIVATE_WORDS = {
    PrivateKind.NAME: _("a name"),
    PrivateKind.NUMBER: _("a telephone, crime or other number"),
    PrivateKind.EMAIL: _("an e-mail address"),
    PrivateKind.ADDRESS: _("a postcode or number plate"),
}

# Said to whoever has just kept something that looks so.
IS_PRIVATE = _(
    "It is kept. It looks as if it may hold a name, a number or an address: "
    "please take out anything from a real case."
)

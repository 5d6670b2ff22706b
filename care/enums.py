"""Fixed vocabularies of care: how strong, about what, for whom, and how a page may look."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from care.private_words import PrivateKind


class Strength(models.TextChoices):
    """How difficult a passage may be. The order of the members is the order of strength."""

    CW0 = "CW0", _("Nothing beyond ordinary talk of crime")
    CW1 = "CW1", _("Theft, burglary, fraud or anti-social behaviour, and what they do")
    CW2 = "CW2", _("Assault, harassment, hate, stalking or threat")
    CW3 = "CW3", _("Domestic abuse, a sexual offence without detail, or a child victim")
    CW4 = "CW4", _("Bereavement by homicide or a road death")
    CWX = "CWX", _("Suicide or self-harm is mentioned")


class Topic(models.TextChoices):
    """What a passage touches, in the words of the content files."""

    THEFT = "theft", _("theft")
    BURGLARY = "burglary", _("burglary")
    FRAUD = "fraud", _("fraud")
    ANTISOCIAL = "anti-social behaviour", _("anti-social behaviour")
    ASSAULT = "assault", _("assault")
    HARASSMENT = "harassment", _("harassment")
    HATE = "hate crime", _("hate crime")
    STALKING = "stalking", _("stalking")
    THREAT = "threat", _("threat")
    DOMESTIC_ABUSE = "domestic abuse", _("domestic abuse")
    SEXUAL_VIOLENCE = "sexual violence", _("sexual violence")
    CHILD = "child victim", _("a child as victim")
    BEREAVEMENT = "bereavement", _("bereavement")
    HOMICIDE = "homicide", _("homicide")
    ROAD_DEATH = "road death", _("a death on the road")
    SUICIDE = "suicide", _("suicide")
    SELF_HARM = "self-harm", _("self-harm")


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


class Motion(models.TextChoices):
    """Whether anything on a page may move."""

    DEVICE = "", _("As my device is set")
    OFF = "off", _("Nothing moves")


PRIVATE_WORDS = {
    PrivateKind.NAME: _("a name"),
    PrivateKind.NUMBER: _("a telephone, crime or other number"),
    PrivateKind.EMAIL: _("an e-mail address"),
    PrivateKind.ADDRESS: _("a postcode or number plate"),
}

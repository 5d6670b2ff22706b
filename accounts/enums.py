"""Fixed vocabularies about people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Job(models.TextChoices):
    """Kinds of post, as far as training needs to tell them apart."""

    CONTACT_HANDLER = "contact-handler", _("Contact handler or front counter")
    RESPONSE_OFFICER = "response-officer", _("Response officer")
    NEIGHBOURHOOD_OFFICER = "neighbourhood-officer", _("Neighbourhood officer or PCSO")
    INVESTIGATOR = "investigator", _("Investigator or detective")
    SUPERVISOR = "supervisor", _("Supervisor or reviewing officer")
    FAMILY_LIAISON = "family-liaison", _("Family liaison or roads policing")
    SCHOOLS_OFFICER = "schools-officer", _("Schools or youth officer")
    WITNESS_CARE = "witness-care", _("Witness care officer")
    PROSECUTOR = "prosecutor", _("Prosecutor, paralegal or victim liaison")
    COURT_STAFF = "court-staff", _("Court staff")
    PROBATION = "probation", _("Probation victim liaison officer")
    YOUTH_JUSTICE = "youth-justice", _("Youth justice worker")
    VICTIM_SERVICE = "victim-service", _("Victim service caseworker")
    STANDARDS = "standards", _("Complaints or professional standards")
    ASSURANCE = "assurance", _("Commissioner's office or assurance")
    OTHER = "other", _("Other post")


class Role(models.TextChoices):
    """What a person may do beside learning. Each is a Django group; see roles.py."""

    EDITOR = "editor", _("Editor")
    REVIEWER = "reviewer", _("Outside reviewer")
    EVALUATOR = "evaluator", _("Evaluator")
    ADMINISTRATOR = "administrator", _("Administrator")

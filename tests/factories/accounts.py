"""People, units and posts for tests. Nothing surprising happens in here."""

import datetime

import factory
from django.contrib.auth.models import Group

from accounts.enums import Job
from accounts.models import Post, Unit, User

PASSWORD = "a-long-test-passphrase"


class UserFactory(factory.django.DjangoModelFactory):
    """A person who can sign in with `PASSWORD`. `UserFactory(roles=[Role.EDITOR])` gives roles."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    staff_number = factory.Sequence(lambda n: f"S{n:06d}")
    first_name = "Alex"
    last_name = factory.Sequence(lambda n: f"Example{n}")
    joined_on = datetime.date(2024, 1, 8)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        password = kwargs.pop("password", PASSWORD)
        return model_class.objects.create_user(kwargs.pop("email"), password, **kwargs)

    @factory.post_generation
    def roles(self, create, extracted, **kwargs):
        for role in extracted or ():
            self.groups.add(Group.objects.get_or_create(name=role)[0])


class UnitFactory(factory.django.DjangoModelFactory):
    """A unit at the top, or `UnitFactory(parent=unit)` below another."""

    class Meta:
        model = Unit

    code = factory.Sequence(lambda n: f"U{n:04d}")
    name = factory.Sequence(lambda n: f"Unit {n}")

    @classmethod
    def _create(cls, model_class, *args, parent=None, **kwargs):
        # The tree keeps its own counters, so take the parent as it is now.
        if parent is None:
            return model_class.add_root(**kwargs)
        return model_class.objects.get(pk=parent.pk).add_child(**kwargs)


class PostFactory(factory.django.DjangoModelFactory):
    """An open post since joining; `leads=True` makes the person see the unit's records."""

    class Meta:
        model = Post

    user = factory.SubFactory(UserFactory)
    unit = factory.SubFactory(UnitFactory)
    job = Job.RESPONSE_OFFICER
    starts_on = factory.SelfAttribute("user.joined_on")

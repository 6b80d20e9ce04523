"""Organisations and their units. A unit is the scope that every row of case data carries."""

from django.db import models
from django.utils.translation import get_language

from tirek.kernel.ids import new_uuid


class ThreeNames(models.Model):
    """A name in the three languages of the country's practice."""

    name_kk = models.CharField(max_length=200)
    name_ru = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    class Meta:
        abstract = True

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return str(getattr(self, f"name_{(get_language() or 'kk')[:2]}", self.name_kk))

    def __str__(self) -> str:
        return self.name


class Organisation(ThreeNames):
    """A legal body that employs workers: an NGO, a mother's house, a children's home, a centre.

    ``shown_as`` is what others read who ask who knows a person: where the name itself would tell why (a shelter, a
    drug clinic), it names a neutral desk. Empty means the organisation's own name. ``phone`` is that desk's.
    """

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    shown_as_kk = models.CharField(max_length=200, blank=True)
    shown_as_ru = models.CharField(max_length=200, blank=True)
    shown_as_en = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)

    @property
    def shown_as(self) -> str:
        """How the organisation is named to those outside of it."""
        return str(getattr(self, f"shown_as_{(get_language() or 'kk')[:2]}", "")) or self.shown_as_kk or self.name


class Unit(ThreeNames):
    """A team or house of an organisation: the scope of files."""

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="units")
    code = models.SlugField(max_length=40, unique=True)

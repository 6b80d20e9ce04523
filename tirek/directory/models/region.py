"""Regions of Kazakhstan and cities of republican significance."""

from django.db import models
from django.utils.translation import get_language


class Region(models.Model):
    """A region under its KATO code, with the codes of other systems. Facts with their source, not case data.

    ``Алматы`` is a region and a city: tell them apart by the code. Regions divided in 2022 break their series.
    """

    kato = models.CharField(max_length=9, primary_key=True)
    iso_code = models.CharField(max_length=6, unique=True)
    kazstat_code = models.CharField(max_length=8, unique=True)
    name_kk = models.CharField(max_length=80)
    name_ru = models.CharField(max_length=80)
    name_ru_other = models.CharField(max_length=80, blank=True)
    name_en = models.CharField(max_length=80)
    source = models.CharField(max_length=200)
    valid_from = models.DateField(null=True)
    verified = models.BooleanField(default=False)

    class Meta:
        ordering = ["kato"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return str(getattr(self, f"name_{(get_language() or 'kk')[:2]}", self.name_kk))

"""How a person's name is written: each spelling a row, with the keys by which it is found and ordered."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from tirek.access.models import ProtectedRecord
from tirek.people.engine.names import SpelledName
from tirek.people.enums import AliasKind, NameKind, Script


def _key(function: str, *parts: str) -> models.GeneratedField:
    return models.GeneratedField(
        expression=Func(*(F(part) for part in parts), function=function, output_field=models.TextField()),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )


class PersonName(ProtectedRecord):
    """One spelling of one name of a person. Any part may be unknown, but not all."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="names")
    script = models.CharField(max_length=3, choices=Script)
    kind = models.CharField(max_length=5, choices=NameKind, default=NameKind.LEGAL)
    surname = models.CharField(max_length=100, blank=True)
    given_name = models.CharField(max_length=100, blank=True)
    patronymic = models.CharField(max_length=100, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    surname_key = _key("people_name_fold", "surname")
    given_key = _key("people_name_fold", "given_name")
    patronymic_key = _key("people_patronymic_stem", "patronymic")
    sort_key = _key("people_kk_sort", "surname", "given_name", "patronymic")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(surname="", given_name="", patronymic=""),
                name="a_name_has_a_part",
                violation_error_message=_("Write at least one part of the name."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="a_name_ends_after_it_starts",
                violation_error_message=_("The end lies before the start."),
            ),
        ]
        indexes = [
            models.Index(fields=["surname_key", "given_key"], name="name_by_surname"),
            models.Index(fields=["given_key", "patronymic_key"], name="name_by_given_name"),
            models.Index(fields=["unit", "sort_key"], name="names_of_a_unit_in_order"),
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.surname, self.given_name, self.patronymic)))

    @property
    def spelled(self) -> SpelledName:
        """The parts as the engine takes them."""
        return SpelledName(self.surname, self.given_name, self.patronymic)


class NameToken(models.Model):
    """A folded word that occurs in some name: misspellings are looked up here and not among the people.

    Filled by the database when names are written. The application's role may not read it.
    """

    token = models.TextField(primary_key=True, db_collation="C")
    skeleton = models.TextField(db_collation="C")
    slips = models.GeneratedField(
        expression=Func("token", function="people_name_slips"),
        output_field=ArrayField(models.TextField()),
        db_persist=True,
    )

    class Meta:
        indexes = [
            GinIndex(fields=["slips"], name="name_token_by_slip"),
            GinIndex(fields=["token"], name="name_token_by_trigram", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["skeleton"], name="name_token_by_skeleton"),
        ]

    def __str__(self) -> str:
        return self.token


class PersonTokens(models.Model):
    """All folded words of a person's names together, for the search alone; not readable to the application."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, primary_key=True, related_name="+")
    tokens = ArrayField(models.TextField(), default=list)

    class Meta:
        indexes = [GinIndex(fields=["tokens"], name="person_by_token")]

    def __str__(self) -> str:
        return str(self.person_id)


class NameAlias(models.Model):
    """Two folded words that are one name although their letters differ: Шыңғыс and Чингиз, Мұхаммед and Магомед.

    Reference data, filled from ``people/names/aliases.csv`` whenever the database is brought up to date.
    """

    word = models.TextField(db_collation="C")
    alias = models.TextField(db_collation="C")
    kind = models.CharField(max_length=5, choices=AliasKind)

    class Meta:
        verbose_name_plural = "name aliases"
        constraints = [models.UniqueConstraint(fields=["word", "alias"], name="one_alias_between_two_words")]

    def __str__(self) -> str:
        return f"{self.word} = {self.alias}"

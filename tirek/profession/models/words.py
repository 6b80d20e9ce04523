"""Texts that are written in three languages by those who publish them."""

from django.db import models
from django.utils.translation import get_language


def in_language(record: object, name: str) -> str:
    """``name`` in the page's language; where that is empty, the first language that is not."""
    language = (get_language() or "kk")[:2]
    texts = [getattr(record, f"{name}_{code}", "") for code in (language, "kk", "ru", "en")]
    return next((text for text in texts if text), "")


class Titled(models.Model):
    """A title in Kazakh, Russian and English."""

    title_kk = models.CharField(max_length=300)
    title_ru = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)

    class Meta:
        abstract = True

    @property
    def title(self) -> str:
        """The title in the language of the page."""
        return in_language(self, "title")

    def __str__(self) -> str:
        return self.title


class Texted(models.Model):
    """A text in Kazakh, Russian and English."""

    text_kk = models.TextField(blank=True)
    text_ru = models.TextField(blank=True)
    text_en = models.TextField(blank=True)

    class Meta:
        abstract = True

    @property
    def text(self) -> str:
        """The text in the language of the page."""
        return in_language(self, "text")

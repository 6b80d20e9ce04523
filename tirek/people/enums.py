"""Closed lists of the people floor."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sex(TextChoices):
    """As far as it matters to find and to address a person."""

    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    UNKNOWN = "unknown", _("sex not known")


class Precision(TextChoices):
    """How much of a date is known; the same words as ``engine.dates.Precision``."""

    DAY = "day", _("the day is known")
    MONTH = "month", _("month and year are known")
    YEAR = "year", _("the year is known")
    ESTIMATED = "estimated", _("about that year")


class Script(TextChoices):
    """The spelling a name was written in: Kazakh, Russian, Latin."""

    KAZAKH = "kk", _("Kazakh spelling")
    RUSSIAN = "ru", _("Russian spelling")
    LATIN = "lat", _("Latin spelling")


class NameKind(TextChoices):
    """What the name is to the person."""

    LEGAL = "legal", _("name in the papers")
    BIRTH = "birth", _("name at birth")
    ALIAS = "alias", _("name the person goes by")


class Language(TextChoices):
    """The language the person prefers to speak."""

    KAZAKH = "kk", _("Kazakh language")
    RUSSIAN = "ru", _("Russian language")
    ENGLISH = "en", _("English language")
    UZBEK = "uz", _("Uzbek language")
    UYGHUR = "ug", _("Uyghur language")
    SIGN = "sgn", _("Sign language")
    OTHER = "other", _("Another language")


class ContactKind(TextChoices):
    """By what the person can be reached."""

    PHONE = "phone", _("Phone")
    MESSENGER = "messenger", _("Messenger")
    EMAIL = "email", _("E-mail")
    OTHER = "other", _("Other way")


class AddressKind(TextChoices):
    """What the address is to the person."""

    LIVES = "lives", _("lives here")
    REGISTERED = "registered", _("registered here")
    SHELTER = "shelter", _("shelters here")


class DocumentKind(TextChoices):
    """Papers that say who somebody is."""

    IDENTITY_CARD = "identity_card", _("Identity card")
    PASSPORT = "passport", _("Passport")
    BIRTH_CERTIFICATE = "birth_certificate", _("Birth certificate")
    RESIDENCE_PERMIT = "residence_permit", _("Residence permit")
    FOREIGN_PASSPORT = "foreign_passport", _("Foreign passport")
    RELEASE_CERTIFICATE = "release_certificate", _("Certificate of release")
    OTHER = "other", _("Other document")


class FamilyRole(TextChoices):
    """Who somebody is in a family, as the family says it."""

    MOTHER = "mother", _("mother")
    FATHER = "father", _("father")
    CHILD = "child", _("child")
    EXPECTED_CHILD = "expected_child", _("child not yet born")
    GRANDMOTHER = "grandmother", _("grandmother")
    GRANDFATHER = "grandfather", _("grandfather")
    SISTER = "sister", _("sister")
    BROTHER = "brother", _("brother")
    AUNT = "aunt", _("aunt")
    UNCLE = "uncle", _("uncle")
    PARTNER = "partner", _("partner of a parent")
    STEPPARENT = "stepparent", _("stepparent")
    GUARDIAN = "guardian", _("guardian")
    FOSTER_PARENT = "foster_parent", _("foster parent")
    OTHER = "other", _("other member of the family")


class RelationKind(TextChoices):
    """What one person is to another: the first is the ... of the second."""

    PARENT = "parent", _("parent")
    CHILD = "child", _("child")
    ADOPTIVE_PARENT = "adoptive_parent", _("adoptive parent")
    ADOPTED_CHILD = "adopted_child", _("adopted child")
    STEPPARENT = "stepparent", _("stepparent")
    STEPCHILD = "stepchild", _("stepchild")
    FOSTER_PARENT = "foster_parent", _("foster parent")
    FOSTER_CHILD = "foster_child", _("foster child")
    GUARDIAN = "guardian", _("guardian")
    WARD = "ward", _("ward")
    GRANDPARENT = "grandparent", _("grandparent")
    GRANDCHILD = "grandchild", _("grandchild")
    AUNT_OR_UNCLE = "aunt_or_uncle", _("aunt or uncle")
    NIECE_OR_NEPHEW = "niece_or_nephew", _("niece or nephew")
    SIBLING = "sibling", _("brother or sister")
    HALF_SIBLING = "half_sibling", _("half-brother or half-sister")
    COUSIN = "cousin", _("cousin")
    SPOUSE = "spouse", _("spouse")
    PARTNER = "partner", _("partner in life")
    OTHER_KIN = "other_kin", _("other relative")
    SUPPORT = "support", _("person of trust")


class Bond(TextChoices):
    """How the relation is, as the people themselves tell it."""

    CLOSE = "close", _("close bond")
    DISTANT = "distant", _("distant bond")
    CONFLICT = "conflict", _("bond in conflict")
    BROKEN = "broken", _("bond broken off")


class Source(TextChoices):
    """Where a statement about a person or family comes from."""

    DOCUMENT = "document", _("from a document")
    PERSON = "person", _("said by the person")
    RELATIVE = "relative", _("said by a relative")
    AGENCY = "agency", _("told by another organisation")
    OBSERVED = "observed", _("seen by the worker")


class NumberFinding(TextChoices):
    """What is odd about an identification number, as the warning says it; codes of ``engine.iin.IinFinding``."""

    NOT_TWELVE_DIGITS = "not_twelve_digits", _("The number does not have twelve digits.")
    CHECK_DIGIT = "check_digit", _("The last digit does not fit: there may be a typing error.")
    NEVER_ISSUED = "never_issued", _("Such a number is never issued: there is a typing error.")
    NO_SUCH_DATE = "no_such_date", _("The date in the number does not exist.")
    BIRTH_DATE_DIFFERS = "birth_date_differs", _("The birth date in the number differs from the one written here.")
    SEX_DIFFERS = "sex_differs", _("The sex in the number differs from the one written here.")
    CENTURY_UNKNOWN = "century_unknown", _("The seventh digit tells no century; foreigners may have such numbers.")
    LOOKS_LIKE_BIN = "looks_like_bin", _("This looks like the number of an organisation.")
    LOOKS_LIKE_IIN = "looks_like_iin", _("This looks like the number of a person.")


class Alike(TextChoices):
    """How near a found person is to what was typed; codes of ``engine.matching.Likeness``."""

    VERY = "very", _("very alike")
    LIKELY = "likely", _("alike")
    POSSIBLE = "possible", _("possibly")


class MatchReason(TextChoices):
    """Why somebody is offered by the search; codes of ``engine.reasons.Reason``."""

    SAME_NAME = "same_name", _("the same name")
    SPELLED_KK = "spelled_kk", _("the same name in Kazakh spelling")
    SPELLED_RU = "spelled_ru", _("the same name in Russian spelling")
    SPELLED_LAT = "spelled_lat", _("the same name in Latin letters")
    SLIP = "slip", _("a letter or two of the name differ")
    ALIAS = "alias", _("the same name in another language")
    SHORT = "short", _("a short or tender form")
    SURNAME_DIFFERS = "surname_differs", _("the surname differs: it may have changed")
    NAME_DIFFERS = "name_differs", _("a part of the name differs")
    BORN_SAME_DAY = "born_same_day", _("born on the same day")
    BORN_SAME_YEAR = "born_same_year", _("born in the same year")
    BORN_SWAPPED = "born_swapped", _("day and month of birth are in the other order")
    BORN_NEAR = "born_near", _("the year of birth differs by one")
    BORN_DIFFERS = "born_differs", _("the birth differs")


class PairState(TextChoices):
    """How far a pair of records that may be one person has come."""

    OPEN = "open", _("to decide")
    SAME = "same", _("the same person")
    DIFFERENT = "different", _("different people")
    UNSURE = "unsure", _("not sure")
    MERGED = "merged", _("merged")


class Decision(TextChoices):
    """What somebody decided about a pair."""

    SAME = "same", _("the same person")
    DIFFERENT = "different", _("different people")
    UNSURE = "unsure", _("not sure")


class EvidenceField(TextChoices):
    """What of two records was compared; the fields of ``engine.likelihood`` and what the whole register adds."""

    GIVEN_NAME = "given_name", _("Given name")
    SURNAME = "surname", _("Surname")
    PATRONYMIC = "patronymic", _("Patronymic")
    BIRTH = "birth", _("Birth")
    NUMBER = "number", _("IIN")
    PHONE = "phone", _("Phone")
    SEX = "sex", _("Sex")
    REGION = "region", _("Region")
    RARITY = "rarity", _("How rare the name is")


class EvidenceLevel(TextChoices):
    """How a field of two records agrees; codes of ``engine.likelihood``."""

    SAME = "same", _("the same")
    SPELLING = "spelling", _("the same in another spelling")
    ALIAS = "alias", _("another form of the same name")
    SLIP = "slip", _("one letter differs")
    ROUGH = "rough", _("the same consonants")
    NEAR = "near", _("similar")
    INITIAL = "initial", _("the initial agrees")
    SWAPPED = "swapped", _("the two parts have changed places")
    FATHER_NAME = "father_name", _("the father's name stands as surname")
    WOMAN = "woman", _("differs, as after a marriage")
    TWIN = "twin", _("differs, and all else agrees: perhaps twins")
    SIBLING = "sibling", _("differs, and the family agrees: perhaps siblings")
    SHARED = "shared", _("the same, but relatives may share it")
    YEAR = "year", _("the year agrees, more is not known")
    MONTH = "month", _("month and year agree, the day is not known")
    ABOUT = "about", _("about the same age")
    DIGIT = "digit", _("one digit differs")
    TWO_DIGITS = "two_digits", _("two digits differ")
    FAR = "far", _("years apart")
    DIFFERS = "differs", _("differs")
    UNKNOWN = "unknown", _("not known")
    RARE = "rare", _("rare: agreement tells more")
    COMMON = "common", _("common: agreement tells less")
    RISEN = "risen", _("more speaks for it than when it was decided")


class RowOrigin(TextChoices):
    """Whose a row was before two records were merged; or that a rule of the database kept it where it was."""

    SURVIVOR = "survivor", _("of the record that stays")
    MERGED = "merged", _("of the record that was merged")
    ASIDE = "aside", _("set aside")


class AccessPurpose(TextChoices):
    """Why access to a person's identity is asked for."""

    ASKS_FOR_HELP = "asks_for_help", _("asks for help now")
    REFERRED = "referred", _("was referred to the asking unit")
    RELATIVE = "relative", _("is a relative of a client of the asking unit")
    DANGER = "danger", _("may be in danger")
    DUPLICATE = "duplicate", _("may be recorded twice")


class RequestState(TextChoices):
    """How far a request for access has come."""

    ASKED = "asked", _("waits for an answer")
    GRANTED = "granted", _("access given")
    REFUSED = "refused", _("access refused")
    WITHDRAWN = "withdrawn", _("request withdrawn")


class AccessGround(TextChoices):
    """On what ground the identity is shown to another organisation."""

    CONSENT = "consent", _("the person agreed")
    DANGER = "danger", _("danger to life or health")
    LAW = "law", _("a law asks for it")


class TieKind(TextChoices):
    """To whom or what outside a family is tied, as an eco-map draws it."""

    KIN = "kin", _("relatives elsewhere")
    FRIENDS = "friends", _("friends")
    NEIGHBOURS = "neighbours", _("neighbours")
    SCHOOL = "school", _("school or kindergarten")
    HEALTH = "health", _("clinic or doctor")
    WORK = "work", _("work")
    SOCIAL_SERVICE = "social_service", _("social service")
    AUTHORITY = "authority", _("authority")
    FAITH = "faith", _("faith community")
    LEISURE = "leisure", _("sport, leisure")
    OTHER = "other", _("something else")


class TieStrength(TextChoices):
    """How the tie is, as the family itself tells it."""

    STRONG = "strong", _("strong tie")
    WEAK = "weak", _("weak tie")
    STRESSFUL = "stressful", _("stressful tie")
    BROKEN = "broken", _("tie broken off")


class TieFlow(TextChoices):
    """Who gives and who takes."""

    BOTH = "both", _("both give")
    TO_FAMILY = "to_family", _("supports the family")
    FROM_FAMILY = "from_family", _("the family supports it")


class AliasKind(TextChoices):
    """Why two words count as one name although their letters differ."""

    SAME = "same", _("the same name in another language")
    SHORT = "short", _("a short or tender form")

"""The functions of ``tirek.people.engine.names`` once more, inside the database.

Bodies are SQL-standard (RETURN), bound when they are made: a dump restores without a search path, and generated
columns may use them. Letters are mapped by hand, so no answer depends on the server's locale.
"""

from django.db import migrations

# Capital and small; the last letters of "from" have no partner in "to" and vanish: hard and soft sign, apostrophes.
LETTERS_FROM = (
    "аәбвгғґдеєзикқлмнңоөпрстуұүфхһҳыіэwyqıəøłđßŋæþabcdefghijklmnoprstuvz"
    "АӘБВГҒҐДЕЄЗИКҚЛМНҢОӨПРСТУҰҮФХҺҲЫІЭWYQIƏØŁĐẞŊÆÞABCDEFGHIJKLMNOPRSTUVZ"
    "ъьЪЬ''’‘ʼʻ`′ʹ"
)
LETTERS_TO = "aabvgggdeezikklmnnooprstuuufhhhiievikiaoldsnatabcdefghijklmnoprstuvz" * 2

# One letter that is written with two or three Latin ones.
MULTI = [
    ("щ", "sh"), ("Щ", "sh"), ("ш", "sh"), ("Ш", "sh"), ("ч", "ch"), ("Ч", "ch"), ("ц", "ts"), ("Ц", "ts"),
    ("ж", "zh"), ("Ж", "zh"), ("җ", "zh"), ("Җ", "zh"), ("ҷ", "zh"), ("Ҷ", "zh"),
    ("ю", "iu"), ("Ю", "iu"), ("я", "ia"), ("Я", "ia"), ("x", "ks"), ("X", "ks"),
]  # fmt: skip

RULES = [
    ("c(?!h)", "k"),
    ("k+h+", "h"),
    ("g+h+", "g"),
    ("s+h+(?:c+h+)+", "sh"),
    ("[dz]*(?:zh+|j+)", "zh"),
    ("i+e+", "e"),
    (r"[^a-z0-9\u0370-\u1fff\u2c00-\ud7ff]+", " "),
]

DOUBLES = "|".join(letter * 2 for letter in "abcdefghijklmnopqrstuvwxyz")


def _letters() -> str:
    spelled = "normalize(spelling, NFC)"
    spelled = f"translate({spelled}, 'şšŞŠșȘçÇčČžŽ', 'шшшшшшччччжж')"
    spelled = rf"regexp_replace(normalize({spelled}, NFKD), '[\u0300-\u036f]+', '', 'g')"
    spelled = f"translate({spelled}, '{LETTERS_FROM}', '{LETTERS_TO}')"
    for letter, key in MULTI:
        spelled = f"replace({spelled}, '{letter}', '{key}')"
    for pattern, key in RULES:
        spelled = f"regexp_replace({spelled}, '{pattern}', '{key}', 'g')"
    return spelled


ALPHABET = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯABCDEFGHIJKLMNOPQRSTUVWXYZ"
ORDER = "".join(chr(0x30 + at) for at in range(len(ALPHABET)))
SORT_FROM = "0123456789" + ALPHABET + ALPHABET.lower() + " -‐–\u00a0" + "''’‘ʼ`"
SORT_TO = "".join(chr(0x22 + at) for at in range(10)).replace("'", "''") + ORDER + ORDER + "!!!!!"

FUNCTIONS = rf"""
CREATE FUNCTION people_name_letters(spelling text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN btrim({_letters()}, ' ');

-- The back reference is dear; most names have no double letter at all.
CREATE FUNCTION people_single_letters(letters text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN letters ~ '{DOUBLES}' THEN regexp_replace(letters, '([a-z])\1+', '\1', 'g') ELSE letters END;

CREATE FUNCTION people_name_fold(spelling text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN people_single_letters(people_name_letters(spelling));

CREATE FUNCTION people_patronymic_stem(spelling text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(regexp_replace(people_name_fold(spelling),
    '(?<=..) ?(?:uli|ulu|kizi|gizi|ogli|oglu|ovich|evich|ovna|evna|inichna|ichna|ich)$', ''),
    '(?<=..)[aeiou]+$', '');

CREATE FUNCTION people_surname_stem(spelling text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(people_name_fold(spelling),
    '(?<=...)(?:ov|ova|ev|eva|in|ina|ski|skoi|skaia|uli|kizi)$', '');

CREATE FUNCTION people_name_skeleton(key text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(left(key, 1), 'bdgzv', 'ptksf') || translate(substr(key, 2), 'bdgzvaeiou', 'ptksf');

CREATE FUNCTION people_kk_letters(part text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(normalize(part, NFC), '{SORT_FROM}', '{SORT_TO}');

CREATE FUNCTION people_kk_sort(surname text, given_name text, patronymic text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN people_kk_letters(surname) || ' ' || people_kk_letters(given_name) || ' ' || people_kk_letters(patronymic);

-- Seven digits or more are a phone number; the last ten are the same behind +7, 8 and nothing.
CREATE FUNCTION people_phone_digits(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN length(regexp_replace(value, '[^0-9]', '', 'g')) >= 7
    THEN right(regexp_replace(value, '[^0-9]', '', 'g'), 10) ELSE '' END;

-- Every folded word under which a name is found, from its stored keys.
CREATE FUNCTION people_name_tokens(surname_key text, given_key text, patronymic_key text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ARRAY(
    SELECT DISTINCT word FROM unnest(
        string_to_array(surname_key, ' ') || string_to_array(given_key, ' ') || string_to_array(patronymic_key, ' ')
        || ARRAY[replace(surname_key, ' ', ''), replace(given_key, ' ', ''), replace(patronymic_key, ' ', ''),
                 people_surname_stem(surname_key)]
    ) word WHERE word <> '' ORDER BY word
);
"""

NAMES = (
    "people_name_tokens(text, text, text)",
    "people_phone_digits(text)",
    "people_kk_sort(text, text, text)",
    "people_kk_letters(text)",
    "people_name_skeleton(text)",
    "people_surname_stem(text)",
    "people_patronymic_stem(text)",
    "people_name_fold(text)",
    "people_single_letters(text)",
    "people_name_letters(text)",
)


class Migration(migrations.Migration):
    dependencies = []

    operations = [
        migrations.RunSQL(FUNCTIONS, ";".join(f"DROP FUNCTION {name}" for name in NAMES)),
    ]

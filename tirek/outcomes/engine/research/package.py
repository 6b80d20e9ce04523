"""What is handed over: one archive with the rows, the codebook, the agreement and a page that says what it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tirek.outcomes.engine.research.agreement import said
from tirek.outcomes.engine.research.codebook import LANGUAGES, Entry, as_csv, as_html
from tirek.outcomes.engine.research.fields import ResearchTable
from tirek.programmes.engine.words import Words

_HERE: Final = date(2000, 1, 1)


@dataclass(frozen=True)
class Told:
    """What the first page says of a release: its mark, whom it was given to, by whom, for how long, how it was made."""

    mark: str
    recipient: str
    institution: str
    organisation: Words
    until: date
    rows: int
    held_back: int
    k: int
    diversity: int


_README: Final = Words(
    kk="""{mark}

Кімге берілді: {recipient}, {institution}
Кім берді: {organisation}
Қашанға дейін: {until}. Осы күннен кейін файл мен барлық көшірмелері жойылады.

Файлда {rows} жол бар; {held_back} жол ешкім танылмауы үшін берілмеді,
сондықтан мұнда шыққан сандар – барлық жағдайлардың саны емес.
Сырттан білуге болатын белгілері бірдей кемінде {k} отбасы бар;
құпия өрістер әр топта кемінде {diversity} түрлі мән алады.
Жол нөмірінің басында осы топтаманың белгісі тұр, нөмірлер мен жолдардың реті де соған тән.
""",
    ru="""{mark}

Кому выдано: {recipient}, {institution}
Кем выдано: {organisation}
До какого дня: {until}. После этого дня файл и все его копии уничтожаются.

В файле {rows} строк; {held_back} строк не выдано, чтобы никого нельзя было узнать,
поэтому числа по файлу – не число всех случаев.
С одинаковыми признаками, известными извне, – не менее {k} семей;
каждое конфиденциальное поле принимает в группе не менее {diversity} значений.
Номер каждой строки начинается с метки этой выдачи; номера и порядок строк также принадлежат только ей.
""",
    en="""{mark}

Given to: {recipient}, {institution}
Given by: {organisation}
Until: {until}. After that day the file and every copy of it are destroyed.

The file has {rows} rows; {held_back} rows were held back so that nobody can be recognised:
counts of it are not counts of all cases.
At least {k} families share what can be known outside;
each confidential field has at least {diversity} values in a group.
The number of each row begins with the mark of this release; the numbers and the order of the rows are its own too.
""",
)
_TWIN: Final = Words(
    kk="ЖАСАНДЫ ДЕРЕКТЕР. Бұл файлдағы жолдар ойдан шығарылған: бағандары мен мәндері шынайы деректердікіндей,\n"
    "бірақ ешбір жол ешкім туралы емес, бағандар арасындағы байланыс сақталмаған. Тек бағдарлама жазуға арналған.\n",
    ru="ИСКУССТВЕННЫЕ ДАННЫЕ. Строки этого файла придуманы: столбцы и значения как в настоящих данных,\n"
    "но ни одна строка ни о ком, и связей между столбцами нет. Только для написания программ.\n",
    en="MADE-UP DATA. The rows of this file are invented: columns and values are those of the real data,\n"
    "but no row is about anybody, and nothing of what goes with what was kept. For writing programs alone.\n",
)


def release_archive(told: Told, rows: str, table: ResearchTable, entries: Sequence[Entry]) -> bytes:
    """The archive of a release; the same release gives the same bytes."""
    readme = "\n".join(
        _README.say(language).format(**{**vars(told), "organisation": told.organisation.say(language)})
        for language, _name in LANGUAGES
    )
    agreements = {f"agreement-{language}.txt": said(language) for language, _name in LANGUAGES}
    return _archive(
        {
            "README.txt": readme,
            f"{told.mark}.csv": rows,
            "codebook.html": as_html(table, entries, told.mark),
            "codebook.csv": as_csv(entries),
            **agreements,
        }
    )


def twin_archive(rows: str, table: ResearchTable, entries: Sequence[Entry]) -> bytes:
    """The archive of a twin."""
    return _archive(
        {
            "README.txt": "\n".join(_TWIN.say(language) for language, _name in LANGUAGES),
            "twin.csv": rows,
            "codebook.html": as_html(table, entries, "twin"),
            "codebook.csv": as_csv(entries),
        }
    )


def _archive(files: Mapping[str, str]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(ZipInfo(name, (_HERE.year, _HERE.month, _HERE.day, 0, 0, 0)), text.encode(), ZIP_DEFLATED)
    return made.getvalue()

"""What is said beside the code of a standard: a reader of the page, not of the code, is told it."""

from typing import Final

from tirek.programmes.engine.words import Words

NOT_OF_LAW: Final = Words(
    kk="бағдарламаның ережесі, заңның талабы емес",
    ru="правило программы, а не норма закона",
    en="rule of the programme, not of law",
)
NO_PUBLIC_DEFINITION: Final = Words(
    kk="жарияланған анықтама табылмады",
    ru="опубликованного определения не найдено",
    en="no public definition was found",
)
POLICE_COUNTS: Final = Words(
    kk="бұл көрсеткіш полиция тіркеген фактілерді санайды",
    ru="этот показатель считает факты, зарегистрированные полицией",
    en="counts facts the police registered",
)
OWN_DEFINITION: Final = Words(
    kk="өз анықтамамыз",
    ru="собственное определение",
    en="own definition",
)
CURVE_BESIDE: Final = Words(
    kk="қасында – сол балалар бойынша қисық",
    ru="рядом – кривая по тем же детям",
    en="the curve of the same children stands beside",
)
SAME_START: Final = Words(
    kk="үлестер басталуы, оқиғасы және ай саны бірдей болса ғана салыстырылады",
    ru="доли сравнимы только при одном и том же начале, событии и числе месяцев",
    en="rates are compared only with the same start, event and months",
)
SIX_MONTHS: Final = Words(
    kk="алты ай мерзімі баспасөзден белгілі, заң мәтіні бойынша тексерілген жоқ",
    ru="срок в шесть месяцев известен из прессы, по тексту закона не проверен",
    en="the six months known from the press were not read in the law",
)
CHILD_VICTIMS: Final = Words(
    kk="әлеуметтік қызметтер есепке алған зардап шеккен балалар; бізде анасымен бірге келгендер де саналады",
    ru="пострадавшие дети, учтённые социальными службами; у нас – вместе с пришедшими с матерью",
    en="child victims registered by welfare; those beside a mother are in here",
)
DETECTED_VICTIMS: Final = Words(
    kk="бұл көрсеткіште – құзыретті органдар анықтаған құрбандар; бізде – күмән бойынша келгендер",
    ru="в этом показателе – жертвы, выявленные компетентными органами; у нас – подозрения",
    en="victims detected by the competent bodies; ours are suspicions",
)
NUMERATOR: Final = Words(
    kk="көрсеткіштің алымы; бөлімі басқа жерде бағаланады",
    ru="числитель показателя; знаменатель оценивают не здесь",
    en="numerator; the denominator is estimated elsewhere",
)
PROGRAMME_RULES: Final = Words(
    kk="бағдарламалардың ережелері",
    ru="правила программ",
    en="rules of the programmes",
)
KIND_OF_HELP: Final = Words(
    kk="орталықтың түрі емес, көмектің түрі",
    ru="вид помощи, а не вид центра",
    en="kind of help, not of the centre",
)
OFFER_OF_A_TEST: Final = Words(
    kk="тексерілу ұсынылғаны саналады, нәтижесі емес",
    ru="предложение обследоваться, а не результат",
    en="offer of a test, not its result",
)
ITEM_NOT_READ: Final = Words(
    kk="дереккөзде мұндай тармақ бар-жоғы тексерілмеді",
    ru="есть ли такой пункт в источнике, не проверено",
    en="that there is such an item was not read",
)
ITEMS: Final = Words(
    kk="тармақтар тізімі; мәтіндері өзіміздікі",
    ru="перечень пунктов; формулировки свои",
    en="item list; texts are our own",
)
ITEMS_READ: Final = Words(
    kk="тармақтар тізімі оқылды; мәтіндері өзіміздікі",
    ru="перечень пунктов прочитан; формулировки свои",
    en="item list read; texts are our own",
)
NO_AGREED_RATIO: Final = Words(
    kk="жалпы қабылданған норма табылған жоқ",
    ru="общепринятой нормы не найдено",
    en="no agreed ratio was found",
)
WORKING_SET: Final = Words(
    kk="жұмыс жинағы; альянстың нақты тізімі табылған жоқ",
    ru="рабочий набор; точный перечень альянса не найден",
    en="working set; the exact list of the alliance was not found",
)

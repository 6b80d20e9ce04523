/** What the form says by itself, in the three languages. Questions speak the language of their authors. */

export type Language = "kk" | "ru" | "en";

const words = {
  next: { kk: "Келесі: {n}-сұрақ", ru: "Далее: вопрос {n}", en: "Next: question {n}" },
  toReview: { kk: "Келесі: қорытынды", ru: "Далее: итог", en: "Next: review" },
  back: { kk: "Артқа", ru: "Назад", en: "Back" },
  progress: { kk: "{total} сұрақтың {nth}", ru: "Вопрос {n} из {total}", en: "Question {n} of {total}" },
  review: { kk: "Қорытынды", ru: "Итог", en: "Review" },
  optional: { kk: "міндетті емес", ru: "необязательно", en: "optional" },
  add: { kk: "Қосу: {label}", ru: "Добавить: {label}", en: "Add: {label}" },
  remove: { kk: "Алып тастау: {label} {n}", ru: "Убрать: {label} {n}", en: "Remove: {label} {n}" },
  row: { kk: "Жазба", ru: "Запись", en: "Entry" },
  clear: { kk: "Жауапты алып тастау", ru: "Убрать ответ", en: "Clear the answer" },
  choose: { kk: "Таңдаңыз", ru: "Выберите", en: "Choose" },
  agree: { kk: "Иә, растаймын", ru: "Да, подтверждаю", en: "Yes, I confirm" },
  keepOrder: { kk: "Осы ретпен қалдыру", ru: "Оставить этот порядок", en: "Keep this order" },
  up: { kk: "Жоғары: {label}", ru: "Выше: {label}", en: "Up: {label}" },
  down: { kk: "Төмен: {label}", ru: "Ниже: {label}", en: "Down: {label}" },
  place: {
    kk: "Ендік пен бойлық, мысалы 43.25 76.95",
    ru: "Широта и долгота, например 43.25 76.95",
    en: "Latitude and longitude, for example 43.25 76.95",
  },
  between: {
    kk: "{start} мен {end} аралығы, қадамы {step}",
    ru: "От {start} до {end}, шаг {step}",
    en: "From {start} to {end}, step {step}",
  },
  unanswerable: {
    kk: "Бұл сұраққа мұнда жауап берілмейді: {what}.",
    ru: "Здесь на этот вопрос не ответить: {what}.",
    en: "This cannot be answered here: {what}.",
  },
  image: { kk: "фотосурет", ru: "фотография", en: "a photograph" },
  audio: { kk: "дыбыс жазбасы", ru: "звукозапись", en: "a sound recording" },
  video: { kk: "бейнежазба", ru: "видеозапись", en: "a video" },
  file: { kk: "файл", ru: "файл", en: "a file" },
  geotrace: { kk: "картадағы жол", ru: "путь на карте", en: "a path on a map" },
  geoshape: { kk: "картадағы аумақ", ru: "участок на карте", en: "an area on a map" },

  errors: { kk: "Түзететін жерлер", ru: "Что нужно исправить", en: "What needs mending" },
  required: { kk: "Осы сұраққа жауап беріңіз.", ru: "Ответьте на этот вопрос.", en: "Answer this question." },
  unreadable: {
    kk: "Жауап түсініксіз, қайта жазыңыз.",
    ru: "Ответ не читается, напишите иначе.",
    en: "The answer cannot be read, write it another way.",
  },
  integer: { kk: "Бүтін сан жазыңыз.", ru: "Напишите целое число.", en: "Write a whole number." },
  decimal: { kk: "Сан жазыңыз, мысалы 12,5.", ru: "Напишите число, например 12,5.", en: "Write a number, for example 12.5." },
  choice: {
    kk: "Бұл жауап енді ұсынылмайды, басқасын таңдаңыз.",
    ru: "Этот ответ больше не предлагается, выберите другой.",
    en: "This answer is no longer offered, choose another.",
  },
  rank: { kk: "Барлығын ретімен қойыңыз.", ru: "Расставьте по порядку все.", en: "Put all of them in order." },
  constraint: {
    kk: "Жауап сұрақтың шартына сай келмейді.",
    ru: "Ответ не подходит под условие вопроса.",
    en: "The answer does not meet the condition of the question.",
  },
  rows: {
    kk: "Жазба тым көп: {limit} жеткілікті.",
    ru: "Записей слишком много: не больше {limit}.",
    en: "Too many entries: {limit} at most.",
  },

  safety: { kk: "Алдымен қауіпсіздік", ru: "Сначала безопасность", en: "Safety first" },
  safetyWhy: {
    kk: "Бұл жауап қауіпсіздік қадамдарын ашты. Жалғастырмас бұрын оларды орындаңыз, орындалғанын белгілеңіз.",
    ru: "Этот ответ открыл шаги безопасности. Сделайте их, прежде чем продолжать, и отметьте сделанное.",
    en: "This answer opened the safety steps. Take them before going on, and mark what was done.",
  },
  safetyKept: {
    kk: "Белгілеріңіз жауаптармен бірге сақталады.",
    ru: "Отметки сохраняются вместе с ответами.",
    en: "The marks are kept with the answers.",
  },
  about: { kk: "Бұл нені білдіреді?", ru: "Что это значит?", en: "What does this mean?" },
  source: { kk: "Дереккөз", ru: "Источник", en: "Source" },
  licence: { kk: "Лицензия", ru: "Лицензия", en: "Licence" },
  validated: { kk: "Аударма валидациядан өткен", ru: "Перевод валидирован", en: "Validated wording" },
  published: { kk: "Жарияланған мәтін", ru: "Опубликованный текст", en: "Published wording" },
  translation_not_validated: {
    kk: "Аударма, валидациядан өтпеген",
    ru: "Перевод, не валидирован",
    en: "Translation, not validated",
  },
  own_not_validated: {
    kk: "Өз сауалнамасы, валидациядан өтпеген",
    ru: "Собственный опросник, не валидирован",
    en: "Own questions, not validated",
  },
  answers: { kk: "Жауаптар", ru: "Ответы", en: "Answers" },
  noAnswer: { kk: "жауап жоқ", ru: "нет ответа", en: "no answer" },
  change: { kk: "Өзгерту: {label}", ru: "Изменить: {label}", en: "Change: {label}" },
  changeShort: { kk: "Өзгерту", ru: "Изменить", en: "Change" },
  broken: {
    kk: "Нысан ашылмады. Бетті жаңартыңыз.",
    ru: "Форма не открылась. Обновите страницу.",
    en: "The form could not be opened. Reload the page.",
  },
} satisfies Record<string, Record<Language, string>>;

export type Word = keyof typeof words;

export function isWord(word: string): word is Word {
  return Object.hasOwn(words, word);
}

export function say(language: string, word: Word, params: Record<string, string | number> = {}): string {
  const entry: Record<string, string> = words[word];
  const text = entry[language.slice(0, 2)] ?? words[word].kk;
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ""));
}

/** "9-ы": the ending follows the number as it is spoken (бірі, екісі, тоғызы, оны). */
export function kazakhNth(number: number): string {
  const ones = ["", "і", "сі", "і", "і", "і", "сы", "сі", "і", "ы"];
  const tens = ["", "ы", "сы", "ы", "ы", "і", "ы", "і", "і", "ы"];
  const ending = ones[number % 10] || tens[Math.floor(number / 10) % 10] || "і";
  return `${number}-${ending}`;
}

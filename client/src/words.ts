/** What the scripts say, in the language of the page. */

export type Language = "kk" | "ru" | "en";

const words = {
  saved: {
    kk: "Серверде сақталды: {time}",
    ru: "Сохранено на сервере в {time}",
    en: "Saved on the server at {time}",
  },
  offline: {
    kk: "Байланыс жоқ. {time}: осы қойындыда сақталды, байланыс шыққанда жіберіледі",
    ru: "Нет связи. {time}: сохранено в этой вкладке, отправится, когда связь появится",
    en: "No connection. {time}: kept in this tab, it will be sent when the connection is back",
  },
  signedOut: {
    kk: "Сеанс аяқталды. {time}: осы қойындыда сақталды. Қайта кірсеңіз, жазғаныңыз орнында болады",
    ru: "Сеанс завершён. {time}: сохранено в этой вкладке. Войдите снова, и написанное будет здесь",
    en: "Signed out. {time}: kept in this tab. Sign in again and what you typed is here",
  },
  signIn: { kk: "Кіру", ru: "Войти", en: "Sign in" },
  restored: {
    kk: "Бұрын жазғаныңыз қойылды ({time})",
    ru: "Возвращено то, что вы писали ({time})",
    en: "What you had typed is back ({time})",
  },
  discard: { kk: "Жобаны өшіру", ru: "Удалить черновик", en: "Discard the draft" },
  failed: {
    kk: "Байланыс үзілді. Ештеңе жоғалған жоқ, қайталап көріңіз",
    ru: "Связь прервалась. Ничего не потеряно, попробуйте ещё раз",
    en: "The connection was lost. Nothing is lost, please try again",
  },
} satisfies Record<string, Record<Language, string>>;

export type Word = keyof typeof words;

export function language(): Language {
  const lang = document.documentElement.lang.slice(0, 2);
  return lang === "ru" || lang === "en" ? lang : "kk";
}

export function say(word: Word, time = ""): string {
  return words[word][language()].replace("{time}", time);
}

/** 24-hour clock in every language. */
export function clock(instant: Date): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${two(instant.getHours())}:${two(instant.getMinutes())}`;
}

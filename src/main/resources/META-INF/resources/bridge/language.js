// The language of Camunda's web applications: Chinese for everybody, whatever the browser speaks; English for who chooses it.

const KEY = 'bridge-language';

export const english = localStorage.getItem(KEY) === 'en';
const language = english ? 'en' : 'zh-CN';
document.documentElement.lang = language;

/** With one language to choose from, the applications do not ask the browser. */
export const locales = {availableLocales: [language], fallbackLocale: language};

/** Loads the page anew in the other language. */
export function change() {
  localStorage.setItem(KEY, english ? 'zh-CN' : 'en');
  location.reload();
}

/** What one of the applications says in this language; nothing where it cannot be had now. */
export const words = app =>
  fetch(`${document.querySelector('base').getAttribute('app-root')}/app/${app}/locales/${language}.json`)
    .then(answer => (answer.ok ? answer.json() : null))
    .catch(() => null);

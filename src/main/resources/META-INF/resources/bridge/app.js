// What all four of Camunda's web applications get from us: times, calendars, what is shown to whom, and the way to English.
import {goBack} from './back.js';
import {change, english, words} from './language.js';
import {learn, sees} from './me.js';
import {nameIcons} from './names.js';
import {address, signInAtProvider} from './provided.js';
import {moment} from './time.js';

const {angular, flatpickr} = window;
const app = document.querySelector('base').getAttribute('app-name');

const DAYS = ['日', '一', '二', '三', '四', '五', '六'];
const months = Array.from({length: 12}, (none, month) => `${month + 1}月`);
const weekdays = DAYS.map(day => `星期${day}`);
const shortWeekdays = DAYS.map(day => `周${day}`);

/** Of Camunda's four formats for times ours takes the place. */
function oneWayToWriteTimes($provide) {
  $provide.decorator('camDateFilter', () => time => {
    if (!time) {
      return '';
    }
    return Number.isNaN(new Date(time).getTime()) ? String(time) : moment(time);
  });
}

function hideByRole($provide) {
  $provide.decorator('Views', [
    '$delegate',
    $delegate => ({
      ...$delegate,
      getProviders: question => $delegate.getProviders(question).filter(view => sees(question.component, view)),
      getProvider: question => $delegate.getProviders(question).filter(view => sees(question.component, view))[0]
    })
  ]);
}

/** Camunda asks for its words while it draws, and draws some labels once only: who came first read their keys. */
function wordsBeforeTheScreen(known, $provide) {
  $provide.decorator('localeLoader', [
    '$delegate',
    '$q',
    ($delegate, $q) => question => {
      if (!known) {
        return $delegate(question);
      }
      question.callback?.(null, known, question.key);
      return $q.resolve(known.labels);
    }
  ]);
}

/** Angular's own calendar, in the criteria of Cockpit. */
function calendarInChinese($provide) {
  $provide.decorator('$locale', [
    '$delegate',
    $delegate => {
      Object.assign($delegate.DATETIME_FORMATS, {
        MONTH: months,
        SHORTMONTH: months,
        STANDALONEMONTH: months,
        DAY: weekdays,
        SHORTDAY: DAYS,
        AMPMS: ['上午', '下午']
      });
      return $delegate;
    }
  ]);
}

function buttons(popup, calendar, clock, pages) {
  Object.assign(popup, {clearText: '清除', closeText: '完成', currentText: '今天'});
  Object.assign(calendar, {formatDayTitle: 'yyyy 年 MMMM', startingDay: 1, showWeeks: false});
  Object.assign(clock, {showMeridian: false});
  Object.assign(pages, {firstText: '首页', previousText: '上一页', nextText: '下一页', lastText: '末页'});
}

/** The calendar of the forms. */
function calendarOfForms() {
  if (flatpickr) {
    flatpickr.localize({
      weekdays: {longhand: weekdays, shorthand: shortWeekdays},
      months: {longhand: months, shorthand: months},
      firstDayOfWeek: 1,
      ordinal: () => '日',
      rangeSeparator: ' 至 ',
      weekAbbreviation: '周',
      scrollTitle: '滚动切换',
      toggleTitle: '点击切换上午、下午',
      amPM: ['上午', '下午'],
      yearAriaLabel: '年',
      monthAriaLabel: '月',
      hourAriaLabel: '时',
      minuteAriaLabel: '分',
      time_24hr: true
    });
  }
}

/** At the foot of every page, before and after the sign-in. */
function wayToTheOtherLanguage() {
  const link = document.createElement('button');
  link.type = 'button';
  link.className = 'bridge-language';
  link.lang = english ? 'zh-CN' : 'en';
  link.textContent = english ? '中文' : 'English';
  link.onclick = change;
  document.body.append(link);
}

/** In Admin, for those who do there what takes two; a style shows it to them. */
function wayToConfirmations() {
  if (app === 'admin') {
    const link = document.createElement('a');
    link.className = 'bridge-confirmations';
    link.href = address('/accounts');
    link.textContent = english ? 'Resets and roles by two' : '账号确认';
    document.body.append(link);
  }
}

calendarOfForms();
wayToConfirmations();
wayToTheOtherLanguage();
nameIcons();
// Camunda starts when this module has been read: words, and whoever is signed in, are known before anything is drawn.
const [known] = await Promise.all([words(app), learn().then(goBack)]);

angular
  .module(`cam.${app}.custom`)
  .config(['$provide', oneWayToWriteTimes])
  .config(['$provide', hideByRole])
  .config(['$provide', $provide => wordsBeforeTheScreen(known, $provide)])
  .config([
    '$provide',
    $provide => {
      if (!english) {
        calendarInChinese($provide);
      }
    }
  ])
  .config(['uibDatepickerPopupConfig', 'uibDatepickerConfig', 'uibTimepickerConfig', 'uibPaginationConfig', buttons])
  .run(['$rootScope', $rootScope => $rootScope.$on('authentication.changed', () => learn().then(goBack))])
  .run(['$rootScope', signInAtProvider]);

export default [];

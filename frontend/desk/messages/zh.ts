/** What every page of staff says, in simplified Chinese. */
export const desk = {
  help: "帮助",
  modules: "模块",
  otherLanguage: "English",
  signOut: "退出",
  skip: "跳到正文",
  keysAre: "快捷键",
  loading: "正在打开",
  loadingLong: "还在等服务器回应，可以先办别的",
  signInOther: (name: string) => `这个浏览器里现在登录的是申请人${name}。选一位工作人员，会换成工作人员。`,
  signInWindows: "窗口人员",
  signInDistrict: "区级人员",
  signInAs: (name: string) => `以“${name}”登录`,
  signInNone: "用统一身份认证登录",
  signInNoneHint: "登录以后回到这里。",
  signInGo: "去登录",
  lastTime: "上次用的",
  tryAgain: "再试一次",
  trouble: "没有打开",
  errorSay: "服务器出了错，您的东西都没有丢。",
  offline: "断网了。",
  reference: (id: string) => `报修时请说编号${id}`,
  keysOn: "用单个字母的快捷键",
  keyHint: "在输入框里打字时，单个字母的快捷键不起作用。",
  noPage: "没有这个页面",
};

/** Words that each page has its own of. */
interface Own {
  signInTitle: string;
  signInEnded: string;
  backToList: string;
  notFound: string;
  notFoundHint: string;
  forbidden: string;
  forbiddenHint: string;
  offlineHint: string;
  offlineSay: string;
}

export type DeskWords = typeof desk & Own;

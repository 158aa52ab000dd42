/** What anybody may see and say without an application: progress by code. */
export const zh = {
  followTitle: "查进度",
  followHint: "不用登录。办件编号和查询码都印在回执上，也可以直接扫回执上的二维码。",
  followNumber: "办件编号",
  followNumberHint: "像这样：440605-20261123-00017",
  followCode: "查询码",
  followCodeHint: "10位数字",
  followGo: "查询",
  followAgain: "查另一件",
  followOpen: "这里只有进度，没有个人信息。要看申请内容和文书，请登录后到“我的空间”。",
  followWho: "现在谁在办",
  followYou: "等申请人",
  followNobody: "已办完",
  followDone: "办到",
  followTurn: "现在等申请人。请本人登录，看看要补什么。",
  codeTitle: "查询码",
  codeLine: "不登录也能查进度：扫这个码，或者在“查进度”里输入办件编号和查询码。里面没有个人信息。",
  codeShow: "看查询码",
  codeAnew: "换一个",
  codeAnewHint: "换了以后，以前印出来的查询码就不能用了。",
  codeAlt: "查进度的二维码",
};

/** The texts of what anybody may see and say. */
export type PublicOwn = typeof zh;

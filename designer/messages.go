package designer

import "banshi/runtime/base/fault"

// What the designer refuses.
var (
	sayNobody     = fault.Say("试办的人找不到：从名单里选一个", "There is nobody of that name to try it with; pick one of the list")
	sayBlank      = fault.Say("空白申请人存不成测试：先选一个试办的人", "A test needs somebody who applies: choose one to try it with first")
	sayTrial      = fault.Say("这样试不出来：请看看日期和答案", "It can't be tried like this: look at the day and the answers")
	sayBroken     = fault.Say("定义还有错，先改好再试", "The definition has errors; mend them first")
	sayIDShape    = fault.Say("标识用小写字母开头，只有小写字母、数字和下划线，最长60个", "An id begins with a small letter and holds small letters, digits and underscores, 60 at most")
	saySameID     = fault.Say("和现在的标识一样，请写一个别的", "That is its id already: write another")
	sayNoID       = fault.Say("这一项没有可以改的标识，请选列表里的一项或者一个共享数据", "This entry has no id that could be changed: choose an entry of a list, or a fact")
	sayMendFirst  = fault.Say("定义还有错，找不全用到它的地方，请先改好再来", "The definition has errors, so not every place that uses it is found: please mend them first")
	sayIDLeft     = fault.Say("不能用这个标识：%s", "This id can't be used: %s")
	sayNoPath     = fault.Say("定义里没有这个位置，可能刚被改动，请重新选", "There is no such place in the definition; it may just have changed, pick it again")
	sayNoFonts    = fault.Say("这台服务器没有安装打印用的字体，请联系管理员安装 fonts-wqy-zenhei、fonts-hanazono，或者先看网页版", "This server has no fonts for printing: ask its administrator to install fonts-wqy-zenhei and fonts-hanazono, or read the page")
	sayStaff      = fault.Say("只有工作人员能看定义", "Only staff may look at definitions")
	sayWindow     = fault.Say("日期写成 YYYY-MM-DD，从早到晚，最长三年", "Write the days as YYYY-MM-DD, the earlier first, three years at most")
	sayKey        = fault.Say("请求的标识不合规，请刷新页面再试", "The key of the request isn't well formed: reload the page and try again")
	sayNoReplay   = fault.Say("没有这次回放，请回到草稿重新回放", "There is no such replay: go back to the draft and replay it again")
	sayNoReplayed = fault.Say("这次回放里没有这一件，请刷新页面再看", "This replay has no such case: reload the page and look again")
	sayNoKind     = fault.Say("没有这一类定义文件，请从目录里选", "There is no such kind of definition file; choose one of the catalogue")
)

// What is missing of a replay before a draft is handed on.
var (
	sayReplayFirst = fault.Say("改动会影响过去的办件，还没有回放：请先回放近 %d 个月的办件", "The change bears on past cases and wasn't replayed: replay the cases of the last %d months first")
	sayReplayShort = fault.Say("回放的时段太短：请回放近 %d 个月的办件", "The replay looks back too short a time: replay the cases of the last %d months")
	sayReplayAgain = fault.Say("回放旧了，草稿、线上的一版或者办件后来有了变化：请重新回放", "The replay is out of date, since the draft, what is in force or the cases changed: replay it again")
	sayReplayRuns  = fault.Say("回放还没有跑完，请等它跑完", "The replay still runs: wait until it is through")
	sayReplayBroke = fault.Say("回放没有跑完，请再跑一次", "The replay didn't come through: run it again")
	sayOpenGrave   = fault.Say("回放里还有 %d 件“反而要交”或者“结论变了”没有打开看过：请到影响回放逐件打开", "%d cases of the replay in which a paper is asked for after all, or the verdict changes, were not opened: open each in the replay")
	sayNoCases     = fault.Say("共用的定义没有自己的办件，请到用它的事项里回放", "What items share has no cases of its own: go to an item that uses it and replay a draft of that")
	sayOpenFirst   = fault.Say("请先打开这一件，看过再把同样变化的一起记为看过", "Open this case first, then those that change in the same way can be noted with it")
	sayNoSource    = fault.Say("没有这个来源或者证照，请从列表里选", "There is no such source or kind of licence; choose one of the list")
	sayProbeKey    = fault.Say("请写要查的号码，不超过60个字符", "Write the number to look up, 60 characters at most")
)

// What lists of items refuse.
var (
	sayNoTable       = fault.Say("读不出表格：请用 .xlsx，或者 UTF-8、GB18030 的 .csv", "No table can be read: please take .xlsx, or .csv in UTF-8 or GB18030")
	sayTableTooLarge = fault.Say("表格太大：最多%d行、%d列，一格最多%d个字，请分成几份", "The table is too large: %d rows, %d columns and %d characters in a cell at most; please cut it into several")
	sayInCell        = fault.Say("工作表“%s” %s 格：%s", "Sheet “%s”, cell %s: %s")
	sayNoHeader      = fault.Say("没有找到表头：请在前12行里写上“事项名称”“实施主体”等列名，可以下载样表照着写", "No header was found: please write the names of columns within the first 12 rows; the sample shows them")
	sayNoRow         = fault.Say("表里没有这一行，请重新选择", "There is no such row in the table: please choose again")
	sayNoChange      = fault.Say("没有要改的：请先选用清单的哪些内容", "Nothing is changed: please choose what is taken of the list first")
	sayNothingListed = fault.Say("没有可以导出的事项，请重新选择", "There is no item to export: please choose again")
	sayListAgain     = fault.Say("这一行没有做成，请再试一次", "No draft was made of this row: please try again")
)

package designer

import "banshi/runtime/base/fault"

// What the designer refuses.
var (
	sayNobody    = fault.Say("试办的人找不到：从名单里选一个", "There is nobody of that name to try it with; pick one of the list")
	sayBlank     = fault.Say("空白申请人存不成测试：先选一个试办的人", "A test needs somebody who applies: choose one to try it with first")
	sayTrial     = fault.Say("这样试不出来：请看看日期和答案", "It can't be tried like this: look at the day and the answers")
	sayBroken    = fault.Say("定义还有错，先改好再试", "The definition has errors; mend them first")
	sayIDShape   = fault.Say("标识用小写字母开头，只有小写字母、数字和下划线，最长60个", "An id begins with a small letter and holds small letters, digits and underscores, 60 at most")
	saySameID    = fault.Say("和现在的标识一样，请写一个别的", "That is its id already: write another")
	sayNoID      = fault.Say("这一项没有可以改的标识，请选列表里的一项或者一个共享数据", "This entry has no id that could be changed: choose an entry of a list, or a fact")
	sayMendFirst = fault.Say("定义还有错，找不全用到它的地方，请先改好再来", "The definition has errors, so not every place that uses it is found: please mend them first")
	sayIDLeft    = fault.Say("不能用这个标识：%s", "This id can't be used: %s")
	sayNoPath    = fault.Say("定义里没有这个位置，可能刚被改动，请重新选", "There is no such place in the definition; it may just have changed, pick it again")
	sayStaff     = fault.Say("只有工作人员能看定义", "Only staff may look at definitions")
	sayWindow    = fault.Say("日期写成 YYYY-MM-DD，从早到晚，最长三年", "Write the days as YYYY-MM-DD, the earlier first, three years at most")
	sayNoKind    = fault.Say("没有这一类定义文件，请从目录里选", "There is no such kind of definition file; choose one of the catalogue")
)

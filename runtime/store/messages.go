package store

import "banshi/runtime/base/fault"

// What the store of drafts and cases refuses.
var (
	sayNotYours             = fault.NotYours
	sayTooManyDrafts        = fault.Say("草稿最多%d份，请先删去不用的", "At most %d drafts: delete some that aren't needed")
	sayTooManyFilters       = fault.Say("筛选最多存%d个，请先删去不用的", "At most %d filters: remove some that aren't needed")
	sayTooManyScreens       = fault.Say("一个部门最多%d块副屏，请先停用不用的", "At most %d second screens of an office: end one that isn't used")
	sayManyEnclosures       = fault.Say("一件最多附%d个文件", "At most %d files with a case")
	sayTooManyMarks         = fault.Say("一件最多%d处标注", "At most %d marks on a case")
	sayTooManyDisputes      = fault.Say("等答复的异议最多%d条，请等登记单位答复", "At most %d disputes may wait for an answer: wait until the registers answer")
	sayDisputedAlready      = fault.Say("这一项的异议已经提过，请等答复", "This value is disputed already: please wait for the answer")
	sayBroughtAlready       = fault.Say("这本证照已经导入过或者登记过，不用再导入", "This licence was brought in, or is registered, already: nothing needs to be done")
	sayJudged               = fault.Say("这一条已经由别人核对，请刷新后再看", "Somebody has checked this one meanwhile: load it again and look")
	sayNewerKnown           = fault.Say("这本证照已有更新的登记，不用从纸质补录，请驳回", "Something newer is registered of this licence: reject what came from paper")
	sayDisputeClosed        = fault.Say("这条异议已经答复或撤回，请刷新后再看", "This dispute was answered or withdrawn meanwhile: load it again and look")
	sayTooManyBookings      = fault.Say("同时最多%d个预约，请先取消不去的", "At most %d bookings at once: cancel one that you won't keep")
	sayBookedAlready        = fault.Say("这件事已经有一个预约，可以改时间", "There is a booking for this already: you can move it")
	saySlotFull             = fault.Say("这个时段刚被约满，请另选", "This slot has just been filled: please choose another")
	saySlotClosed           = fault.Say("这个时段已停止预约，请另选", "This slot is closed: please choose another")
	sayBookingMoved         = fault.Say("这个预约刚被改动，请刷新后再看", "This booking has just been changed: load it again and look")
	sayProposedAlready      = fault.Say("这个问题已经推荐过了，请等审阅", "This question is proposed already: please wait for the review")
	sayTooManyConsultations = fault.Say("最多%d个问题等答复，请等答复后再问", "At most %d questions may wait for their answers: please ask again once they are answered")
	sayTooManySnags         = fault.Say("您反映的事最多%d件在办，请等答复", "At most %d reports may be open: please wait for their answers")
	sayRatedAlready         = fault.Say("这一次已经评价过，评价不能改", "This was graded already, and a grade can't be changed")
	sayMoved                = fault.Say("这份申请已在别处修改或提交，请刷新后再看", "This application was changed or submitted elsewhere: reload it and look again")
	sayKeyUsed              = fault.Say("这个提交编号已用过，请用新的", "This key was used before: take a new one")
	sayNewKey               = fault.Say("每次提交要用新的编号，请刷新页面再试", "Each submission takes a key of its own: please reload the page and try again")
	sayCaseMoved            = fault.Say("办件的状态已变化，请刷新后再看", "The case is in another state now: load it again and look")
	sayWrongState           = fault.Say("当前状态下不能这样办理，请刷新后再看", "This can't be done in the present state: load it again and look")
	sayThereAlready         = fault.Say("目录里已有这个账号，请换一个", "The directory has this account already: choose another")
	sayStaffMoved           = fault.Say("这位人员的资料刚被别人改过，请刷新后再改", "Somebody else has just changed this: load it again, then change it")
	sayDoneByOther          = fault.Say("办件已由别人处理过，请刷新后再看", "Somebody else has dealt with the case: load it again and look")
	sayIsDown               = fault.Say("这条公示已经撤下了，不用再撤", "This publication was taken down already: nothing needs to be done")
)

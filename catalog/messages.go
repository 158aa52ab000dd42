package catalog

import "banshi/runtime/base/fault"

// What the catalogue refuses.
var (
	sayNoItem          = fault.Say("没有这个事项，或者已经停办，请在办事大厅里另找", "There is no such item, or it is offered no more: please look for another in the hall")
	sayNothingImported = fault.Say("事项目录还没有导入，请管理员先导入", "No catalogue was imported yet: please ask the administrator to import one")
	sayUnreadable      = fault.Say("读不出事项目录，请核对文件夹和权限", "The catalogue can't be read: check the folder and its permissions")
	sayFaulty          = fault.Say("事项目录有错，没有发布：请按列出的地方改好，再导入", "The catalogue has errors and wasn't published: mend what is listed, then import it again")
	sayDay             = fault.Say("生效日期要写成 YYYY-MM-DD", "The day of effect must be written YYYY-MM-DD")
)

// What drafts of definitions refuse.
var (
	sayNoDraft          = fault.Say("没有这份草稿，或者不属于您的部门，请回到列表另选", "There is no such draft, or it isn't your department's: choose another from the list")
	sayNoShared         = fault.Say("没有这份共用的定义，请回到列表另选", "There is no such shared definition: choose another from the list")
	sayNoTable          = fault.Say("没有这张表，请核对来源的标识", "There is no such table: check the id of the source")
	sayPastRow          = fault.Say("从 %s 起的那一行已经生效，不能改：请另加一行，写新的开始日期", "The row from %s on counts already and can't be changed: add another row with a later first day")
	sayPastStart        = fault.Say("新的一行从 %s 开始，已经来不及：请写明天或者以后的日期", "The new row would begin on %s, which is too late now: write tomorrow or a later day")
	sayKept             = fault.Say("这是已发布的一版，只能看；要改，请以它为准另起一稿", "This is a published version, which is only read: to change it, begin a draft from it")
	saySameAsNow        = fault.Say("这一版和现在的没有不同，不用另起", "This version is the same as what stands now: nothing needs to be begun")
	sayDraftThere       = fault.Say("这个事项还有一份没发布的草稿，请先发布或作废它", "There is a draft of this item that isn't published: please publish or discard it first")
	sayNoDepartment     = fault.Say("您还没有分管的部门，请联系管理员", "You have no department yet: ask an administrator")
	sayBadItem          = fault.Say("还不能新建这个事项，请看标出的地方", "This item can't be begun yet: see the places that are marked")
	sayBadID            = fault.Say("标识用小写字母、数字和下划线，字母开头，请改正", "An id is lower-case letters, digits and underscores, a letter first: please mend it")
	sayBadName          = fault.Say("请写事项名称，不超过100个字", "Name the item, in 100 characters at most")
	sayBadDepartment    = fault.Say("没有这个部门，请另选一个", "There is no such department: choose another")
	sayBadFrom          = fault.Say("请选一个开头：空白、另一个事项或模板", "Choose a beginning: empty, another item, a template")
	sayItemTaken        = fault.Say("已经有这个标识的事项，请换一个", "There is an item of this id already: choose another")
	sayNotOpen          = fault.Say("草稿不在编辑中，请刷新页面再看", "The draft isn't open for editing: reload the page and look again")
	sayBadFile          = fault.Say("草稿里不能有这个文件，请另选一个", "A draft can't hold this file: choose another")
	sayLongText         = fault.Say("文件太大，最多1 MiB", "The file is too large: 1 MiB at most")
	sayNoText           = fault.Say("文件不是文本，请另选一个", "The file is no text: choose another")
	sayBadCommand       = fault.Say("不认识这个编辑命令，请刷新页面再试", "This command isn't known: reload the page and try again")
	sayNothingChanges   = fault.Say("没有改动，请先改再保存", "Nothing is changed by it: please change something first")
	sayNoVersion        = fault.Say("草稿没有这一版，请另选一版", "The draft has no such version: choose another")
	sayTooOld           = fault.Say("您看的版本太旧，请重新打开草稿", "What you see is too old: open the draft again")
	sayKey              = fault.Say("请求的标识不合规，请刷新页面再试", "The key of the request isn't well formed: reload the page and try again")
	sayLongLabel        = fault.Say("这一步的说明太长，请写短一些", "What the step is called is too long: please write less")
	sayChangedMeanwhile = fault.Say("您看的地方已经改过了，请再看一遍", "The place that you saw was changed meanwhile: look again")
	sayChangedBy        = fault.Say("%s 也改了这个地方，请选一个", "%s has changed this place, too: choose one of the two")
	sayDepends          = fault.Say("%s 后来的改动依赖这一步，不能只撤这一步", "A later change by %s stands on this step: it can't be undone alone")
	sayUneditable       = fault.Say("这个文件现在读不通，请先在文本里改好", "This file can't be read now: mend its text first")
	sayGone             = fault.Say("要改的地方已经没有了", "What was to be changed is no longer there")
	sayKeyTaken         = fault.Say("这里已经有同名的一项", "There is one of this name here already")
	sayCommented        = fault.Say("这里有注释，搬不过去，请在文本里改", "There are comments that have no place there: edit the text")
	sayInside           = fault.Say("不能移到自己里面", "Nothing can be moved into itself")
	sayShape            = fault.Say("这里放不下这样的内容", "This place doesn't take such a value")
	sayUnsafe           = fault.Say("这一步会连带改到别处，没有做，请在文本里改", "This would change more than it says, and wasn't done: edit the text")
	sayBreaks           = fault.Say("撤了这一步，文件就读不通了，没有撤，请先撤后面的步骤", "Without this step the file couldn't be read: it wasn't undone: undo the later steps first, please")
	sayNothingToUndo    = fault.Say("没有您可以撤销的步骤", "You have nothing to undo")
	sayNothingToRedo    = fault.Say("没有您可以重做的步骤", "You have nothing to redo")
)

// What review and publishing refuse.
var (
	sayNotInReview        = fault.Say("草稿不在复核中，请刷新页面再看", "The draft isn't in review: reload the page and look again")
	sayNotApproved        = fault.Say("还没有人同意发布，请先找人复核", "Nobody has agreed to it yet: ask somebody to review it first")
	sayOtherVersion       = fault.Say("草稿又有了改动，请看过再决定", "The draft was changed meanwhile: look again before you decide")
	sayBadReview          = fault.Say("还不能提交，请看标出的地方", "This can't be sent yet: see the places that are marked")
	sayReason             = fault.Say("请写退回的原因", "Say why it is returned")
	sayLongReason         = fault.Say("原因太长，不超过2000个字", "The reason is too long: 2000 characters at most")
	sayComment            = fault.Say("请写批注，不超过4000个字", "Write the comment, in 4000 characters at most")
	sayNoComment          = fault.Say("没有这条批注，请刷新页面再看", "There is no such comment: reload the page and look again")
	sayOpenComments       = fault.Say("还有没处理完的批注，请先处理", "There are comments that aren't settled: please settle them first")
	sayNoChanges          = fault.Say("没有改动，不用发布", "Nothing was changed: there is nothing to publish, and nothing needs to be done")
	sayNothingNew         = fault.Say("没有新发布的内容要合进来，不用合并", "Nothing was published since that could be taken in: nothing needs to be done")
	sayPublishedOtherwise = fault.Say("草稿改过的地方，别人已经发布了不同的改动，请逐处选择", "What the draft changes was published otherwise meanwhile: choose for each place")
	sayHindered           = fault.Say("有 %d 处要先改好", "There are %d things to be mended first: please see to them")
	sayPast               = fault.Say("生效日期已经过去，请另选一天", "The day of effect is over: choose another")
)

// What an urgent stop refuses.
var (
	sayLiftedByOther = fault.Say("停办要由另一个人解除", "Another than who stopped it must lift the stop")
	sayBadStop       = fault.Say("还不能提交，请看标出的地方", "This can't be sent yet: see the places that are marked")
	sayStopReason    = fault.Say("请写原因，不超过2000个字", "Say why, in 2000 characters at most")
	sayStopNotice    = fault.Say("请写给群众看的通知，不超过300个字", "Write what people are told, in 300 characters at most")
	sayNotStopped    = fault.Say("这个事项没有停办，请刷新页面再看", "This item isn't stopped: reload the page and look again")
)

// What steps are called that nobody named.
var (
	sayBegan      = fault.Say("新建“%s”", "Began “%s”")
	sayBegunAgain = fault.Say("以 v%d 为准另起一稿", "Began again from v%d")
	sayFollowed   = fault.Say("合进已发布的改动", "Took in what was published meanwhile")
)

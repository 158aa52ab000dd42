package runtime

import "banshi/runtime/base/fault"

// Who may.
var (
	saySignIn           = fault.Say("请先登录", "Please sign in first")
	sayNotYours         = fault.NotYours
	sayStaffCannotApply = fault.Say("工作人员账号不能申请，请用个人账号登录", "An account of staff can't apply: sign in with your own")
	sayStaffOnly        = fault.Say("这里只供工作人员使用", "This is for staff only")
	sayNoCases          = fault.Say("您没有查看办件的权限，需要的请找管理员任职", "You have no right to see cases: ask the administrator, if you need it")
	sayNoFiles          = fault.Say("您可以查看办件，不能打开申请人的文件", "You may look at the case, but not open the applicant's files")
	sayNoReasons        = fault.Say("只有经办这个办件的人能看理由里的数值", "Only those who handle the case may see the values behind the reasons")
	sayMandateOver      = fault.Say("“%s”给您的授权已经结束，这份申请不能再由您办理。填过的和交过的都还在，由委托人接着办", "Your authorisation by %s has ended, and you can't go on with this application. What was filled in and handed in is kept: the principal can go on with it")
	sayNotCovered       = fault.Say("授权书里没有“%s”，请委托人加上，或者由本人办理", "“%s” isn't among the items of your authorisation: ask the principal to add it, or to apply himself")
	sayAgentFills       = fault.Say("这份申请由代办人填写，只能由代办人继续；您可以查看，或者另起一份", "An agent fills in this application, and only the agent can go on with it; you may look at it, or begin one of your own")
)

// Values of registers that somebody says are wrong.
var (
	sayBookInstead   = fault.Say("这里要约时段，请从办件页面预约", "A slot is booked here: please book it from the page of the case")
	sayBookedForCase = fault.Say("这是办件%s的预约，请直接打开办件", "This booking is about case %s: please open the case")
	sayNoHolder      = fault.Say("请先完成身份认证再预约", "Please prove who you are before you book")
	sayWhichHall     = fault.Say("请先选一个办事大厅", "Please choose an office first")
	sayNotBooked     = fault.Say("这里不用预约，办公时间直接来", "Nothing is booked here: come during its hours")
	sayNoSlot        = fault.Say("没有这个时段，请另选", "There is no such slot: please choose another")
	saySlotOver      = fault.Say("这个时段已经开始或结束，请另选", "This slot has begun, or is over: choose another")
	sayBookingOver   = fault.Say("这个预约已经取消或办过了，请重新预约", "This booking is cancelled or done: please book anew")
	sayOtherOffice   = fault.Say("这件事现在归另一个大厅办，请取消后重新预约", "Another office has this now: please cancel, then book anew")
	sayNotComeOften  = fault.Say("%d天内有%d次预约没有来，暂时不能网上预约，可以在办公时间直接到大厅", "Within %d days you did not come %d times: nothing can be booked online for now, but you can come during the hours")
	sayNotNow        = fault.Say("只能在预约当天标记；没来的，等时段过了再标", "This is marked on the day itself; that somebody did not come, once the slot is over")
	sayCloseReason   = fault.Say("请写为什么停止预约，预约了的人会看到", "Please say why it is closed: those who booked will read it")
	sayBadDispute    = fault.Say("异议没有填好，请看标出的地方", "The dispute isn't complete: see the places that are marked")
	sayDisputeText   = fault.Say("请写明白，登记单位凭它去核实", "Please say it: the register goes by it")
	sayDisputeReason = fault.Say("请写理由，申请人会看到", "Please give the reason: the applicant will see it")
	sayNotOfRegister = fault.Say("这一项现在没有登记信息，请直接填写", "No register has anything in this place now: fill it in yourself")
)

// Following a case without signing in.
var (
	sayFollowShape  = fault.Say("办件编号或者查询码没有填对，请对照回执", "The case number or the query code isn't complete: please compare it with the receipt")
	sayNumberShape  = fault.Say("办件编号像这样：440605-20261123-00017，请对照回执", "A case number looks like 440605-20261123-00017: please compare it with the receipt")
	sayCodeShape    = fault.Say("查询码是10位数字，印在回执上，请对照再填", "The query code has 10 digits and is printed on the receipt: please compare it")
	sayNoSuchCase   = fault.Say("没有查到。请对照回执再核一遍办件编号和查询码", "Nothing was found: please compare the case number and the query code with the receipt")
	sayTooManyTries = fault.Say("输错的次数太多，请15分钟后再查，或者登录后到“我的空间”查看", "There were too many wrong tries: try again in 15 minutes, or sign in and look in “My space”")
)

// 好差评.
var (
	sayVeryGood       = fault.Say("非常满意", "Very satisfied")
	sayGood           = fault.Say("满意", "Satisfied")
	sayFair           = fault.Say("基本满意", "Fairly satisfied")
	sayBad            = fault.Say("不满意", "Dissatisfied")
	sayVeryBad        = fault.Say("非常不满意", "Very dissatisfied")
	sayBadRating      = fault.Say("评价没有填好，请看标出的地方", "The grade isn't complete: see the places that are marked")
	sayWhichGrade     = fault.Say("请选一个评价", "Choose a grade")
	sayWhichReason    = fault.Say("请从列出的原因里选", "Choose among the reasons that are listed")
	sayNothingToGrade = fault.Say("这件事还没有办完，或者没有这一次到场，现在不能评价", "It isn't finished yet, or there was no such visit: it can't be graded now")
	sayRatingClosed   = fault.Say("这条差评已经办结，不用再办", "This bad grade is closed: nothing needs to be done")
	sayRatingMoved    = fault.Say("这条差评刚被别人办过，请刷新后再看", "Somebody else has just dealt with this grade: load it again and look")
	sayBadStep        = fault.Say("这一步没有填好，请看标出的地方", "This step isn't complete: see the places that are marked")
	sayWhichOutcome   = fault.Say("这一步没有这个结果，请另选一个", "This step has no such outcome: choose another")
	sayRatingReason   = fault.Say("请写明白，会留在记录里", "Please say it: it stays in the record")
)

// 办不成事.
var (
	sayBadFAQ            = fault.Say("常见问题没有写好，请看标出的地方", "The frequent question isn't complete: see the places that are marked")
	sayPersonal          = fault.Say("里面有姓名或者证件、电话、银行卡号码，请改成看不出是谁的说法", "There is a name or a number of a person in it: please put it so that nobody is recognised")
	sayBothEnglish       = fault.Say("英文的问题和答案要么都写，要么都不写", "Give the question and the answer in English, or neither")
	sayFAQReason         = fault.Say("请写理由，推荐的人会看到", "Please give the reason: who proposed it will read it")
	sayFAQMoved          = fault.Say("这一条刚被别人审过，请看最新的内容", "Somebody else has just reviewed this: please look again")
	sayBadConsultation   = fault.Say("问题没有写好，请看标出的地方", "The question isn't complete: see the places that are marked")
	sayConsultationText  = fault.Say("请写您要问什么", "Please say what you want to know")
	sayNoFollow          = fault.Say("现在不能追问：答复以后可以追问一次", "It can't be followed up now: once it is answered, you may ask once more")
	sayNoAnswerYet       = fault.Say("还没有答复，请等答复后再来", "There is no answer yet: come again once there is")
	sayAnswerText        = fault.Say("请写答复，咨询的人会看到", "Please write the answer: who asked will read it")
	sayHandReason        = fault.Say("请写为什么转交，接手的人会看到", "Please say why it is handed over: who takes it will read it")
	sayOtherPlace        = fault.Say("它现在就在这里，请另选一个", "It is there now: please choose another")
	sayConsultationBy    = fault.Say("%s刚刚办过这个问题，请看最新的内容；您写的还在", "%s has just dealt with this question: please look again. What you wrote is still here")
	sayConsultationMoved = fault.Say("这个问题刚有变化，请看最新的内容；您写的还在", "This question has just changed: please look again. What you wrote is still here")
	sayBadSnag           = fault.Say("没有填好，请看标出的地方", "It isn't complete: see the places that are marked")
	saySnagText          = fault.Say("请写什么事没有办成", "Please say what could not be done")
	saySnagCode          = fault.Say("编码是12位数字，请对照再填", "The code has 12 digits: please compare it")
	saySnagPhone         = fault.Say("请留一个能联系到您的电话", "Please leave a telephone number at which you can be reached")
	sayTooManySnags      = fault.Say("提交得太多，请15分钟后再试，或者打12345", "Too many were sent: try again in 15 minutes, or call 12345")
	sayNoSuchSnag        = fault.Say("没有查到，请再核一遍编码", "Nothing was found: please compare the code once more")
	saySnagMoved         = fault.Say("这件事刚被别人办过，请刷新后再看", "Somebody else has just dealt with it: load it again and look")
	sayWhichOffice       = fault.Say("请选一个单位", "Choose an office")
	sayAnswerFirst       = fault.Say("请先答复，再办结", "Answer it first, then close it")
	sayNoSuchItem        = fault.Say("没有这个事项，请另选一个", "There is no such item: choose another")
)

// Reasons that can be ticked, of good and of bad grades.
var (
	praises = []Reason{
		{"friendly", fault.Say("态度热情", "Friendly")},
		{"told_once", fault.Say("一次说清，没有白跑", "Told everything at once")},
		{"fast", fault.Say("办得快，比承诺的早", "Fast, earlier than promised")},
		{"few_papers", fault.Say("材料少，已有的不用再交", "Few papers: what is on record was not asked for")},
		{"online", fault.Say("网上就能办完", "Could be done online")},
		{"skilled", fault.Say("业务熟练", "Skilled")},
	}
	complaints = []Reason{
		{"rude", fault.Say("态度不好", "Unfriendly")},
		{"not_told", fault.Say("没有一次说清，多跑了几趟", "Not told everything at once: had to come again")},
		{"late", fault.Say("超过承诺时间", "Later than promised")},
		{"extra_papers", fault.Say("要了指南以外的材料", "Papers asked for that the guide doesn't name")},
		{"extra_fee", fault.Say("收了不该收的费用", "A fee that should not be")},
		{"pushed_away", fault.Say("推来推去，没人管", "Sent from one to the next")},
		{"hard_to_use", fault.Say("网上系统不好用", "The website is hard to use")},
		{"long_wait", fault.Say("排队太久", "Waited too long")},
	}
)

// What can be begun and handed in.
var (
	sayExternal      = fault.Say("本事项在主管部门的系统里办理，请从办事指南进入", "This item is handled in the department's own system: please go there from its guide")
	sayNoSignOn      = fault.Say("本事项不交接登录，请直接进入主管部门的系统", "No sign-on is handed over for this item: go to the department's own system directly")
	sayNotYourToken  = fault.Say("令牌或者证明不是本系统的，请核对密钥和令牌", "The token or the proof isn't this system's: check the key and the token")
	sayTokenUsed     = fault.Say("这次登录交接已经用过，或者超过了60秒。请申请人从办事大厅再进入一次", "This sign-on was used before, or is older than 60 seconds: the applicant must come from the hall once more")
	sayStopped       = fault.Say("这个事项已紧急停办，暂不受理新的申请，原因请看事项页上的通知；填好的草稿给您留着", "This item is stopped and takes no new applications for now: see the notice on its page; drafts are kept")
	sayGuideOnly     = fault.Say("本事项只有办事指南，不能在网上申请", "There is only a guide to this item: it can't be applied for online")
	sayForFirms      = fault.Say("本事项由单位申请，请换成单位身份再办", "Organisations apply for this item: act for one")
	sayForPersons    = fault.Say("本事项由个人申请，请换成个人身份再办", "Persons apply for this item: act for yourself")
	sayNotThisWay    = fault.Say("本事项不能这样代办，请由本人办理", "Nobody can act for another like that here: the applicant must come")
	saySubmitted     = fault.Say("这份申请已经提交，办件号 %s，请到“我的办件”查看", "This application was submitted as case %s: look under “My cases”")
	sayStale         = fault.Say("这份申请已在别处修改过，请看过最新内容再继续", "This application was changed elsewhere: look at it as it is now, then go on")
	sayNoKey         = fault.Say("缺少提交编号，请刷新页面再试", "The key of the submission is missing: please reload the page and try again")
	sayKeyShape      = fault.Say("应为8到100个字母、数字、-或_，每次提交用新的", "It must be 8 to 100 letters, digits, - or _; a new one for each submission")
	sayKeyElsewhere  = fault.Say("这个提交编号已用于另一份申请", "This key was used for another application")
	sayNewKey        = fault.Say("每次提交要用新的编号，请刷新页面再试", "Each submission takes a key of its own: please reload the page and try again")
	sayNotReady      = fault.Say("还有%d处没有办好，请办好再提交", "It can't be submitted yet: please see to what is left first (%d)")
	sayNoWay         = fault.Say("办件当前的状态不能再提交，请到办件页看进度", "In its present state the case can't be submitted again: look at its page")
	sayNoOffice      = fault.Say("本事项还没有配置受理机构，暂不能提交，请拨打咨询电话", "No office takes this item in yet, so it can't be submitted: please call")
	sayAgentUnproven = fault.Say("代办授权还没有核实，请先核对授权委托书的原件", "Your right to act for the applicant isn't proven yet: show the original of the authorisation first")
	sayLevel         = fault.Say("实名认证等级要达到%d级", "Real-name identity must reach level %d")
	sayOutsideBatch  = fault.Say("不在受理时间内", "Outside the time for applications")
	sayRow           = fault.Say("%s 第%d行", "%s, row %d")
)

// What of a change is refused.
var (
	sayBadBody        = fault.Say("提交的内容格式不正确，或者有这里没有的项目，请刷新页面再试", "What was sent isn't in the right form, or names something that isn't here: please reload the page and try again")
	sayTrailing       = fault.Say("提交的内容后面还有多余的内容，请刷新页面再试", "Something follows after what was sent: please reload the page and try again")
	sayCannotFill     = fault.Say("有的内容不能这样填，请看标出的地方", "Some of it can't be filled in like that: see the places that are marked")
	sayCannotChange   = fault.Say("有的内容不能改", "Some of it can't be changed")
	sayTooMuch        = fault.Say("这份申请的内容太多，最多%d KB", "This application holds too much; at most %d KB")
	sayNoField        = fault.Say("表里没有这一项", "The form has no such field")
	sayNoColumn       = fault.Say("表里没有这一列", "The table has no such column")
	sayNoEntry        = fault.Say("没有这一项，请刷新页面再看", "There is no such entry: reload the page and look again")
	sayComputed       = fault.Say("“%s”由系统计算，不能填写", "“%s” is worked out by the system and can't be filled in")
	sayClerks         = fault.Say("“%s”由工作人员填写", "“%s” is filled in by staff")
	sayLocked         = fault.Say("“%s”来自共享数据，不能改；不对的，请标记“不对”，由工作人员核实", "“%s” comes from shared data and can't be changed; if it is wrong, say so, and staff will check")
	sayRows           = fault.Say("应为若干行", "It must be a list of rows")
	sayOneRow         = fault.Say("应为一行", "It must be a row")
	sayMaxRows        = fault.Say("最多%d行", "At most %d rows")
	sayRowID          = fault.Say("这一行缺少 _row（字母、数字、-、_，最多64个）", "This row lacks _row (letters, digits, - and _, at most 64)")
	sayRowTwice       = fault.Say("_row 有重复", "The same _row stands twice")
	sayTooDeep        = fault.Say("内容的层数太多", "It is nested too deeply")
	sayNumberLong     = fault.Say("数字太长", "The number is too long")
	sayMaxEntries     = fault.Say("最多%d项", "At most %d entries")
	sayNothingWritten = fault.Say("系统暂时写不下新的内容，没有提交成功。您已经保存的都在，请过几分钟再提交", "Nothing can be written right now, so this was not submitted. What you have saved is kept: please submit again in a few minutes")
	sayTooManyEntries = fault.Say("太多，请减少一些", "Too many: please take some away")
	sayTooLong        = fault.Say("内容太多", "It holds too much")
	sayEncoding       = fault.Say("文字的编码不正确", "The text isn't encoded in the right way")
	sayMaxText        = fault.Say("最多%d个字", "At most %d characters")
	sayReorders       = fault.Say("有改变文字方向的控制字符（看不见，常在粘贴时带入），请删去后重新输入", "It holds an invisible character that turns the text round (often pasted along): type it anew")
	sayControl        = fault.Say("有不能用的控制字符，请删去后再填", "It holds a control character that can't be used: take it out")
	sayNoSuchStep     = fault.Say("不是本系统的页面", "It is no page of ours")
	sayNotSigned      = fault.Say("“%s”不用签名", "“%s” needs no signature")
	sayNotBrought     = fault.Say("“%s”不能到窗口交：它不收原件，或者这样办不用到场；请上传", "“%s” can't be brought: its original isn't asked for, or nobody comes to the office; upload it")
	sayNoSignature    = fault.Say("这份材料不用签名", "This paper needs no signature")
	sayNotSignedNow   = fault.Say("“%s”现在不用签名", "“%s” needs no signature now")
	sayLookThenSign   = fault.Say("签名时表里的内容刚有变化，请看过再签", "The form changed just as you signed: look at it, then sign")
	sayOtherSigner    = fault.Say("“%s”须由另一人签名", "“%s” must be signed by somebody else")
	sayNoFileHere     = fault.Say("这里不收文件，请传到材料那一步", "No file is taken here: upload it at the step of materials")
	sayNoSuchPaper    = fault.Say("没有这份材料，或者不用上传", "There is no such paper, or it needs no file")
)

// The desk of staff.
var (
	sayBadQuery      = fault.Say("查询的内容不能用，请看标出的地方", "This can't be searched for: see the places that are marked")
	sayQueryShape    = fault.Say("最多100个字，不含控制字符", "At most 100 characters, no control characters")
	sayNoPurpose     = fault.Say("请选查找的用途", "Say what you look for it for")
	sayBadPlace      = fault.Say("这一页已经不在了，请从头看", "This page is no longer there: begin again")
	sayNoFilter      = fault.Say("没有这个筛选，可能刚被删了，请另选一个", "There is no such filter; it may just have been removed: choose another")
	sayBadFilter     = fault.Say("筛选没有存下来，请看标出的地方", "The filter was not saved: see the places that are marked")
	sayFilterTitle   = fault.Say("请给筛选起个名字", "Give the filter a name")
	sayAtColumn      = fault.Say("第%d个字：%s", "Character %d: %s")
	sayNotYourOffice = fault.Say("只能和自己的机构共用", "It can be shared only with an office that you serve")
	sayNoAssign      = fault.Say("只有经办人员能认领和分派办件", "Only those who handle cases can take or assign them")
	sayHowMany       = fault.Say("一次选1到%d件", "Choose 1 to %d cases at a time")
	sayWhyTake       = fault.Say("从同事手里接过来，要写明原因", "To take a case over from a colleague, say why")
	sayBadMark       = fault.Say("标注没有存下来，请看标出的地方", "The mark was not saved: see the places that are marked")
	sayMarkText      = fault.Say("写明哪里有问题", "Say what is wrong there")
	sayMarkPlace     = fault.Say("标注要落在图上", "The mark must lie on the picture")
	sayNoState       = fault.Say("没有这个状态，请另选一个", "There is no such state: choose another")
	sayOpinionNeeded = fault.Say("退回时要写明哪里要改、怎么改", "Who returns a case says what to change, and how")
	sayBadOpinion    = fault.Say("预审意见有误，请看标出的地方", "The opinion can't be taken: see the places that are marked")
	sayWhyPassed     = fault.Say("有不相符的，通过要写明理由", "Something differs: to pass it all the same, say why")
	sayBadFindings   = fault.Say("核对结论有误，请看标出的地方", "The findings can't be taken: see the places that are marked")
	sayNoFinding     = fault.Say("没有这项核对，或者已经核对过，请刷新页面再看", "There is no such check, or it is settled already: reload the page and look again")
	sayChecksOpen    = fault.Say("还有%d项没有结论，请逐项核对", "%d checks are without a finding: look at each of them")
	sayNoTurn        = fault.Say("图片只能转 0、90、180 或 270 度", "A picture can be turned only by 0, 90, 180 or 270 degrees")
	sayNoPDFHere     = fault.Say("这份材料不收 PDF，请传图片", "No PDF is taken for this material: upload pictures")
	sayInfectedPage  = fault.Say("有图片带有病毒，已经隔离。请先删去它，再合成", "A picture carries a virus and is in quarantine: delete it first")
	sayNoFonts       = fault.Say("这台服务器没有安装打印申请表的字体，请联系管理员安装 fonts-wqy-zenhei、fonts-hanazono 和 fonts-babelstone-han", "This server has no fonts for printing forms: ask its administrator to install fonts-wqy-zenhei, fonts-hanazono and fonts-babelstone-han")
)

// Handling of a case.
var (
	sayHeld            = fault.Say("%s认领了这件，由他（她）办。要接着办，请先接过来并写明原因", "%s has claimed this case and deals with it. To go on with it, take it over first and say why")
	sayCaseStale       = fault.Say("办件已变化，请看过最新内容再办", "The case has changed: look at it as it is now, then go on")
	sayDecisionChanged = fault.Say("决定的内容和您刚才看到的不一样了，请再看一遍", "What the decision says is no longer what you saw: look at it again")
	sayNotOfThisCase   = fault.Say("不是这件的申请人，也不是当时的经办人，请核对来人和办件", "Neither the applicant of this case nor who acted in it: check who stands here, and the case")
	sayWhatFor         = fault.Say("请说明文件是做什么用的", "Say what the file is for")
	sayFileName        = fault.Say("文件名要有，不超过200个字", "A name for the file, of 200 characters at most")
	sayBadEnclosure    = fault.Say("附卷的内容要改一下", "What is enclosed needs a change")
	saySheetOfOther    = fault.Say("签字的纸和现在填的内容不一致，请重新打印、请申请人再签", "What was signed is not what is entered now: print it again and let the applicant sign that")
	sayNoSuchWay       = fault.Say("办件当前的环节不能这样办理，请刷新后看现在能办什么", "At the step where the case stands this can't be done: reload it to see what can")
	sayMeanwhile       = fault.Say("%s 已于%s办理“%s”，现在的状态是“%s”。请看过再办", "Meanwhile %s, at %s: “%s”. The state is now “%s”. Look at it, then go on")
	saySystemDid       = fault.Say("系统", "the system")
	sayApplicantDid    = fault.Say("申请人", "the applicant")
	sayBadWork         = fault.Say("填写的内容有误，请看标出的地方", "What was filled in can't be taken: see the places that are marked")
	sayNotThisStep     = fault.Say("这一项不在当前环节填写", "This isn't filled in at this step")
	sayNotThisStepNow  = fault.Say("这个环节现在不能办，请刷新后再看", "This step can't be done now: load it again and look")
	sayMustFill        = fault.Say("“%s”要填写", "“%s” must be filled in")
	sayWrongValue      = fault.Say("“%s”填得不对。%s", "“%s” isn't right. %s")
	sayChooseAnswer    = fault.Say("请选择办理结论", "Choose how it goes on")
	sayBadParts        = fault.Say("要修改的内容没有说清，请看标出的地方", "What is to be changed isn't clear: see the places that are marked")
	sayNoParts         = fault.Say("请列出要补正的内容，一次列全", "List what is to be corrected: all of it, once")
	sayNoPart          = fault.Say("没有这一项，或者列了两次", "There is no such entry, or it stands there twice")
	sayPartReason      = fault.Say("请写明哪里不符", "Say what is wrong with it")
	sayNotOpened       = fault.Say("“%s”不在这次要修改的内容里，请保留原来的", "“%s” isn't among what is to be changed: leave it as it was")
	sayReceiveFirst    = fault.Say("申请人要到场核验原件，请先收件", "The applicant comes with the originals: receive them first")
	sayBadHold         = fault.Say("还缺内容，请看标出的地方", "Something is missing: see the places that are marked")
	sayWhyHeld         = fault.Say("请写明原因", "Say why")
	sayUntilWhen       = fault.Say("请写预计结束的日期，不早于今天，不晚于一年以后", "Say until when, as far as is known: today or later, within a year")
	sayWhichParts      = fault.Say("请选不予的部分；全部不予的，选“不予许可”", "Choose the parts that are refused; if it is all of them, refuse it")
	sayReceiptNumber   = fault.Say("请写缴费票据号", "Write the number of the receipt for the fee")
	sayResultWaits     = fault.Say("证照的内容还不全，请补全后再制证", "What the result must hold isn't complete: fill it in first")
	sayNoSuchOffice    = fault.Say("本部门没有这个受理点，或者办件就在这里，请另选一个", "The department has no such office, or the case is there already: choose another")
	sayNoSuchDay       = fault.Say("请选30天以内的工作日", "Choose a working day within the next 30 days")
	sayAmendOpen       = fault.Say("还有一项更正在等申请人答复，请等答复后再更正", "An amendment is still waiting for the applicant's answer: wait for it first")
	sayNotAmendable    = fault.Say("这一项不能更正：只能更正申请人填写的内容", "This can't be amended: only what the applicant filled in can")
	sayNotTaken        = fault.Say("“%s”不能填这个内容，请改正", "“%s” can't take this: please mend it")
	sayNothingToAmend  = fault.Say("没有等您答复的更正，请刷新页面再看", "No amendment waits for your answer: reload the page and look again")
)

// Documents.
var (
	sayDocPrecheck    = fault.Say("预审意见", "Opinion of the pre-examination")
	sayDocReceipt     = fault.Say("收件回执", "Receipt of papers")
	sayDocAcceptance  = fault.Say("受理通知书", "Notice of acceptance")
	sayDocNotAccepted = fault.Say("不予受理决定书", "Decision not to accept")
	sayDocCorrection  = fault.Say("补正材料通知书", "Notice of correction")
	sayDocLapsed      = fault.Say("期满终止办理通知书", "Notice that the time is over")
	sayDocStep        = fault.Say("环节记录", "Record of a step")
	sayDocSpecial     = fault.Say("特别程序告知书", "Notice of a special procedure")
	sayDocSuspension  = fault.Say("中止审查通知书", "Notice of suspension")
	sayDocResumption  = fault.Say("恢复审查通知书", "Notice of resumption")
	sayDocExtension   = fault.Say("延长办理期限通知书", "Notice of extension")
	sayDocGrant       = fault.Say("准予决定书", "Decision: granted")
	sayDocPartly      = fault.Say("部分准予决定书", "Decision: granted in part")
	sayDocRefusal     = fault.Say("不予决定书", "Decision: refused")
	sayDocFee         = fault.Say("缴费通知书", "Notice of the fee")
	sayDocResult      = fault.Say("办理结果", "Result")
	sayDocDelivery    = fault.Say("送达回证", "Proof of delivery")
	sayDocWithdrawal  = fault.Say("终止办理通知书", "Notice that handling has ended")
	sayDocTransfer    = fault.Say("转办告知书", "Notice of transfer")
	sayDocAmendment   = fault.Say("更正告知书", "Notice of amendment")
	sayDocVisit       = fault.Say("到场凭证", "Visit slip")
	sayDocPermit      = fault.Say("准予行政许可决定书", "Decision: permit granted")
	sayDocNoPermit    = fault.Say("不予行政许可决定书", "Decision: permit refused")
)

// What documents say. The Chinese text has effect; the English one is there to be read.
var (
	sayDay             = fault.Say("%[1]d年%[2]s%[3]d日", "%[3]d %[2]s %[1]d")
	sayWorkingDays     = fault.Say("%s个工作日", "%s working days")
	sayMonths          = fault.Say("%s个月", "%s months")
	sayDays            = fault.Say("%s日", "%s days")
	sayYears           = fault.Say("%s年", "%s years")
	sayReview          = fault.Say("不服本决定的，可以自收到本决定书之日起60日内，向本级人民政府或者上一级主管部门申请行政复议", "Whoever disagrees with this decision may, within 60 days of receiving it, apply to the people's government of the same level or to the department above for administrative reconsideration")
	saySue             = fault.Say("也可以自收到本决定书之日起6个月内，直接向有管辖权的人民法院提起行政诉讼", "Or, within 6 months of receiving it, an administrative action may be brought before the people's court that is competent")
	sayNotPassed       = fault.Say("您提交的申请没有通过预审，请按下面的意见修改后重新提交。修改不收费，次数不限", "Your application did not pass the pre-examination. Please change it as said below and submit it again. That costs nothing, and may be done as often as needed")
	sayPassedCome      = fault.Say("您提交的申请已通过预审。请约好时间，带齐原件到窗口核验", "Your application has passed the pre-examination. Please choose a time and bring all originals to the counter")
	sayAcceptedThere   = fault.Say("材料符合受理条件的，当场受理", "Where the papers fulfil what is needed, the application is accepted there and then")
	sayPassedStay      = fault.Say("您提交的申请已通过预审，不用到现场。我们收件后决定是否受理", "Your application has passed the pre-examination, and you need not come. We receive it and then decide whether to accept it")
	sayCorrectAll      = fault.Say("您的申请材料不齐全或者不符合法定形式。需要补正的全部内容一次性告知如下，请在期限内补正；没有列出的内容不用改", "The papers of your application are incomplete, or not in the form that the law wants. All that is to be corrected is listed below, at once: please correct it in time. What is not listed need not be changed")
	sayGrantedAtOnce   = fault.Say("您的申请经系统核对共享数据，符合规定的条件，当场准予", "The system has compared your application with shared data: it fulfils the conditions and is granted at once")
	sayLapsed          = fault.Say("您没有在%s前办理，视为撤回申请，本机关终止办理。以后可以再次申请", "You did not act by %s. The application counts as withdrawn, and we have ended its handling. You may apply again later")
	sayElsewhere       = fault.Say("您申请的事项不属于本机关职权范围。请按下面的说明向有权的机关申请", "What you apply for is not within our powers. Please apply to the authority that is named below")
	sayPassedOn        = fault.Say("您的申请已转到“%s”办理，不用重新提交", "Your application has been passed on to “%s”. You need not submit it again")
	sayWithdrawn       = fault.Say("申请人撤回了申请，本机关终止办理。撤回不影响以后再次申请", "The applicant has withdrawn the application, and we have ended its handling. One may apply again later")
	sayComes           = fault.Say("您说好在%s到场。请带齐原件，也可以在别的工作日来", "You said that you would come on %s. Please bring all originals; you may also come on another working day")
	sayBookedVisit     = fault.Say("您预约了%s%s到场，请带齐原件。要改时间或者不来，请先改约或取消", "You have booked a visit on %s at %s. Please bring all originals. If you need another time or can't come, please change or cancel it first")
	sayAmendAgreed     = fault.Say("更正内容：%s。申请人同意", "Amended: %s. The applicant agrees")
	sayAmendDeclined   = fault.Say("更正内容：%s。申请人不同意", "To be amended: %s. The applicant does not agree")
	sayGrants          = fault.Say("您的申请经审查，符合法定条件、标准，本机关决定准予", "We have examined your application. It fulfils the conditions and standards of the law, and we grant it")
	sayGrantsPartly    = fault.Say("您的申请经审查，本机关决定部分准予。不予的部分：%s", "We have examined your application and grant it in part. Not granted: %s")
	sayNoPermit        = fault.Say("您的申请经审查，不符合法定条件、标准，本机关决定不予许可", "We have examined your application. It does not fulfil the conditions and standards of the law, and we refuse the permit")
	sayRefuses         = fault.Say("您的申请经审查，不符合规定的条件，本机关决定不予办理", "We have examined your application. It does not fulfil the conditions, and we refuse it")
	sayDelivered       = fault.Say("上述文书和证照已送达申请人", "The documents and licences named have been handed to the applicant")
	sayDeliveredOnline = fault.Say("办理结果已电子送达申请人的“我的空间”", "The result has been delivered to the applicant's own space online")
	sayResultGranted   = fault.Say("您申请的“%s”已办结，结果：准予", "Your application “%s” is done. Result: granted")
	sayStepDone        = fault.Say("%s：%s", "%s: %s")
	saySpecial         = fault.Say("您的申请需要进行“%s”，所需时间不计入办理期限", "Your application needs “%s”. The time that it takes is not counted")
	saySuspends        = fault.Say("因“%s”，本机关中止审查，中止期间不计入办理期限。中止的原因消除后恢复审查", "We have suspended the examination, for this reason: “%s”. The time until it is resumed is not counted. It is resumed once the reason is gone")
	sayResumes         = fault.Say("中止审查的原因已消除，即日起恢复审查", "The reason of the suspension is gone: the examination is resumed today")
	saySpecialOver     = fault.Say("特别程序已结束，即日起恢复计算办理期限", "The special procedure is over: time is counted again from today")
	sayDueOn           = fault.Say("承诺办结日期为%s", "It is promised to be done by %s")
	sayExtends         = fault.Say("经本机关负责人批准，您的申请的办理期限延长%s，承诺办结日期改为%s", "With the approval of our head, the time for your application is extended by %s. It is now promised to be done by %s")
	sayReceives        = fault.Say("现收到您为办理上述事项提交的下列材料。本回执只证明收到材料，是否受理，自收件之日起5个工作日内告知；逾期不告知的，自收件之日起即为受理", "We have received the papers listed below. This receipt proves only that. Within 5 working days of it you are told whether the application is accepted; if you are told nothing by then, it counts as accepted from today")
	sayAccepts         = fault.Say("您的申请属于本机关职权范围，材料齐全、符合法定形式，现予受理", "Your application is within our powers, its papers are complete and in the form that the law wants: we accept it")
	sayDeemed          = fault.Say("本机关没有在收件之日起5个工作日内告知您是否受理。依照行政许可法第三十二条，您的申请自收件之日起视为受理", "We did not tell you within 5 working days of receiving it whether your application is accepted. By article 32 of the Administrative Licensing Law it counts as accepted from the day on which it was received")
	saySettledAtOnce   = fault.Say("本事项即时办结，受理的同时作出决定", "This item is settled at once: it was decided as it was accepted")
	sayPromises        = fault.Say("自%s起算，当日不计，承诺在%s内办结，即不晚于%s", "Counted from %s, that day not included, it is promised to be done within %s, that is by %s")
	sayByLaw           = fault.Say("法定期限为%s，最晚%s", "The limit of the law is %s, that is %s at the latest")
	sayOffTheClock     = fault.Say("补正、检验、检测、鉴定、专家评审、听证等时间不计入期限", "Time for corrections, inspections, tests, appraisals, reviews by experts and hearings is not counted")
	sayNotAccepts      = fault.Say("您的申请经审查，不符合受理条件，本机关决定不予受理", "We have examined your application. It does not fulfil what is needed to be accepted, and we do not accept it")
)

// What became of a paper, for the receipt.
var paperStates = map[string]fault.Text{
	"made":        fault.Say("系统生成，已签名", "made by the system, signed"),
	"given":       fault.Say("已交", "given"),
	"reused":      fault.Say("共享数据免交", "not needed: shared data has it"),
	"undecided":   fault.Say("由工作人员确定", "staff decide"),
	"promised":    fault.Say("已作承诺", "promised"),
	"deferred":    fault.Say("容缺后补", "to be given later"),
	"to_be_found": fault.Say("数据源没有回音，由工作人员核实", "the source did not answer: staff find it"),
	"needed":      fault.Say("待交", "still needed"),
}

// What people are told.
var (
	sayTooManyAtOnce = fault.Say("一次最多%d条", "At most %d at once")
	sayNoChannel     = fault.Say("没有这种通知方式，请另选一种", "There is no such way to be told: choose another")
	sayNoWeChat      = fault.Say("还没有连上您的微信，请在小程序里打开这一页再选", "Your WeChat is not connected yet: open this page in the mini program and choose there")
	sayWeChatSilent  = fault.Say("微信没有回应，请稍后再试", "WeChat does not answer: try again later")
)

// What of the directory of staff is refused.
var (
	sayBadMember    = fault.Say("有几处要改，请看每一处的说明", "A few things are wrong: see what is said of each")
	sayAccountShape = fault.Say("应为统一身份认证的账号：最多64个字母、数字和 . _ : @ -", "The account at the sign-in: up to 64 letters, digits and . _ : @ -")
	sayNameShape    = fault.Say("要写，最多60字", "Needed, up to 60 characters")
	sayNoPlace      = fault.Say("目录里没有这个单位", "The catalogue has no such place")
	sayNotBound     = fault.Say("这个角色不用写这一项", "This role isn't bound to one")
	sayNoRole       = fault.Say("没有这个角色", "There is no such role")
	sayNoPost       = fault.Say("这个人没有这项任职，请刷新页面再看", "This person has no such appointment: reload the page and look again")
	sayHasPost      = fault.Say("这段时间已有同样的任职，请换一段时间", "There is the same appointment in that time already: choose another time")
	sayClash        = fault.Say("“%s”和“%s”不能由一个人担任：%s", "“%s” and “%s” can't be one person's: %s")
	sayDayShape     = fault.Say("日期写成 2026-11-23", "Write a day as 2026-11-23")
	sayPast         = fault.Say("不能早于今天", "No earlier than today")
	sayBackward     = fault.Say("最后一天不能早于第一天", "The last day is before the first")
	sayAwayThen     = fault.Say("这段时间已经登记了休假，请换一段时间", "A leave is noted for that time already: choose another time")
	sayOwnDeputy    = fault.Say("不能代自己", "Nobody is his or her own deputy")
	sayNoMember     = fault.Say("没有这位在岗的工作人员，请另选一位", "There is no such member of staff: choose another")
	sayDeputyAway   = fault.Say("这位同事那时也不在岗，请换一位", "This colleague is away then, too: choose another")
	sayNoLeave      = fault.Say("没有登记这次休假，请刷新页面再看", "There is no such leave: reload the page and look again")
	sayHasLeft      = fault.Say("这个人已经离岗，要回来请重新加入", "This person has left: to come back he or she joins anew")
	sayOtherTown    = fault.Say("不是您这个镇街的人员，请找所在镇街或区级管理员", "Staff of another town: ask its administrator, or the district's")
	sayBeyond       = fault.Say("这里有超出您这个镇街的内容，请找区级管理员", "This goes beyond your town: ask the district's administrator")
)

// Why an act is not for the caller.
var (
	sayInPlaceOf = fault.Say("%s（代%s）", "%s (for %s)")
)

// At the counter.
var (
	sayAtCounter        = fault.Say("这份申请正在%s窗口办理，这里只能看；要自己接着办，请窗口转回给您", "This application is being filled in at the counter of %s: you may look at it here; to go on by yourself, ask the clerk to hand it to you")
	sayWindow           = fault.Say("窗口", "the counter")
	sayCounterOnly      = fault.Say("窗口收件由窗口人员办理", "The counter is for window clerks: ask one of them")
	sayNothingToCompare = fault.Say("这份材料还没有扫描件，先扫描再核对原件", "Nothing has been scanned for this paper yet: scan it, then compare the original")
	sayApplicantSigns   = fault.Say("申请人自己签名：请申请人在副屏上确认，或者打印出来签字", "The applicant signs: ask for it on the second screen, or on paper")
	sayNotAgreed        = fault.Say("申请人还没有确认现在填的内容", "The applicant has not yet confirmed what is entered now")
	sayChangedMeanwhile = fault.Say("内容刚刚改过，请窗口人员重新发起确认", "It was changed just now: ask the clerk to begin the confirmation anew")
	sayNoCodeForMending = fault.Say("退回修改的申请不能换到窗口接着办，请在这里修改，或者到窗口重新申请", "A returned application can't go on at a counter: change it here")
	sayNoSuchCode       = fault.Say("没有这个取号码，或者已经用过、过期，或者不是这位申请人的，请申请人重新取一个", "There is no such code, or it was used, or its time is over, or it is another applicant's: ask the applicant for a new one")
	sayScreenPlace      = fault.Say("请写明是哪个窗口的副屏，1到20个字，比如“3号窗口”", "Say at which window the screen stands, in 1 to 20 characters, such as “Window 3”")
	sayNoScreenCode     = fault.Say("配对码不对，或者已经用过、过期。请窗口人员再开一个", "This is no code, or it was used, or its time is over: ask the clerk for another")
	sayScreenNotPaired  = fault.Say("这块副屏还没有配对，请先配对", "This second screen has not been paired yet: pair it first")
	sayNotPaired        = fault.Say("这块屏还没有配对，或者已经停用，请在工作台重新配对", "This screen has not been paired, or it was ended: pair it again at the workbench")
	sayTooManyMisses    = fault.Say("试错太多次，请15分钟后再试", "Too many wrong codes: try again in 15 minutes")
	sayNoReader         = fault.Say("这个窗口没有读卡器，请输入号码", "There is no card reader at this counter: type the number")
	sayVisitorBad       = fault.Say("来人的信息有误，请看标出的地方", "Something is wrong with who stands here: see the places that are marked")
	sayVisitorName      = fault.Say("姓名应为2到50个字", "The name must have 2 to 50 characters")
	sayVisitorNo        = fault.Say("身份证号码不对：应为18位，最后一位是校验码，请对照证件再看", "The identity number is wrong: 18 characters, the last a check digit. Please compare it with the card")
	sayVisitorPhone     = fault.Say("电话号码不对，请核对", "The phone number is wrong: check it")
	sayApplicantCode    = fault.Say("统一社会信用代码不对：应为18位，最后一位是校验码，请对照证照再看", "The unified social credit code is wrong: 18 characters, the last a check digit. Please compare it with the licence")
	sayActsForWhom      = fault.Say("请选择来人以什么身份代办", "Choose by what right this person acts for the applicant")
	sayAuthorityUnseen  = fault.Say("代办要先核对授权委托书或关系证明的原件", "See the original of the authorisation, or of the proof of kinship, first")
)

// Licences that were taken over from paper.
var (
	sayImportColumns   = fault.Say("清单缺少这些列：%s。第一行要写列名", "The list lacks these columns: %s. Its first line must name the columns")
	sayImportComma     = fault.Say("、", ", ")
	sayImportNotYours  = fault.Say("这种证照不由您的部门签发，请由签发部门的数据管理员导入", "Your department doesn't issue such licences: the data owner of the one that does brings them in")
	sayImportKind      = fault.Say("没有这种证照。请写证照目录里的名称或者标识", "There is no such kind of licence: write its name or id as the catalogue has it")
	sayImportColumn    = fault.Say("这种证照没有这一项。请改成证照目录里的名称，或者清空这一格", "Such a licence has no such field: call the column as the catalogue does, or empty this cell")
	sayImportEmpty     = fault.Say("没有填，请照证照补上", "It is empty: fill it in from the licence")
	sayImportSpoilt    = fault.Say("表格软件把号码变成了数字，后几位已经丢失。请把这一列设成文本，重新填写", "The spreadsheet has made a number of it, and its last digits are lost: make the column text, and fill it in again")
	sayImportRow       = fault.Say("与第%d行是同一本证照，请删去一行", "It is the same licence as in row %d: remove one of them")
	sayImportTwice     = fault.Say("这本证照已经导入过或者登记过，请核对编号；确实是同一本的，删去这一行", "This licence was brought in, or is registered, already: check the number, and remove the row if it is the same one")
	sayImportDigit     = fault.Say("号码的校验位不对，请照证照改正", "The check digit of the number is wrong: mend it from the licence")
	sayImportHolderNo  = fault.Say("不是身份证号码，也不是统一社会信用代码，请照证照改正", "It is neither an ID number nor a unified social credit code: mend it from the licence")
	sayImportDay       = fault.Say("不是日期。请写成 2021-01-31；没有期限的，“有效期至”写“长期”", "It is no day: write 2021-01-31; where there is no end, write long-term")
	sayImportFuture    = fault.Say("发证日期在今天之后，请照证照改正", "The day of issue is after today: mend it from the licence")
	sayImportOrder     = fault.Say("有效期的止日早于起日，请照证照改正", "It ends before it begins: mend it from the licence")
	sayImportOver      = fault.Say("有效期已过，不用导入，请删去这一行", "It holds no longer, and isn't to be brought in: remove the row")
	sayImportNoScan    = fault.Say("没有找到扫描件。请在这一格写文件名，并把文件放进扫描件文件夹", "There is no scan: write the name of its file here, and put the file into the folder of scans")
	sayImportScanName  = fault.Say("扫描件要写文件夹里的文件名，用 / 分隔，不带盘符，不以 / 开头", "Write the name of a file within the folder of scans, with /, without a drive and without / in front")
	sayImportScan      = fault.Say("扫描件不能用：%s", "The scan can't be taken: %s")
	sayImportValue     = fault.Say("内容不合这一项的类型。请照证照目录的选项或者格式填写", "It is no value of this field: write it as the catalogue's options or form say")
	sayImportReason    = fault.Say("请写明哪里不符，导入的人照它去改", "Say what doesn't match: who brought it in goes by it")
	sayBadJudgement    = fault.Say("核对意见没有填好，请看标出的地方", "The judgement isn't complete: see the places that are marked")
	sayImportUnchecked = fault.Say("扫描件还没有查完病毒，请稍后再确认", "The scan isn't checked for viruses yet: confirm later")
	sayImportSilent    = fault.Say("证照库现在没有回应，不能确定它是不是已经登记。请稍后再确认", "The register doesn't answer now, so nobody knows whether it has the licence: confirm later")
	sayImportKnown     = fault.Say("这本证照已经登记，不用从纸质补录，请驳回", "This licence is registered already and isn't to be taken over from paper: reject it")
)

// What is public of decisions.
var (
	sayPublicName    = fault.Say("申请人", "Applicant")
	sayPublicNo      = fault.Say("证件号码或统一社会信用代码", "Number of the applicant")
	sayPublicLicence = fault.Say("证照编号", "Number of the licence")
	sayPublicUntil   = fault.Say("有效期至", "Valid until")
	sayWhyDown       = fault.Say("请选择撤下的原因", "Please choose why it is taken down")
	sayDownRevoked   = fault.Say("决定已被撤销", "The decision was revoked")
	sayDownCorrected = fault.Say("内容有更正", "What it said was put right")
	sayDownDisputed  = fault.Say("当事人的异议成立", "The person concerned objected, and was right")
	sayDownMistaken  = fault.Say("不属于公开的范围", "It wasn't to be made public")
	sayNotPublic     = fault.Say("没有这条公示，或者公示期已满，请从公示列表另选", "There is no such publication, or its time is over: please choose among those that are listed")
	sayNoEdition     = fault.Say("没有这个事项，或者没有这个版本，请从事项公开里另选", "There is no such item, or no such edition of it: please choose among those that are listed")
	sayNotCounted    = fault.Say("这个月的统计还没有公布，请看别的月份", "There are no statistics of that month yet: look at another")
	sayNoPublication = fault.Say("这个办件没有公示，不用撤下", "Nothing of this case is public: nothing needs to be taken down")
)

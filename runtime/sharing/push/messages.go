package push

import "banshi/runtime/base/fault"

// What a sender is told.
var (
	sayUnsigned     = fault.Say("签名不对：请核对密钥、时间、随机数和签名", "The signature is wrong: check the key, the time, the nonce and the signature")
	sayOutOfTime    = fault.Say("时间差超过%d分钟：请校准发送方的时钟", "The time is off by more than %d minutes: set the sender's clock right")
	sayTooLarge     = fault.Say("一次最多推送%d MB：请分几次推送", "One push takes at most %d MB: send it as several")
	sayTooManyLines = fault.Say("一次最多推送%d行：请分几次推送", "One push takes at most %d lines: send it as several")
	sayTooOften     = fault.Say("一分钟最多推送%d次：请稍后再推，或者合并成一批", "At most %d pushes a minute: wait, or send more in one")
	sayNonceUsed    = fault.Say("这个随机数用过了：重推时请换一个随机数，消息编号不变", "The nonce was used before: send again with a new one, and the same message ids")

	sayLongLine     = fault.Say("一行最多%d KB", "A line takes at most %d KB")
	sayNoMessage    = fault.Say("这一行不是一条消息：要有 id、op、source、seq、record，不能有别的", "The line is no message: it has id, op, source, seq and record, and nothing else")
	sayNoID         = fault.Say("消息编号（id）要有1到80个字母、数字或 . _ : -", "The message id has 1 to 80 letters, digits or . _ : -")
	sayNotItsSource = fault.Say("这个密钥不能推送这个来源（source）", "The key may not push this source")
	sayNoOp         = fault.Say("操作（op）只能是 add、change、revoke 或 whole", "The op is add, change, revoke or whole")
	sayNoSeq        = fault.Say("顺序号（seq）要从1起，同一条记录每变一次就加大", "seq begins at 1 and rises with every change of a record")
	sayNoDay        = fault.Say("缺少记录日期（at），写成 2026-11-23", "The day of the record (at) is missing: write 2026-11-23")
	sayBadRecord    = fault.Say("记录（record）不完整：来源的记录要有 id、key、fields，证照要有 number、holder_no、status、fields，日期写成 2026-11-23",
		"The record is not complete: one of a register has id, key and fields, a licence number, holder_no, status and fields; days are written 2026-11-23")
	sayOtherMessage = fault.Say("这个消息编号以前用在别的内容上：新消息请用新编号", "The message id was used for something else: a new message needs a new one")
	sayOlder        = fault.Say("已经有更新的记录，这一条没有写入", "Something newer is known of the record: nothing was written")
	sayAnd          = fault.Say("；", "; ")
)

package audit

import "banshi/runtime/base/fault"

// What is wrong with a trail.
var (
	sayMissing = fault.Say("第%d到%d条不见了", "places %d to %d are missing")
	sayNotNext = fault.Say("接不上前一条", "it does not follow the event before it")
	sayChanged = fault.Say("记录或它的摘要被改过", "the event or its hash was changed")
	sayAnew    = fault.Say("与留存的摘要不同：整条链被重写过", "a checkpoint kept elsewhere has another hash here: the chain was written anew")
	sayCutOff  = fault.Say("留存的摘要有这一条，链却在它前面断了：末尾被删掉了", "a checkpoint kept elsewhere names this place, and the chain ends before it: its end was cut off")
)

package audit

import "banshi/runtime/base/fault"

// What is wrong with a trail.
var (
	sayMissing  = fault.Say("第%d到%d条不见了", "places %d to %d are missing")
	sayNotNext  = fault.Say("接不上前一条", "it does not follow the event before it")
	sayChanged  = fault.Say("记录或它的摘要被改过", "the event or its hash was changed")
	sayAnew     = fault.Say("与留存的摘要不同：整条链被重写过", "a checkpoint kept elsewhere has another hash here: the chain was written anew")
	sayRoot     = fault.Say("签过名的树根与这些记录算出来的不同：在它之前有记录被改过或重写过", "the signed root is not that of these events: something before it was changed, or written anew")
	sayEdge     = fault.Say("签名检查点旁存的树边被改过", "what is stored beside the signed checkpoint was changed")
	sayUnsigned = fault.Say("检查点不是已知密钥签的，或者被改过", "the checkpoint is signed by no key that is known, or was changed")
	sayCutOff   = fault.Say("留存的摘要有这一条，链却在它前面断了：末尾被删掉了", "a checkpoint kept elsewhere names this place, and the chain ends before it: its end was cut off")
)

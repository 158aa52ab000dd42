package fault

// NotYours answers for what is not there and for what is somebody else's: in the same words wherever it is said, or they
// would tell which of the two it is.
var NotYours = Say("没有找到，或者不属于您，请核对编号，或者回到列表再选", "It isn't there, or it isn't yours: please check the number, or choose it from the list")

package store

import "banshi/runtime/base/fault"

var sayNoReplay = fault.Say("没有这次回放，请回到草稿重新回放", "There is no such replay: go back to the draft and replay it again")

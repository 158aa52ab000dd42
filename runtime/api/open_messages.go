package api

import (
	"banshi/runtime"
	"banshi/runtime/base/fault"
	"banshi/runtime/casework"
)

// What is said of open information.
var (
	sayNoData        = fault.Say("没有这份开放数据", "There is no such open data")
	sayWholeDistrict = fault.Say("全区", "The whole district")
	sayNoTown        = fault.Say("区级（不分镇街）", "The district itself (no one town)")
)

var outcomeTitles = map[string]fault.Text{
	casework.Granted: fault.Say("准予", "Granted"),
	casework.Partly:  fault.Say("部分准予", "Granted in part"),
	casework.Refused: fault.Say("不予", "Refused"),
}

var aspectTitles = map[runtime.Aspect]fault.Text{
	runtime.AspectName:       fault.Say("名称和类型", "Name and type"),
	runtime.AspectDepartment: fault.Say("实施和受理机构", "Who does it"),
	runtime.AspectApplicants: fault.Say("谁可以申请、怎么登录", "Who may apply"),
	runtime.AspectBasis:      fault.Say("设定依据", "Legal basis"),
	runtime.AspectConditions: fault.Say("受理条件", "Conditions"),
	runtime.AspectForm:       fault.Say("要填的内容", "What is asked"),
	runtime.AspectMaterials:  fault.Say("申请材料", "Papers"),
	runtime.AspectData:       fault.Say("查哪些共享数据", "Shared data"),
	runtime.AspectSteps:      fault.Say("办理环节", "Steps"),
	runtime.AspectLimit:      fault.Say("办理时限", "Time limit"),
	runtime.AspectFee:        fault.Say("收费", "Fee"),
	runtime.AspectResult:     fault.Say("办理结果", "Result"),
	runtime.AspectPublicity:  fault.Say("结果公示", "What is made public"),
	runtime.AspectGuide:      fault.Say("指南里的说明", "Words of the guide"),
	runtime.AspectOther:      fault.Say("其他", "Other"),
}

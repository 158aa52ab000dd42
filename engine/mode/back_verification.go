package mode

// backVerification is 三、后置核验（一次办结）: accepted and examined online; originals are seen on the spot
// or at the handover, at most one visit.
func backVerification() *Mode {
	return &Mode{ID: "back_verification", Title: "后置核验（一次办结）", Visits: 1, Steps: []Step{
		submit, precheck, receive, accept, review, inspect, decide, pay, make_, deliver,
	}}
}

package mode

// frontVerification is 二、前置核验（一次办结）: one visit, at the start; a second only for
// who chooses to fetch the result at the window.
func frontVerification() *Mode {
	return &Mode{ID: "front_verification", Title: "前置核验（一次办结）", Visits: 1, Steps: []Step{
		submit, precheck, book, atCounter(receive), accept, review, decide, pay, make_, deliver,
	}}
}

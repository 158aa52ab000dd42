package mode

// frontVerification is 二、前置核验（一次办结）: one visit, at the start.
func frontVerification() *Mode {
	return &Mode{ID: "front_verification", Title: "前置核验（一次办结）", Visits: 1, Steps: []Step{
		submit, precheck, book, atCounter(receive), accept, review, decide, pay, make_, withoutVisit(deliver),
	}}
}

// withoutVisit is a handover that never brings the applicant in a second time.
func withoutVisit(s Step) Step {
	s.Handover = false
	return s
}

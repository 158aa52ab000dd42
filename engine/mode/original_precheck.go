package mode

// originalPrecheck is 一、原件预审: checked online beforehand, then handled on the spot; what is handed
// over at the end is fetched in person.
func originalPrecheck() *Mode {
	handover := deliver
	handover.Handover, handover.Visit = false, true
	return &Mode{ID: "original_precheck", Title: "原件预审", Visits: -1, Steps: []Step{
		submit, precheck, book, atCounter(receive), accept, review, decide, pay, make_, handover,
	}}
}

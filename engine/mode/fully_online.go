package mode

// fullyOnline is 四、全程网办: nobody has to come; who chooses the window fetches the result there.
func fullyOnline() *Mode {
	return &Mode{ID: "fully_online", Title: "全程网办", Visits: 0, Steps: []Step{
		submit, precheck, receive, accept, review, decide, pay, make_, deliver,
	}}
}

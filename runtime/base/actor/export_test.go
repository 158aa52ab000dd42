package actor

// Without runs with a table in the place of the real one.
func Without(rows []Row, run func()) {
	whole := table
	defer func() { table = whole }()
	table = rows
	run()
}

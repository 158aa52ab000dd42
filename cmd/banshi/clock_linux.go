package main

import "syscall"

// unsynchronised is what the kernel answers where nothing keeps its clock (TIME_ERROR).
const unsynchronised = 5

// clockKept asks the kernel whether something keeps its clock right.
func clockKept() bool {
	var t syscall.Timex
	state, err := syscall.Adjtimex(&t)
	return err == nil && state != unsynchronised
}

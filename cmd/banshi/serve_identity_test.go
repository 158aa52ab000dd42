package main

import "testing"

// The stand-in for sign-in is reached by another port at each start and at each node, and knows the same people all the same.
func TestTheStandInHasOneNameAtEveryPort(t *testing.T) {
	cfg := config(t)
	for range 2 {
		s := start(t, cfg)
		node := &victim{}
		node.at.Store(s.url())
		if _, err := newPerson(alone(node), "P004", "web"); err != nil {
			t.Error(err)
		}
		s.stop()
	}
}

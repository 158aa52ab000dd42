package db

import (
	"context"
	"slices"
)

// mostLooking is how many connections to a server look up for all at the same time: who comes while they are at work waits for
// the next way there and back, and shares it.
const mostLooking = 4

// looks is where look-ups wait that go to a server: the way there and back costs more than most of what is looked up.
type looks struct {
	room
	turns chan struct{}
}

// lookTogether looks up with those who come before its turn. What the server refuses concerns one of them; whoever came after
// looks up for himself.
func (d *DB) lookTogether(ctx context.Context, calls []*Call) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	g, first := d.looks.join(calls)
	if first {
		d.leadLook(ctx, g)
	}
	<-g.done
	switch {
	case !slices.ContainsFunc(calls, func(c *Call) bool { return !c.whole }):
		return nil
	case g.failed != nil && slices.Contains(calls, g.failed):
		return g.err
	}
	return d.lookAlone(ctx, calls)
}

// leadLook looks up for all; nobody's going away is any reason to give up.
func (d *DB) leadLook(ctx context.Context, g *batch) {
	defer close(g.done)
	defer d.looks.shut(g)
	d.looks.turns <- struct{}{}
	defer func() { <-d.looks.turns }()
	d.looks.shut(g)
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), longestTurn)
	defer stop()
	var broken bool
	broken, g.err = d.look(ctx, g.calls)
	if at := slices.IndexFunc(g.calls, func(c *Call) bool { return !c.whole }); g.err != nil && !broken && at >= 0 {
		g.failed = g.calls[at]
	}
}

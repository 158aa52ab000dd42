package limit

import (
	"context"
	"sync/atomic"
	"time"

	"banshi/runtime/base/fault"
)

// Lane is how much of one kind is done at once.
type Lane struct {
	Most    int           // at once; 0: as much as comes
	Waiting int           // at most so many wait for a place
	Wait    time.Duration // for a place, at most
}

// Lanes keep what is of one kind from taking the places of another: a flood in one of them is refused there.
type Lanes struct{ lanes map[string]*lane }

type lane struct {
	Lane
	places  chan struct{}
	waiting atomic.Int64
	refused atomic.Int64
}

// NewLanes makes them, by name.
func NewLanes(of map[string]Lane) *Lanes {
	l := &Lanes{map[string]*lane{}}
	for name, x := range of {
		if x.Most > 0 {
			l.lanes[name] = &lane{Lane: x, places: make(chan struct{}, x.Most)}
		}
	}
	return l
}

// Enter takes a place of a lane, waiting a little for one; leave gives it back, once. Codes: unavailable, with the time
// after which to try again: nothing was done then.
func (l *Lanes) Enter(ctx context.Context, name string) (leave func(), err error) {
	x := l.lanes[name]
	if x == nil {
		return func() {}, nil
	}
	select {
	case x.places <- struct{}{}:
		return x.leave, nil
	default:
	}
	if x.waiting.Add(1) <= int64(x.Waiting) {
		tired := time.NewTimer(x.Wait)
		defer tired.Stop()
		select {
		case x.places <- struct{}{}:
			x.waiting.Add(-1)
			return x.leave, nil
		case <-tired.C:
		case <-ctx.Done():
		}
	}
	x.waiting.Add(-1)
	x.refused.Add(1)
	e := fault.New(fault.Unavailable, sayBusy.With(int(later.Seconds())))
	e.After = later
	return nil, e
}

// later is when to come back where there is no place.
const later = 3 * time.Second

func (x *lane) leave() { <-x.places }

// Use is what goes on in a lane.
type Use struct {
	InUse, Waiting int
	Refused        int64 // since the start
}

// Use tells it of each lane that is bounded.
func (l *Lanes) Use() map[string]Use {
	out := map[string]Use{}
	for name, x := range l.lanes {
		out[name] = Use{InUse: len(x.places), Waiting: int(x.waiting.Load()), Refused: x.refused.Load()}
	}
	return out
}

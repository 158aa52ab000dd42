package catalog

import (
	"sync"
	"time"
)

// officesNow are the offices of departments with whether they are open, which changes by the minute.
type officesNow struct {
	mu     sync.Mutex
	minute int64
	lists  map[string][]Office
}

// list gives those of a department, worked out once a minute. Nobody changes it.
func (o *officesNow) list(now time.Time, department string, work func() []Office) []Office {
	minute := now.Unix() / 60
	o.mu.Lock()
	if o.minute != minute || o.lists == nil {
		o.minute, o.lists = minute, map[string][]Office{}
	}
	list, ok := o.lists[department]
	o.mu.Unlock()
	if ok {
		return list
	}
	list = work()
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.minute == minute {
		o.lists[department] = list
	}
	return list
}

package kept

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
)

// However many want the same at once, it is made once; others are made beside it.
func TestKeptIsMadeOnce(t *testing.T) {
	k := Kept[int]{Most: 3}
	var made [5]atomic.Int32
	start := make(chan struct{})
	var wg sync.WaitGroup
	for i := range 50 {
		wg.Go(func() {
			<-start
			n := i % 3
			got, err := k.Get(fmt.Sprint(n), func() (int, error) { made[n].Add(1); return n, nil })
			if err != nil || got != n {
				t.Errorf("%d: %d, %v", n, got, err)
			}
		})
	}
	close(start)
	wg.Wait()
	for n := range 3 {
		if got := made[n].Load(); got != 1 {
			t.Errorf("%d was made %d times", n, got)
		}
	}
}

// No more than so many are kept, and what was used last stays.
func TestKeptIsBounded(t *testing.T) {
	k := Kept[int]{Most: 2}
	get := func(n int) (again bool) {
		again = true
		if _, err := k.Get(fmt.Sprint(n), func() (int, error) { again = false; return n, nil }); err != nil {
			t.Fatal(err)
		}
		return again
	}
	get(1)
	get(2)
	get(1)
	get(3) // lets go of 2
	if k.Count() != 2 || !get(1) || !get(3) || get(2) {
		t.Errorf("%d kept", k.Count())
	}
}

// A failure, or a panic, is kept by nobody.
func TestKeptFailure(t *testing.T) {
	k := Kept[int]{Most: 2}
	fail := errors.New("no")
	if _, err := k.Get("a", func() (int, error) { return 0, fail }); !errors.Is(err, fail) {
		t.Error(err)
	}
	func() {
		defer func() { _ = recover() }()
		_, _ = k.Get("a", func() (int, error) { panic("broken") })
	}()
	if got, err := k.Get("a", func() (int, error) { return 7, nil }); err != nil || got != 7 {
		t.Errorf("%d, %v", got, err)
	}
}

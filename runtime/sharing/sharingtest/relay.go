package sharingtest

import (
	"io"
	"net"
	"sync"
	"testing"
	"time"
)

// Relay stands between a driver and a server that is sound, and does to the network what a World says of it.
type Relay struct {
	Address string // host:port, to be asked in the server's place

	to  func() (net.Conn, error)
	mu  sync.Mutex
	now World
	on  map[net.Conn]bool
}

// NewRelay begins one towards a server.
func NewRelay(t *testing.T, network, address string) *Relay {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &Relay{Address: l.Addr().String(), on: map[net.Conn]bool{}, to: func() (net.Conn, error) { return net.Dial(network, address) }}
	t.Cleanup(func() { l.Close(); r.Set(World{Down: true}) })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go r.carry(c)
		}
	}()
	return r
}

// Set does from now on as w says, Down and Drip; what is down is cut off at once.
func (r *Relay) Set(w World) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.now = w
	if !w.Down {
		return
	}
	for c := range r.on {
		c.Close()
		delete(r.on, c)
	}
}

// hold keeps a connection in mind, to be cut; false where it is cut already.
func (r *Relay) hold(list ...net.Conn) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, c := range list {
		if r.now.Down {
			c.Close()
			continue
		}
		r.on[c] = true
	}
	return !r.now.Down
}

func (r *Relay) carry(here net.Conn) {
	if !r.hold(here) {
		return
	}
	there, err := r.to()
	if err != nil {
		here.Close()
		return
	}
	if !r.hold(there) {
		here.Close()
		return
	}
	go func() {
		_, _ = io.Copy(there, here)
		there.Close()
	}()
	r.back(here, there)
	here.Close()
	there.Close()
}

// back brings answers, one byte now and then where the world drips.
func (r *Relay) back(here, there net.Conn) {
	buf := make([]byte, 32<<10)
	for {
		n, err := there.Read(buf)
		for part := buf[:n]; len(part) > 0; {
			r.mu.Lock()
			drip := r.now.Drip
			r.mu.Unlock()
			piece := part
			if drip {
				piece = part[:1]
				time.Sleep(30 * time.Millisecond)
			}
			if _, err := here.Write(piece); err != nil {
				return
			}
			part = part[len(piece):]
		}
		if err != nil {
			return
		}
	}
}

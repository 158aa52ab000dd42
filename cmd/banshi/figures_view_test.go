package main

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"banshi/runtime/identity"
)

// TestFiguresView measures what a view costs the server in processor time, against a bare server of net/http that sends the
// same bytes, in the same run. The client is a process of its own, so that it doesn't count.
func TestFiguresView(t *testing.T) {
	if os.Getenv("FIGURES") == "" {
		t.Skip("FIGURES is not set; make figures sets it")
	}
	collectLess(os.Getenv)
	cfg := config(t)
	r := start(t, cfg)
	const item = "/api/items/elder_allowance"
	who, id, err := r.sessions.Begin(t.Context(), "P004", "", "web")
	if err != nil {
		t.Fatal(err)
	}
	cookie := "banshi_session=" + id
	d, err := r.hall.Drafts.Begin(identity.With(t.Context(), who), "elder_allowance", "zh-Hans")
	if err != nil {
		t.Fatal(err)
	}
	for _, figure := range []struct{ name, path, cookie string }{
		{"view", item, ""},
		{"view_eval", item, cookie},
		{"draft_view", "/api/drafts/" + d.ID, cookie},
	} {
		body := fetched(t, r.url()+figure.path, figure.cookie)
		bare := bareServer(t, body)
		var ratios, ours, theirs []float64
		for range 5 {
			a, b := r.cost(t, r.url()+figure.path, figure.cookie), r.cost(t, bare, "")
			ratios, ours, theirs = append(ratios, a/b), append(ours, a), append(theirs, b)
		}
		for _, list := range [][]float64{ratios, ours, theirs} {
			slices.Sort(list)
		}
		fmt.Printf("figure %s_us %.0f µs\nfigure %s_bare_us %.0f µs\nfigure %s_kb %d KB\nfigure %s_ratio %.2f x\n",
			figure.name, ours[2], figure.name, theirs[2], figure.name, len(body)>>10, figure.name, ratios[2])
	}
}

// fetched is what the server answers.
func fetched(t *testing.T, address, cookie string) []byte {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Cookie", cookie)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatal(err, res.Status, string(body))
	}
	return body
}

// bareServer sends some bytes, and gives its address.
func bareServer(t *testing.T, body []byte) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(body)
	})}
	go func() { _ = s.Serve(l) }()
	t.Cleanup(func() { _ = s.Close() })
	return "http://" + l.Addr().String()
}

// asked is how often a page is asked for at a time.
const asked = 600

// cost is the processor time of one request in this process, in microseconds.
func (r *running) cost(t *testing.T, address, cookie string) float64 {
	t.Helper()
	client := exec.Command(os.Args[0], "-test.run=^TestFiguresClient$")
	client.Env = append(os.Environ(), "FIGURES_ASK="+address, "FIGURES_COOKIE="+cookie)
	in, err := client.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := client.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := client.Start(); err != nil {
		t.Fatal(err)
	}
	ready := make([]byte, 1) // it has connected, and warmed up
	if _, err := io.ReadFull(out, ready); err != nil {
		t.Fatal(err)
	}
	time.Sleep(20 * time.Millisecond)
	before := worked(t)
	if _, err := in.Write([]byte("x")); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(out, ready); err != nil {
		t.Fatal(err)
	}
	took := worked(t) - before
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	rest, _ := io.ReadAll(out)
	if err := client.Wait(); err != nil {
		t.Fatal(err, string(rest))
	}
	return float64(took.Microseconds()) / asked
}

// TestFiguresClient is the client of TestFiguresView, as a process.
func TestFiguresClient(t *testing.T) {
	address := os.Getenv("FIGURES_ASK")
	if address == "" {
		t.Skip("it is started by TestFiguresView")
	}
	conn, err := net.Dial("tcp", strings.SplitN(strings.TrimPrefix(address, "http://"), "/", 2)[0])
	if err != nil {
		t.Fatal(err)
	}
	path := "/"
	if _, after, ok := strings.Cut(strings.TrimPrefix(address, "http://"), "/"); ok {
		path += after
	}
	ask := []byte("GET " + path + " HTTP/1.1\r\nHost: x\r\nCookie: " + os.Getenv("FIGURES_COOKIE") + "\r\nAccept: application/json\r\n\r\n")
	buffer := make([]byte, 1<<20)
	one := func() {
		if _, err := conn.Write(ask); err != nil {
			t.Fatal(err)
		}
		if err := wholeAnswer(conn, buffer); err != nil {
			t.Fatal(err)
		}
	}
	for range 50 {
		one()
	}
	_, _ = os.Stdout.Write([]byte("r"))
	if _, err := os.Stdin.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	for range asked {
		one()
	}
	_, _ = os.Stdout.Write([]byte("d"))
	_, _ = os.Stdin.Read(make([]byte, 1)) // until it is read
}

// wholeAnswer reads one answer, of which the length is told or which comes in chunks.
func wholeAnswer(conn net.Conn, buffer []byte) error {
	n := 0
	for {
		m, err := conn.Read(buffer[n:])
		if err != nil {
			return err
		}
		n += m
		head, body, ok := bytes.Cut(buffer[:n], []byte("\r\n\r\n"))
		if !ok {
			continue
		}
		if !bytes.HasPrefix(head, []byte("HTTP/1.1 200")) {
			return fmt.Errorf("%s", head)
		}
		if _, after, ok := bytes.Cut(head, []byte("Content-Length: ")); ok {
			line, _, _ := bytes.Cut(after, []byte("\r\n"))
			if length, err := strconv.Atoi(string(line)); err != nil || len(body) >= length {
				return err
			}
			continue
		}
		if bytes.HasSuffix(body, []byte("\r\n0\r\n\r\n")) {
			return nil
		}
	}
}

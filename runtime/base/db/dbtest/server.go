package dbtest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"banshi/runtime/base/db"
)

// kindVar says in the environment which database Open takes: sqlite (or nothing), postgres.
const kindVar = "BANSHI_TEST_DATABASE"

// mustVar, when set, makes it a failure that there is no PostgreSQL to test on: the gate sets it.
const mustVar = "BANSHI_TEST_POSTGRES"

// Main runs the tests of a package on SQLite, and then once more on a PostgreSQL of their own, that is started when
// the first of them opens a database and is gone when they are done. A package whose tests open a database has
//
//	func TestMain(m *testing.M) { os.Exit(dbtest.Main(m)) }
func Main(m *testing.M) int {
	if os.Getenv(kindVar) != "" {
		return run(m)
	}
	if code := run(m); code != 0 {
		return code
	}
	if _, err := binaries(); err != nil {
		fmt.Printf("\n!!! NOT TESTED ON POSTGRESQL: %v\n\n", err)
		if os.Getenv(mustVar) != "" {
			return 1
		}
		return 0
	}
	if err := os.Setenv(kindVar, "postgres"); err != nil {
		fmt.Println(err)
		return 1
	}
	fmt.Println("== once more, on PostgreSQL")
	return run(m)
}

func run(m *testing.M) int {
	defer server.stop()
	return m.Run()
}

// Postgres reports whether this run is the one on PostgreSQL.
func Postgres() bool { return os.Getenv(kindVar) == "postgres" }

// binaries is the folder with Debian's initdb and postgres.
func binaries() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/postgres")
	if err == nil && len(found) > 0 {
		return filepath.Dir(found[len(found)-1]), nil
	}
	if path, err := exec.LookPath("postgres"); err == nil {
		if path, err = filepath.EvalSymlinks(path); err == nil {
			return filepath.Dir(path), nil
		}
	}
	return "", errors.New("no PostgreSQL server is installed (Debian: apt-get install postgresql)")
}

// cluster is the one server of a test process.
type cluster struct {
	mu     sync.Mutex
	url    string // without a database
	socket string
	hold   io.Closer // while it is open, the server runs
	gone   chan struct{}
	made   atomic.Int64
	models map[string]string // names of databases to copy, by what was migrated in them
	pid    int
}

var server = &cluster{}

// Need gives the address of an empty database on the server, which it starts when none runs. It skips the test where
// there is no server to start.
func Need(t testing.TB) string {
	t.Helper()
	if _, err := binaries(); err != nil {
		t.Skipf("NOT TESTED ON POSTGRESQL: %v", err)
	}
	server.mu.Lock()
	defer server.mu.Unlock()
	url, err := server.database("")
	if err != nil {
		t.Fatalf("PostgreSQL: %v", err)
	}
	return url
}

// migrated gives the address of a database with the tables of the sets: a copy, made faster than by their steps.
func (c *cluster) migrated(sets []db.Migrations) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var key string
	for _, s := range sets {
		key += s.Name + " "
	}
	if model, ok := c.models[key]; ok {
		return c.database(model)
	}
	url, err := c.database("")
	if err != nil {
		return "", err
	}
	d, err := db.Open(context.Background(), db.Options{URL: url, Clock: NewClock().Now})
	if err != nil {
		return "", err
	}
	if err := errors.Join(d.Migrate(context.Background(), sets...), d.Close()); err != nil {
		return "", err
	}
	if c.models == nil {
		c.models = map[string]string{}
	}
	c.models[key] = fmt.Sprintf("t%d", c.made.Load())
	return c.database(c.models[key])
}

// database makes one, empty or a copy of a model. c.mu is held.
func (c *cluster) database(model string) (string, error) {
	if c.hold == nil {
		c.models = nil
		if err := c.start(); err != nil {
			return "", err
		}
	}
	name := fmt.Sprintf("t%d", c.made.Add(1))
	conn, err := pgx.Connect(context.Background(), c.url+"postgres"+c.socket)
	if err != nil {
		return "", err
	}
	defer func() { _ = conn.Close(context.Background()) }()
	if _, err := conn.Exec(context.Background(), "CREATE DATABASE "+name+" TEMPLATE "+cmp.Or(model, "template0")); err != nil {
		return "", err
	}
	return c.url + name + c.socket, nil
}

// script starts a server and ends it, with all that it wrote, when its own input ends: with the test process, however
// that ends.
const script = `cd "$DIR" || exit 1
"$BIN/initdb" -D data -U banshi -A trust -E UTF8 --locale=C.UTF-8 --no-sync >initdb.log 2>&1 || { cat initdb.log; exit 1; }
"$BIN/postgres" -D data -k "$DIR" -c listen_addresses= -c max_connections=200 $MORE >server.log 2>&1 &
server=$!
echo $server
cat >/dev/null
kill -QUIT $server
wait $server
cd / && rm -rf "$DIR"
`

// memory is a folder in memory, where there is one: there an fsync costs nothing, and none is left out.
const memory = "/dev/shm"

func (c *cluster) start(more ...string) error { return c.startIn(memory, more...) }

func (c *cluster) startIn(parent string, more ...string) error {
	bin, err := binaries()
	if err != nil {
		return err
	}
	if info, err := os.Stat(parent); err != nil || !info.IsDir() {
		parent = os.TempDir()
	}
	dir, err := os.MkdirTemp(parent, "banshi-postgres-")
	if err != nil {
		return err
	}
	cmd := exec.Command("/bin/sh", "-c", script)
	cmd.Env = []string{"DIR=" + dir, "BIN=" + bin, "MORE=" + strings.Join(more, " "), "PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8"}
	cmd.Dir = dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // an interrupt from the keyboard is the test's, not the server's
	if os.Geteuid() == 0 {
		if err := asPostgres(cmd, dir); err != nil {
			return err
		}
	}
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	line := make([]byte, 4096)
	n, _ := out.Read(line)
	c.pid, err = strconv.Atoi(strings.TrimSpace(string(line[:n])))
	if err != nil {
		rest, _ := io.ReadAll(out)
		return errors.Join(fmt.Errorf("start: %s%s", line[:n], rest), in.Close(), cmd.Wait(), os.RemoveAll(dir))
	}
	c.hold, c.gone = in, make(chan struct{})
	go func() {
		_, _ = io.Copy(io.Discard, out)
		_ = cmd.Wait()
		close(c.gone)
	}()
	c.url, c.socket = "postgres://banshi@/", "?host="+dir
	for range 200 {
		if conn, err := net.Dial("unix", filepath.Join(dir, ".s.PGSQL.5432")); err == nil {
			_ = conn.Close()
			db, err := pgx.Connect(context.Background(), c.url+"postgres"+c.socket)
			if err == nil {
				return db.Close(context.Background())
			}
		}
		select {
		case <-c.gone:
			return errors.New("the server ended at once")
		case <-time.After(50 * time.Millisecond):
		}
	}
	log, _ := os.ReadFile(filepath.Join(dir, "server.log"))
	c.end()
	return fmt.Errorf("the server doesn't answer: %s", log)
}

// asPostgres runs it as Debian's user: the server refuses to run as root.
func asPostgres(cmd *exec.Cmd, dir string) error {
	who, err := user.Lookup("postgres")
	if err != nil {
		return fmt.Errorf("the server doesn't run as root: %w", err)
	}
	uid, err := strconv.Atoi(who.Uid)
	if err != nil {
		return err
	}
	gid, err := strconv.Atoi(who.Gid)
	if err != nil {
		return err
	}
	cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	return os.Chown(dir, uid, gid)
}

func (c *cluster) stop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.end()
}

func (c *cluster) end() {
	if c.hold == nil {
		return
	}
	_ = c.hold.Close()
	<-c.gone
	c.hold = nil
}

// Own starts a server for one test alone, that lies on a real disk and can be stopped and started again: durability
// is tried on it. It gives the address of its database postgres.
func Own(t testing.TB, more ...string) (url string, kill func()) {
	t.Helper()
	if _, err := binaries(); err != nil {
		t.Skipf("NOT TESTED ON POSTGRESQL: %v", err)
	}
	c := &cluster{}
	if err := c.startIn(os.TempDir(), more...); err != nil {
		t.Fatalf("PostgreSQL: %v", err)
	}
	t.Cleanup(c.stop)
	return c.url + "postgres" + c.socket, c.stop
}

package catalog

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"time"

	"banshi/catalog/pack"
	"banshi/engine"
	"banshi/engine/plan"
	"banshi/engine/spec"
)

// edition is a whole folder, opened: what the bytes of a pack mean.
type edition struct {
	*engine.Catalogue
	id      string // digest of the pack
	items   map[string]*spec.Item
	digests map[string]string // by item; none for an item with errors
	zone    *time.Location
}

func openPack(data []byte, digest string) (*edition, error) {
	fsys, err := pack.Open(data, digest)
	if err != nil {
		return nil, err
	}
	return openFolder(fsys, digest)
}

// openFolder loads and compiles a folder. What is wrong with a definition stands in its Faults; an
// error is returned only if it is no catalogue at all.
func openFolder(fsys fs.FS, id string) (*edition, error) {
	e := &edition{id: id, Catalogue: engine.Open(fsys), items: map[string]*spec.Item{}, digests: map[string]string{}, zone: time.UTC}
	if name := e.Spec.Catalog.TimeZone.S; name != "" {
		zone, err := time.LoadLocation(name)
		if err != nil {
			return nil, fmt.Errorf("catalog.yaml: time_zone %q: %w", name, err)
		}
		e.zone = zone
	}
	for _, item := range e.Spec.Items {
		e.items[item.ID.S] = item
		d, err := e.digest(item)
		if err != nil {
			return nil, fmt.Errorf("digest of %s: %w", item.ID.S, err)
		}
		if d != "" {
			e.digests[item.ID.S] = d
		}
	}
	return e, nil
}

// digest names all that one can notice of an item: its plan, its texts in other languages, and the
// themes under which it stands. "" where it doesn't compile.
func (e *edition) digest(item *spec.Item) (string, error) {
	p := e.Plan(item.ID.S, Chinese)
	if p == nil {
		return "", nil
	}
	noticed := struct {
		Plan         *plan.Plan
		Texts        map[string]map[string]string // by language and path
		Person       []string
		Organisation []string
	}{p, map[string]map[string]string{}, words(item.Themes.Person), words(item.Themes.Organisation)}
	for _, t := range e.Spec.Translations {
		if t.Item == item.ID.S {
			list := map[string]string{}
			for path, text := range t.Texts {
				list[path] = text.S
			}
			noticed.Texts[t.Language] = list
		}
	}
	sum := sha256.New()
	if err := json.NewEncoder(sum).Encode(noticed); err != nil { // keys of maps come sorted
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// today is the civil day in the catalogue's own zone.
func (e *edition) today(now time.Time) string { return now.In(e.zone).Format(time.DateOnly) }

// mostEditions is how many folders are kept open: old ones are wanted by old drafts only.
const mostEditions = 12

// editions keeps opened folders by digest, and opens each once however many ask.
type editions struct {
	mu   sync.Mutex
	held map[string]*opening
	turn uint64
}

type opening struct {
	done chan struct{}
	used uint64
	e    *edition
	err  error
}

// get gives an edition, and opens it if need be. A failure isn't kept: the next one tries again.
func (c *editions) get(digest string, open func() (*edition, error)) (*edition, error) {
	c.mu.Lock()
	if c.held == nil {
		c.held = map[string]*opening{}
	}
	c.turn++
	o, ok := c.held[digest]
	if !ok {
		o = &opening{done: make(chan struct{})}
		c.held[digest] = o
		c.drop()
	}
	o.used = c.turn
	c.mu.Unlock()
	if !ok {
		c.open(digest, o, open)
	}
	<-o.done
	return o.e, o.err
}

func (c *editions) open(digest string, o *opening, open func() (*edition, error)) {
	o.err = errors.New("opening it broke down") // what the others see if open panics
	defer func() {
		if o.err != nil {
			c.mu.Lock()
			delete(c.held, digest)
			c.mu.Unlock()
		}
		close(o.done)
	}()
	o.e, o.err = open()
}

// drop lets go of the folder that was not used for longest. Called with the lock held.
func (c *editions) drop() {
	if len(c.held) <= mostEditions {
		return
	}
	oldest := ""
	for digest, o := range c.held {
		if o.used != 0 && (oldest == "" || o.used < c.held[oldest].used) {
			oldest = digest
		}
	}
	if oldest != "" {
		delete(c.held, oldest)
	}
}

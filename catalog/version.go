package catalog

import (
	"context"
	"time"

	"banshi/runtime/base/audit"
)

// Version is one published version of an item. It never changes.
type Version struct {
	Item      string
	Number    int    // 1, 2, 3 …
	Digest    string // of what it compiles to, in every language, and of how it is sorted
	Pack      string // digest of the folder that it is pinned to
	Effective string // civil day (YYYY-MM-DD) from which applications begin with it
	At        time.Time
	By        string // account that published it
}

// Publication is what one import writes, all of it or nothing.
type Publication struct {
	Pack      string // digest
	Bytes     []byte
	At        time.Time
	By        string
	Versions  []Version
	Withdrawn []string // items that begin no more
	Restored  []string // items that begin again, with the version that they have
	Events    []audit.Event
	Draft     *DraftPublication // that it comes of; nil: a folder
}

// Head is the newest version of an item.
type Head struct {
	Version
	Withdrawn bool
}

// Store keeps what was published.
type Store interface {
	// Publish writes a publication with its events in one transaction. Codes: conflict (somebody
	// else published meanwhile: of a draft marked by IsStale; the draft isn't as it was seen).
	Publish(ctx context.Context, p Publication) error
	// Imported is the digest of the pack imported last (back 0), or that many imports before. Codes:
	// not_found.
	Imported(ctx context.Context, back int) (string, error)
	// Folder is the digest of the folder that somebody imported last, as it was before it was put together with what
	// others published. Codes: not_found.
	Folder(ctx context.Context, by string) (string, error)
	// KeepFolder notes that. It says nothing of what is in force, so nothing is written to the trail.
	KeepFolder(ctx context.Context, by, digest string, bytes []byte) error
	// Turn is the number of the last import: what is in force changes with it, and with the day. 0: none.
	Turn(ctx context.Context) (int64, error)
	// Shelf is what a program worked out of a pack. Codes: not_found.
	Shelf(ctx context.Context, pack, program string) ([]byte, error)
	// KeepShelf keeps what a program worked out of a pack, in place of what others did. It is no record,
	// only a cache, so nothing is written to the trail.
	KeepShelf(ctx context.Context, pack, program string, shelf []byte) error
	// Miss counts words for which nothing was found, of at most so many different ones: those asked least and
	// longest ago go. It is a tally and tells of nobody, so nothing is written to the trail.
	Miss(ctx context.Context, words string, at time.Time, most int) error
	// Missed lists them, those asked most first.
	Missed(ctx context.Context, most int) ([]Missed, error)
	// Pack gives the bytes of a pack. Codes: not_found.
	Pack(ctx context.Context, digest string) ([]byte, error)
	// Version is one version of an item. Codes: not_found.
	Version(ctx context.Context, item string, number int) (Version, error)
	// Versions lists those of an item, the newest first; none of one that never was.
	Versions(ctx context.Context, item string) ([]Version, error)
	// Heads gives, in the order of ids, the newest version of each item (or of one item) that is in
	// effect on a day; day "" is the newest of all, whenever it takes effect.
	Heads(ctx context.Context, day, item string) ([]Head, error)
	// Stopped gives the urgent stop of an item that counts. Codes: not_found.
	Stopped(ctx context.Context, item string) (Stop, error)
	// StopsNow lists all that count.
	StopsNow(ctx context.Context) ([]Stop, error)
}

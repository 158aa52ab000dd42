package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime/base/db"
	"banshi/runtime/files"
	"banshi/runtime/identity"
)

// must ends a helper of the scripts in the words of its fault.
func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// makeHall is `hall CATALOGUE DATA`: a hall in which somebody has begun a draft and uploaded two files, closed again.
func makeHall() {
	ctx := context.Background()
	s, err := openSite(ctx, siteConfig{Catalog: os.Args[1], Data: os.Args[2], Addr: "127.0.0.1:0", Clock: time.Now, Log: slog.New(slog.DiscardHandler)})
	must(err)
	who, _, err := s.sessions.Begin(ctx, "P004", "", "web")
	must(err)
	ctx = identity.With(ctx, who)
	d, err := s.hall.Drafts.Begin(ctx, "elder_allowance", "zh-Hans")
	must(err)
	for _, mark := range []string{"a", "b"} {
		const pdf = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n% "
		must(s.attach(ctx, d.ID, mark+".pdf", pdf+mark+"\n%%EOF\n"))
	}
	_, err = s.sequencer().Seal(ctx)
	must(err)
	must(s.Close())
}

// spoil is `spoil DATA trail|end|file|lost`: what a slip, a fault of the disk or somebody with bad intent may do.
func spoil() {
	data, what := os.Args[1], os.Args[2]
	ctx := context.Background()
	d, err := db.Open(ctx, db.Options{Path: filepath.Join(data, "banshi.db"), Clock: time.Now})
	must(err)
	sql := func(queries ...string) {
		for _, q := range queries {
			must(d.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
				_, err := tx.ExecContext(ctx, q)
				return err
			}))
		}
	}
	var hashes []files.Hash
	must(d.Read().NewSelect().TableExpr("draft_files").Column("hash").OrderExpr("name").Scan(ctx, &hashes))
	at := func(h files.Hash) string { return filepath.Join(data, "files", "sha256", string(h[:2]), string(h)) }
	switch what {
	case "trail":
		sql("DROP TRIGGER audit_events_seal_once", "UPDATE audit_events SET actor_id = 'P009' WHERE act = 'draft.begin'")
	case "end":
		sql("DROP TRIGGER audit_events_keep", "DELETE FROM audit_events WHERE seq = (SELECT max(seq) FROM audit_events)")
	case "file":
		raw, err := os.ReadFile(at(hashes[0]))
		must(err)
		raw[9] ^= 1
		must(os.WriteFile(at(hashes[0]), raw, 0o600))
	case "lost":
		must(os.Remove(at(hashes[1])))
	}
	must(d.Close())
}

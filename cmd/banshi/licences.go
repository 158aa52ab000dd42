package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"banshi/catalog"
	catalogstore "banshi/catalog/store"
	"banshi/runtime"
	"banshi/runtime/base/db"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/spreadsheet"
	"banshi/runtime/files"
	"banshi/runtime/identity"
	"banshi/runtime/sharing/push"
	runtimestore "banshi/runtime/store"
)

// runLicences is `banshi licences`: licences that were given on paper come in by a list and their scans, for somebody
// else to check in the workbench. The hall may be running meanwhile.
func runLicences(c *call, args []string) int {
	f := c.flags()
	kept := whereFlags(f)
	by := f.String("by", "", "")
	scans := f.String("scans", "", "")
	words, code, ok := c.parse(f, args)
	switch {
	case !ok:
		return code
	case len(words) != 2 || words[0] != "import" && words[0] != "columns":
		return c.wrong("want-licences")
	case words[0] == "import" && (*by == "" || *scans == ""):
		return c.wrong("want-import")
	}
	at, code, ok := kept.found(c)
	if !ok {
		return code
	}
	ctx := context.Background()
	code, err := withLicences(ctx, at, func(d *db.DB, items *catalog.Service) (int, error) {
		if words[0] == "columns" {
			return c.columns(ctx, licenceKinds{items}, words[1])
		}
		return c.importLicences(ctx, d, items, kept.data, *by, *scans, words[1])
	})
	var said *fault.Error
	switch {
	case errors.As(err, &said):
		fmt.Fprintln(c.stderr, "banshi: "+said.Message.In(c.language()))
		return exitFaults
	case errors.Is(err, os.ErrNotExist), errors.Is(err, spreadsheet.ErrNoTable), errors.Is(err, spreadsheet.ErrTooLarge):
		fmt.Fprintf(c.stderr, "banshi: %s\n", cause(c.language(), err))
		return exitFaults
	case err != nil:
		fmt.Fprintf(c.stderr, "banshi: %v\n", err)
		return exitInternal
	}
	return code
}

func withLicences(ctx context.Context, at db.Options, run func(*db.DB, *catalog.Service) (int, error)) (code int, err error) {
	d, err := db.Open(ctx, at)
	if err != nil {
		return exitInternal, err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	items, err := catalog.New(catalog.Config{Store: catalogstore.New(d), Clock: time.Now})
	if err != nil {
		return exitInternal, err
	}
	return run(d, items)
}

// columns prints the first row of a list of one kind of licence, as CSV.
func (c *call) columns(ctx context.Context, kinds licenceKinds, name string) (int, error) {
	list, err := kinds.LicenceKinds(ctx)
	if err != nil {
		return exitInternal, err
	}
	for _, k := range list {
		if k.ID == name || k.Title == name {
			w := csv.NewWriter(c.stdout)
			if err := w.Write(runtime.ListColumns(k)); err != nil {
				return exitInternal, err
			}
			w.Flush()
			return exitFine, w.Error()
		}
	}
	return c.wrong("no-licence", name), nil
}

func (c *call) importLicences(ctx context.Context, d *db.DB, items *catalog.Service, data, by, scans, path string) (int, error) {
	file, err := os.Open(path)
	if err != nil {
		return exitFaults, err
	}
	raw, err := io.ReadAll(io.LimitReader(file, spreadsheet.MaxBytes+1))
	if err := errors.Join(err, file.Close()); err != nil {
		return exitFaults, err
	}
	table, err := spreadsheet.Read(raw)
	if err != nil {
		return exitFaults, err
	}
	folder, err := os.OpenRoot(scans) // a name in the list leads nowhere else
	if err != nil {
		return exitFaults, err
	}
	defer folder.Close()
	district, err := items.District(ctx)
	if err != nil {
		return exitInternal, err
	}
	store := runtimestore.New(d)
	member, err := store.Member(ctx, by)
	if fault.Is(err, fault.NotFound) {
		return c.wrong("no-member", by), nil
	}
	if err != nil {
		return exitInternal, err
	}
	staff, err := directory{store, time.Now, district.Zone}.Staff(ctx, by)
	if err != nil {
		return exitInternal, err
	}
	if staff == nil {
		return c.wrong("no-member", by), nil
	}
	set, err := c.storage()
	if err != nil {
		return exitUsage, err
	}
	bucket, err := set.open(ctx, data)
	if err != nil {
		return exitInternal, err
	}
	defer bucket.Close()
	content := files.New(bucket, files.Limits{Grace: sharedGrace, Clock: time.Now})
	imports := runtime.NewImports(runtime.Config{Store: store, Files: content, Contents: content, Kinds: licenceKinds{items}, Clock: time.Now, Zone: district.Zone})
	who := identity.Account{Identity: identity.Identity{ID: by, Name: member.Name, Level: 5, Staff: staff}}
	report, err := imports.Bring(identity.With(ctx, identity.Current{Account: who}), push.Digest(raw), table, folder.FS())
	if err != nil {
		return exitInternal, err
	}
	return c.tell(report), nil
}

// tell prints what became of a list.
func (c *call) tell(r runtime.ImportReport) int {
	for _, x := range r.Complaints {
		fmt.Fprintf(c.stdout, c.say("import-row")+"\n", x.Row, x.Column, x.What.In(c.language()))
	}
	bad := map[int]bool{}
	for _, x := range r.Complaints {
		bad[x.Row] = true
	}
	fmt.Fprintf(c.stdout, c.say("imported")+"\n", r.List, r.Rows, r.Brought, r.Again, len(bad))
	if len(bad) > 0 {
		return exitFaults
	}
	return exitFine
}

package main

import (
	"flag"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"banshi/runtime/base/db"
)

// databaseVar holds the address of the database, with its password: the command line is seen by others.
const databaseVar = "BANSHI_DATABASE"

// place is where the database is: a PostgreSQL at an address, or else a file in the folder of --data.
func place(data, database string, clock func() time.Time) db.Options {
	if database != "" {
		return db.Options{URL: database, Clock: clock}
	}
	return db.Options{Path: filepath.Join(data, databaseFile), Clock: clock}
}

// database gives the address that counts: of --database, else of the environment. "" is SQLite.
func (c *call) database(flag string) (address string, code int, ok bool) {
	address = flag
	if address == "" {
		address = c.env(databaseVar)
	}
	if address == "" {
		return "", exitFine, true
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "postgres" && u.Scheme != "postgresql" {
		return "", c.wrong("bad-database"), false // the address stays unsaid: it may hold a password
	}
	_, inUser := u.User.Password()
	if flag != "" && (inUser || u.Query().Has("password")) {
		return "", c.wrong("password-shown"), false
	}
	return address, exitFine, true
}

// where is what a verb is told of where things are kept.
type where struct {
	data, database string
}

// whereFlags adds --data and --database to those of a verb.
func whereFlags(f *flag.FlagSet) *where {
	w := &where{}
	f.StringVar(&w.data, "data", ".banshi", "")
	f.StringVar(&w.database, "database", "", "")
	return w
}

// found is the database of a verb that looks at what is there.
func (w *where) found(c *call) (db.Options, int, bool) {
	database, code, ok := c.database(w.database)
	if !ok {
		return db.Options{}, code, false
	}
	at := place(w.data, database, time.Now)
	if at.Path == "" {
		return at, exitFine, true
	}
	if _, err := os.Stat(at.Path); err != nil {
		return at, c.wrong("no-data", w.data), false
	}
	return at, exitFine, true
}

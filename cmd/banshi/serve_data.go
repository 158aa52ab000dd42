package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	catalogstore "banshi/catalog/store"
	designerstore "banshi/designer/store"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	limitstore "banshi/runtime/base/limit/store"
	filesstore "banshi/runtime/files/store"
	identitystore "banshi/runtime/identity/store"
	noticestore "banshi/runtime/notice/store"
	sharingstore "banshi/runtime/sharing/store"
	runtimestore "banshi/runtime/store"
)

// What lies in the folder of --data, beside the files of applicants.
const (
	databaseFile = "banshi.db"
	lockFile     = "banshi.lock"
	secretFile   = "lookup.key"
	secretSize   = 32 // bytes, at least
)

// checkTime is how long the database is read through at start, at most; a larger one is taken on trust.
const checkTime = 20 * time.Second

// openData takes the folder for this process alone: a second one would answer from what the first has changed. Nodes
// that share a database share the folder with the files and the secret, too.
func (s *site) openData(context.Context) error {
	if err := os.MkdirAll(s.cfg.Data, 0o700); err != nil {
		return s.refuse("no-data", s.cfg.Data, cause(s.cfg.Language, err))
	}
	if s.cfg.Database != "" {
		return nil
	}
	release, err := db.Hold(filepath.Join(s.cfg.Data, lockFile))
	if errors.Is(err, db.ErrHeld) {
		return s.refuse("data-held", s.cfg.Data)
	}
	if err != nil {
		return s.refuse("no-data", s.cfg.Data, cause(s.cfg.Language, err))
	}
	s.closers = append(s.closers, release)
	return nil
}

// openDatabase opens it, looks whether it is sound, and brings its tables up to date. A set stands behind those
// that it refers to.
func (s *site) openDatabase(ctx context.Context) error {
	at := place(s.cfg.Data, s.cfg.Database, s.cfg.Clock)
	at.Traced = s.tracer != nil
	d, err := db.Open(ctx, at)
	if errors.Is(err, db.ErrDamaged) {
		return s.refuse("damaged", at.Path, err)
	}
	if err != nil && at.URL != "" {
		return s.refuse("no-database", err)
	}
	if err != nil {
		return s.refuse("no-data", s.cfg.Data, cause(s.cfg.Language, err))
	}
	path := d.Where()
	s.db = d
	s.closers = append(s.closers, d.Close)
	checked, err := d.Whole(ctx, checkTime)
	if errors.Is(err, db.ErrDamaged) {
		return s.refuse("damaged", path, err)
	}
	if err != nil {
		return err
	}
	if !checked {
		s.cfg.Log.Warn("the database is too large to be read through at start", "database", path, "within", checkTime)
	}
	if err := d.Migrate(ctx, tables()...); err != nil {
		return err
	}
	return s.refuseUnsafe(ctx, unsafeClock)
}

// tables are the steps of all packages, each behind those that it refers to.
func tables() []db.Migrations {
	return []db.Migrations{audit.Migrations(), limitstore.Migrations(), catalogstore.Migrations(), designerstore.Migrations(), identitystore.Migrations(), sharingstore.Migrations(),
		filesstore.Migrations(), noticestore.Migrations(), runtimestore.Migrations()}
}

// secret reads the secret of the look-up log, or makes it once: as long as nothing was written by it. It lies
// beside the database, not in it.
func (s *site) secret(ctx context.Context) ([]byte, error) {
	path := filepath.Join(s.cfg.Data, secretFile)
	secret, err := os.ReadFile(path)
	switch {
	case err == nil && len(secret) < secretSize:
		return nil, s.refuse("short-secret", path)
	case err == nil:
		return secret, nil
	case !errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("read the secret of the look-up log: %w", err)
	}
	used, err := sharingstore.Used(ctx, s.db)
	if err != nil {
		return nil, err
	}
	if used {
		return nil, s.refuse("lost-secret", path)
	}
	return makeSecret(path)
}

func makeSecret(path string) ([]byte, error) {
	secret := make([]byte, secretSize)
	if _, err := rand.Read(secret); err != nil {
		return nil, fmt.Errorf("make a secret: %w", err)
	}
	return secret, keepSecret(path, secret)
}

// keepSecret writes the secret whole or not at all: half a secret would be none.
func keepSecret(path string, secret []byte) error {
	half := path + ".new"
	f, err := os.OpenFile(half, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("keep the secret of the look-up log: %w", err)
	}
	_, err = f.Write(secret)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("keep the secret of the look-up log: %w", err)
	}
	if err := os.Rename(half, path); err != nil {
		return fmt.Errorf("keep the secret of the look-up log: %w", err)
	}
	return nil
}

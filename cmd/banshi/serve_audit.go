package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"banshi/runtime/base/audit"
)

const (
	auditKeyVar     = "BANSHI_AUDIT_KEY"
	auditKeyFileVar = "BANSHI_AUDIT_KEY_FILE"
	auditKeyFile    = "audit.key" // in --data, where none was given: it is made there, and production refuses it
	auditOrigin     = "banshi/audit"
)

// sealEvery is how often events get their places: none waits for longer than a second.
const sealEvery = 500 * time.Millisecond

// auditKey is the key by which heads of the trail are signed, as it was given.
type auditKey struct {
	Text string // "": that of the folder of --data
	File string // where it was read; "" nowhere
}

// read takes it from the environment.
func (k *auditKey) read(env func(string) string) error {
	k.Text, k.File = env(auditKeyVar), env(auditKeyFileVar)
	if k.Text == "" && k.File != "" {
		raw, err := os.ReadFile(k.File)
		if err != nil {
			return err
		}
		k.Text = strings.TrimSpace(string(raw))
	}
	if k.Text == "" {
		return nil
	}
	_, err := audit.ParseKey(k.Text)
	return err
}

// of is the key that counts: that which was given, else that of a folder.
func (k auditKey) of(data string) (audit.Key, error) {
	text := k.Text
	if text == "" {
		raw, err := os.ReadFile(filepath.Join(data, auditKeyFile))
		if err != nil {
			return audit.Key{}, err
		}
		text = string(raw)
	}
	return audit.ParseKey(text)
}

// openAudit has the key, and makes one where there is none.
func (s *site) openAudit(context.Context) error {
	key, err := s.cfg.Audit.of(s.cfg.Data)
	if errors.Is(err, fs.ErrNotExist) {
		private, _, made := audit.MakeKey(auditOrigin)
		if err := errors.Join(made, keepSecret(filepath.Join(s.cfg.Data, auditKeyFile), []byte(private+"\n"))); err != nil {
			return err
		}
		key, err = audit.ParseKey(private)
	}
	if err != nil {
		return s.refuse("bad-audit-key", err)
	}
	s.auditKey = key
	return nil
}

// sequencer seals the trail of this hall.
func (s *site) sequencer() *audit.Sequencer {
	return audit.NewSequencer(s.db, s.auditKey, 0).Alarming(func(err error) {
		s.metrics.tampered.Inc()
		s.cfg.Log.Error("the audit trail was changed: banshi audit verify tells where", "error", err)
	})
}

// tellHead writes the signed head of the trail into the log, which is kept elsewhere: who changes the trail can't change
// that.
func (s *site) tellHead(ctx context.Context) error {
	text, size, err := audit.LatestCheckpoint(ctx, s.db.Read())
	if err == nil && size > 0 {
		s.cfg.Log.Info("head of the audit trail", "size", size, "checkpoint", text)
	}
	return err
}

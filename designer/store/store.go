// Package store keeps what the designer keeps in the database: replays of drafts over past cases.
package store

import (
	"embed"

	"banshi/designer"
	"banshi/runtime/base/db"
)

//go:embed sqlite
var migrations embed.FS

// Migrations are the tables of the designer. They need those of audit.
func Migrations() db.Migrations { return db.Migrations{Name: "designer", FS: migrations} }

// Store is designer.ReplayStore on a database.
type Store struct{ db *db.DB }

var _ designer.ReplayStore = (*Store)(nil)

// New needs a database with the tables of Migrations.
func New(d *db.DB) *Store { return &Store{db: d} }

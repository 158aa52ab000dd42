package api

import (
	"context"

	"banshi/engine/print"
)

type renameIn struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		At string `json:"at" maxLength:"1000" doc:"the entry in the item's file: /form/#premises/fields/#area, /facts/shop"`
		To string `json:"to" maxLength:"100" doc:"its new id"`
	}
}

// Renamed is what another id does to the files of a draft; nothing is saved.
type Renamed struct {
	Version int             `json:"version"`
	Files   []RenamedInFile `json:"files"`
}

// RenamedInFile is what it does to one of them.
type RenamedInFile struct {
	File     string          `json:"file"`
	Commands []print.Command `json:"commands" doc:"one after the other"`
	Places   []RenamedPlace  `json:"places"`
}

// RenamedPlace is a key or value that says something else.
type RenamedPlace struct {
	Path string `json:"path" doc:"before"`
	Was  string `json:"was"`
	Now  string `json:"now"`
}

type renameOut struct{ Body Renamed }

func (h handler) rename(ctx context.Context, in *renameIn) (*renameOut, error) {
	got, err := h.Rename(ctx, h.actor(ctx), in.ID, print.Path(in.Body.At), in.Body.To)
	if err != nil {
		return nil, err
	}
	out := Renamed{Version: got.Version, Files: make([]RenamedInFile, len(got.Changes))}
	for i, c := range got.Changes {
		f := RenamedInFile{File: c.File, Commands: c.Commands, Places: make([]RenamedPlace, len(c.Places))}
		for j, p := range c.Places {
			f.Places[j] = RenamedPlace{string(p.Path), p.Was, p.Now}
		}
		out.Files[i] = f
	}
	return &renameOut{out}, nil
}

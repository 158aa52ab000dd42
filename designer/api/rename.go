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
	Files   []ChangedInFile `json:"files"`
}

// ChangedInFile is what an edit does to one file.
type ChangedInFile struct {
	File     string          `json:"file"`
	Commands []print.Command `json:"commands" doc:"one after the other"`
	Places   []ChangedPlace  `json:"places" doc:"what of it says something else, or is gone"`
}

// ChangedPlace is a key or value that says something else, or nothing any more.
type ChangedPlace struct {
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
	return &renameOut{Renamed{Version: got.Version, Files: changed(got.Changes)}}, nil
}

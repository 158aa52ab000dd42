package api

import "context"

type keepIn struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Trial Trial `json:"trial"`
	}
}

// Kept is a trial as a test of the item.
type Kept struct {
	Version int        `json:"version"`
	Item    string     `json:"item"`
	File    string     `json:"file" doc:"where the test belongs, below /tests"`
	Fresh   bool       `json:"fresh" doc:"the file isn't there yet"`
	Count   int        `json:"count" doc:"tests that stand in it"`
	Name    string     `json:"name" doc:"a name that no other test has"`
	Test    free       `json:"test" doc:"the test without its name and what it expects, as a tree"`
	Expects []Expected `json:"expects"`
}

// Expected is something that the test can expect: it came out so.
type Expected struct {
	At    []string `json:"at" doc:"the keys below expect"`
	Group string   `json:"group" enum:"conclusion,rules,materials,fields,handling"`
	What  string   `json:"what"`
	Text  string   `json:"text"`
	Value free     `json:"value" doc:"as a tree"`
	Usual bool     `json:"usual" doc:"most authors would expect it"`
}

type keepOut struct{ Body Kept }

func (h handler) keep(ctx context.Context, in *keepIn) (*keepOut, error) {
	got, err := h.Keep(ctx, h.actor(ctx), in.ID, in.Body.Trial.plain())
	if err != nil {
		return nil, err
	}
	out := Kept{Version: got.Version, Item: got.Item, File: got.File, Fresh: got.Fresh, Count: got.Count, Name: got.Name, Test: free{tree{got.Test}}, Expects: make([]Expected, len(got.Expects))}
	for i, e := range got.Expects {
		out.Expects[i] = Expected{At: e.At, Group: e.Group, What: e.What, Text: e.Text, Value: free{tree{e.Value}}, Usual: e.Usual}
	}
	return &keepOut{out}, nil
}

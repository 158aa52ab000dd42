package main

import (
	"context"
	"io/fs"

	"banshi/catalog"
	"banshi/designer"
	"banshi/designer/list"
	"banshi/engine/compile"
	"banshi/engine/print"
	"banshi/runtime/base/actor"
)

// listed is designer.Lists: the catalogue's drafts.
type listed struct{ drafts *catalog.Drafts }

var _ designer.Lists = listed{}

func (l listed) Known(ctx context.Context, who actor.Actor) ([]list.Known, error) {
	items, err := l.drafts.List(ctx, who, compile.Chinese)
	var out []list.Known
	for _, i := range items {
		out = append(out, list.Known{ID: i.ID, Name: i.Name, Department: i.Department.ID})
	}
	return out, err
}

func (l listed) Folder(ctx context.Context) (fs.FS, error) { return l.drafts.Newest(ctx) }

func (l listed) Text(ctx context.Context, who actor.Actor, item string) (string, error) {
	return l.drafts.ItemText(ctx, who, item)
}

func (l listed) Begin(ctx context.Context, who actor.Actor, item list.Known, text string) (string, error) {
	d, err := l.drafts.Begin(ctx, who, catalog.DraftOrder{Item: item.ID, From: catalog.FromText, Name: item.Name, Department: item.Department, Text: text})
	return d.ID, err
}

func (l listed) Change(ctx context.Context, who actor.Actor, item string, commands []print.Command, key string) (string, error) {
	d, err := l.drafts.Begin(ctx, who, catalog.DraftOrder{Item: item})
	if err != nil {
		return "", err
	}
	o := catalog.Order{Version: d.Version, Label: sayListStep.In(compile.Chinese), Key: key}
	for _, c := range commands {
		o.Parts = append(o.Parts, catalog.Part{File: "items/" + item + "/item.yaml", Command: c})
	}
	_, err = l.drafts.Edit(ctx, who, d.ID, o)
	return d.ID, err
}

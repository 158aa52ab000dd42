package designer

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"banshi/designer/list"
	"banshi/engine"
	"banshi/engine/print"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/spreadsheet"
)

// Lists is the catalogue as a list of items (实施清单) is read against it, and put into it.
type Lists interface {
	// Known lists the items that there are, drafts that somebody may see among them. Codes: unauthenticated, forbidden.
	Known(ctx context.Context, who actor.Actor) ([]list.Known, error)
	// Folder is the newest folder.
	Folder(ctx context.Context) (fs.FS, error)
	// Text is the file of an item as it is now: of its draft, where somebody may see one; else as it was published. Codes: not_found.
	Text(ctx context.Context, who actor.Actor, item string) (string, error)
	// Begin makes a draft of a new item with such a file, and gives its id. Codes: forbidden, conflict, invalid.
	Begin(ctx context.Context, who actor.Actor, item list.Known, text string) (string, error)
	// Change makes a step in the draft of an item, which is begun where there is none; the same key is the same step.
	Change(ctx context.Context, who actor.Actor, item string, commands []print.Command, key string) (string, error)
}

// ListRead is what a list says, and where its cells are.
type ListRead struct {
	Table *list.Table
	*list.Reading
}

// ReadList reads a file. Codes: unauthenticated, forbidden, invalid, too_large.
func (s *Service) ReadList(ctx context.Context, who actor.Actor, file []byte) (ListRead, error) {
	if _, err := s.lists.Known(ctx, who); err != nil {
		return ListRead{}, err // before anything is read
	}
	sheet, err := spreadsheet.ReadSheet(file, list.MostCell)
	if err != nil {
		return ListRead{}, unread(err)
	}
	table := list.Find(sheet)
	if table == nil {
		return ListRead{}, fault.New(fault.Invalid, sayNoHeader)
	}
	return s.ReadTable(ctx, who, table)
}

// unread says why a file can't be read, and where.
func unread(err error) error {
	code, say := fault.Invalid, sayNoTable
	if errors.Is(err, spreadsheet.ErrTooLarge) {
		code, say = fault.TooLarge, sayTableTooLarge.With(spreadsheet.MaxRows, spreadsheet.MaxColumns, list.MostCell)
	}
	if place := new(spreadsheet.Place); errors.As(err, &place) {
		say = sayInCell.With(place.Sheet, place.Cell, say)
	}
	return fault.Wrap(err, code, say)
}

// ReadTable reads a table again after cells of it were mended. Codes: as ReadList.
func (s *Service) ReadTable(ctx context.Context, who actor.Actor, table *list.Table) (ListRead, error) {
	known, err := s.lists.Known(ctx, who)
	if err != nil {
		return ListRead{}, err
	}
	w, err := s.world(ctx, who, known)
	if err != nil {
		return ListRead{}, err
	}
	out := ListRead{table, list.Read(w, table)}
	for i := range out.Rows {
		row := &out.Rows[i]
		if !row.Blocked.None() {
			continue
		}
		if err := mayImport(who, *row, known); err != nil {
			row.Blocked = messageOf(err)
		}
	}
	return out, nil
}

func (s *Service) world(ctx context.Context, who actor.Actor, known []list.Known) (*list.World, error) {
	folder, err := s.lists.Folder(ctx)
	if err != nil {
		return nil, err
	}
	return &list.World{Catalogue: engine.OpenBase(folder).Spec, Items: known, Text: func(id string) (string, bool) {
		text, err := s.lists.Text(ctx, who, id)
		return text, err == nil
	}}, nil
}

// mayImport: somebody may edit the item of a row, and items of the department that the row gives it to.
func mayImport(who actor.Actor, row list.Row, known []list.Known) error {
	departments := []string{row.Department}
	if i := slices.IndexFunc(known, func(k list.Known) bool { return k.ID == row.ID }); row.Existing && i >= 0 {
		departments = append(departments, known[i].Department)
	}
	for _, d := range departments {
		if err := actor.Can(who, actor.ItemEdit, actor.Object{Kind: actor.Item, ID: row.ID, Department: d}); err != nil {
			return err
		}
	}
	return nil
}

// messageOf is what a person is told of an error.
func messageOf(err error) fault.Text {
	var f *fault.Error
	if errors.As(err, &f) && !f.Message.None() {
		if len(f.Fields) > 0 {
			return f.Fields[0].Message
		}
		return f.Message
	}
	return sayListAgain
}

// Chosen is a row of which a draft is to be made; of an item that there is, with the changes that are taken.
type Chosen struct {
	No      int
	Changes []string // their ids
}

// Made is what became of a row: a draft, or why there is none.
type Made struct {
	No      int
	Item    string
	Draft   string
	Problem fault.Text
}

// MakeDrafts makes drafts of rows, each by itself: where one can't be made, it says why, and the others are made all the same.
// The same key makes them once. Codes: as ReadList.
func (s *Service) MakeDrafts(ctx context.Context, who actor.Actor, table *list.Table, chosen []Chosen, key string) ([]Made, error) {
	read, err := s.ReadTable(ctx, who, table)
	if err != nil {
		return nil, err
	}
	out := make([]Made, 0, len(chosen))
	for _, c := range chosen {
		made := Made{No: c.No}
		i := slices.IndexFunc(read.Rows, func(r list.Row) bool { return r.No == c.No })
		if i < 0 {
			made.Problem = sayNoRow
			out = append(out, made)
			continue
		}
		row := read.Rows[i]
		made.Item = row.ID
		made.Draft, err = s.make(ctx, who, row, c, fmt.Sprintf("%s-%d", key, c.No))
		if ctx.Err() != nil {
			return out, ctx.Err()
		}
		if err != nil {
			made.Problem = messageOf(err)
		}
		out = append(out, made)
	}
	return out, nil
}

// make makes the draft of a row.
func (s *Service) make(ctx context.Context, who actor.Actor, row list.Row, c Chosen, key string) (string, error) {
	if !row.Blocked.None() {
		return "", fault.New(fault.Invalid, row.Blocked)
	}
	if !row.Existing {
		return s.lists.Begin(ctx, who, list.Known{ID: row.ID, Name: row.Name, Department: row.Department}, row.Text)
	}
	var commands []print.Command
	for _, change := range row.Changes {
		if slices.Contains(c.Changes, change.ID) {
			commands = append(commands, change.Commands...)
		}
	}
	if len(commands) == 0 {
		return "", fault.New(fault.Invalid, sayNoChange)
	}
	return s.lists.Change(ctx, who, row.ID, commands, key)
}

// ExportList writes items as a list: those that are named, or all of which somebody may see drafts. Codes: unauthenticated, forbidden, not_found.
func (s *Service) ExportList(ctx context.Context, who actor.Actor, items []string) ([]byte, error) {
	known, err := s.lists.Known(ctx, who)
	if err != nil {
		return nil, err
	}
	w, err := s.world(ctx, who, known)
	if err != nil {
		return nil, err
	}
	var rows [][]string
	for _, k := range known {
		if len(items) > 0 && !slices.Contains(items, k.ID) || actor.Can(who, actor.ItemDrafts, actor.Object{Kind: actor.Item, ID: k.ID, Department: k.Department}) != nil {
			continue
		}
		text, ok := w.Text(k.ID)
		if !ok {
			continue
		}
		if doc, faults := print.Parse(itemFile(k.ID), text); doc != nil && !faults.HasErrors() {
			rows = append(rows, list.Export(w, doc.Value()))
		}
	}
	if len(rows) == 0 {
		return nil, fault.New(fault.NotFound, sayNothingListed)
	}
	return written(rows)
}

// SampleList is a list of one made-up item, for whoever begins with an empty one. Codes: unauthenticated, forbidden.
func (s *Service) SampleList(ctx context.Context, who actor.Actor) ([]byte, error) {
	known, err := s.lists.Known(ctx, who)
	if err != nil {
		return nil, err
	}
	w, err := s.world(ctx, who, known)
	if err != nil {
		return nil, err
	}
	return written([][]string{list.Sample(w)})
}

func written(rows [][]string) ([]byte, error) {
	header, widths := list.Header()
	return spreadsheet.Write(list.SheetName, header, rows, widths)
}

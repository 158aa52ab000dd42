package main

import (
	"context"

	"banshi/catalog"
	"banshi/runtime"
	sharingstore "banshi/runtime/sharing/store"
)

// licenceTypes is runtime.LicenceTypes on the catalogue.
type licenceTypes struct{ *catalog.Service }

var _ runtime.LicenceTypes = licenceTypes{}

func (l licenceTypes) LicenceTypes(ctx context.Context) ([]runtime.LicenceType, error) {
	list, err := l.Licences(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]runtime.LicenceType, len(list))
	for i, x := range list {
		out[i] = runtime.LicenceType(x)
	}
	return out, nil
}

// heldLicences is runtime.HeldLicences on the records that are kept here.
type heldLicences struct{ own *sharingstore.Own }

var _ runtime.HeldLicences = heldLicences{}

func (h heldLicences) Expiring(ctx context.Context, from, to string) ([]runtime.HeldLicence, error) {
	list, err := h.own.Expiring(ctx, from, to)
	if err != nil {
		return nil, err
	}
	out := make([]runtime.HeldLicence, len(list))
	for i, x := range list {
		out[i] = runtime.HeldLicence(x)
	}
	return out, nil
}

package print

import "slices"

// This file is what commands mean, on values: what the patches are held against.

// inside is the value at places below v.
func inside(v *Value, addr []int) *Value {
	for _, i := range addr {
		v = &v.Items[i]
	}
	return v
}

// taken takes entry i of a map or list away and gives it.
func taken(v *Value, i int) (key string, item Value) {
	item = v.Items[i]
	v.Items = slices.Delete(slices.Clone(v.Items), i, i+1)
	if v.kind() == Map {
		key = v.Keys[i]
		v.Keys = slices.Delete(slices.Clone(v.Keys), i, i+1)
	}
	return key, item
}

// put puts an entry into a map (under a key) or list at place i.
func put(v *Value, i int, key string, item Value) {
	v.Items = slices.Insert(slices.Clone(v.Items), i, item)
	if v.kind() == Map {
		v.Keys = slices.Insert(slices.Clone(v.Keys), i, key)
	}
}

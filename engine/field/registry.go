package field

// All lists the types in the order of the language page. To add one, write
//
//   - its file here, a row in this list and in TestRegistry, its word and name in engine/load/grammar
//     (FieldTypes, and KeyTypes where a register may be asked by it), its messages in messages.go if it has faults
//     of its own, and vectors in testdata/vectors.json (a test demands them);
//   - `go test ./engine/view/gen -update`: the generated union of field types, frontend/core/contract.ts.
//     Then `npx tsc -p tsconfig.json --noEmit` names what is missing on the other side:
//   - its twin in frontend/core/field/types.ts, which the same vectors run through;
//   - its Input and Show in frontend/fields/<type>/, and their row in frontend/fields/registry.ts;
//   - a sample in frontend/gallery/samples.ts, and how staff see it in frontend/workbench/values.tsx.
func All() []*Type {
	return []*Type{
		textType, regionType, addressType, idNumberType, usccType, phoneType, bankCardType, projectCodeType,
		choiceType, findingType, choicesType, integerType, numberType, moneyType, dateType, booleanType,
		fileType, pointType, tableType,
	}
}

// Of finds a type by its word in a definition; nil when there is none.
func Of(name string) *Type {
	for _, t := range All() {
		if t.Name == name {
			return t
		}
	}
	return nil
}

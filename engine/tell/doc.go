// Package tell writes rules and their evaluation in the words of the form: titles and texts of options,
// never ids or signs. A rule becomes a sentence; a decision becomes the rule, what it came to, and the
// values that decided it. Chinese first, English second, from one table of words.
package tell

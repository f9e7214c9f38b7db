package stage

import (
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/text"
)

// This file tells a verb from a noun of the same form: "pledges", "support", "project".

// opensRelative reports a name behind "that" or "which" that ends at token i.
func (r *Reader) opensRelative(d *text.Document, s text.Range, i int) bool {
	for k := i - 1; k >= max(s.First, i-maxRelativeName); k-- {
		role := r.wordRole(d, k)
		if role&(That|Relative) != 0 {
			return k < i-1
		}
		if !d.Tokens[k].Is(text.Capital) && role&Determiner == 0 {
			return false
		}
	}
	return false
}

// maxRelativeName bounds the words of a name behind "that", with its article.
const maxRelativeName = 4

// actsAsVerb decides for a form that could be a noun as well ("pledges",
// "support"): it needs a subject before it and an object or clause behind it.
func (r *Reader) actsAsVerb(d *text.Document, s text.Range, t text.Tag) bool {
	if t.First == s.First || d.Tokens[t.First].Is(text.Capital) && (runs(d, s) || r.endsName(d, s, t)) {
		return false // "Emergency Grant Aid", "Water Supply project": part of a name
	}
	before := r.wordRole(d, t.First-1)
	if before&(Pronoun|Relative|Adverb) != 0 && before&Determiner == 0 {
		return true
	}
	if r.opensWithSubject(d, s, t, before) || before&And != 0 && r.isFinite(d, t.First) && t.End < s.End || r.finiteBefore(d, s, t, before) {
		return true // "the payment brings disbursements to", "This builds on", "will begin soon and includes"
	}
	if before&(Determiner|Adjective|Preposition|Contracted|And|Or) != 0 {
		return false
	}
	prev := d.Tokens[t.First-1]
	if prev.Kind != text.Word && !closes(prev) || t.End >= s.End {
		return false
	}
	if r.partOfNoun(d, t) {
		return false
	}
	behind := r.wordRole(d, t.End)
	if r.asksInRelative(d, s, t) {
		return true
	}
	if behind&To != 0 && r.isFinite(d, t.First) && r.isBase(d, t.End+1) {
		return true // "the government proposes to give"
	}
	if behind&Preposition != 0 && behind&Adjective == 0 {
		return false
	}
	return r.actsBehindName(d, s, t)
}

// actsBehindName decides where the words around say no more by what stands before the form, a
// name or not, and by the object or clause behind it.
func (r *Reader) actsBehindName(d *text.Document, s text.Range, t text.Tag) bool {
	prev, behind := d.Tokens[t.First-1], r.wordRole(d, t.End)
	name := prev.Is(text.Capital) || closes(prev)
	if verbForm(int(t.Ref)%int(forms)) == baseForm && !name && !d.Ends(t.First-1, cue.S) {
		return false
	}
	if name && (r.opensNounPhrase(d, s, t.End) || behind&(Be|Have|Will) != 0 && r.verbs[int(t.Ref)/int(forms)].class == Say) {
		return true // the second: "that the United Nations says is needed"
	}
	if verbForm(int(t.Ref)%int(forms)) == sForm && d.Tokens[t.End].Is(text.Capital) && !d.Ends(t.First-1, cue.S) {
		return true // "The new grant brings Ireland's support to"
	}
	return r.opensFigure(d, s, t.End) || behind&(To|That) != 0 && name
}

// asksInRelative reports "the sum that Chad requires for".
func (r *Reader) asksInRelative(d *text.Document, s text.Range, t text.Tag) bool {
	class := r.verbs[int(t.Ref)/int(forms)].class
	return (class == Ask || class == Lack) && verbForm(int(t.Ref)%int(forms)) == sForm && r.opensRelative(d, s, t.First)
}

// partOfNoun reports a form that stands in a noun phrase: "the Aid project provides", "Four
// project agreements".
func (r *Reader) partOfNoun(d *text.Document, t text.Tag) bool {
	if verbForm(int(t.Ref)%int(forms)) != baseForm || !r.isNoun(d, t.First) {
		return false
	}
	return r.isFinite(d, t.End) || r.isNoun(d, t.End) && !d.Ends(t.First-1, cue.S)
}

// opensWithSubject reports a verb of adding up behind a word that no table knows, or behind
// the "This" that a sentence opens with.
func (r *Reader) opensWithSubject(d *text.Document, s text.Range, t text.Tag, before Role) bool {
	this := t.First-1 == s.First && d.Is(s.First, cue.This)
	switch r.verbs[int(t.Ref)/int(forms)].class {
	case AddTo:
		return this
	case Allocate, Cut:
		return before == 0 && r.verbs[int(t.Ref)/int(forms)].stage != "" && d.Tokens[t.First-1].Kind == text.Word && r.isFinite(d, t.First) && t.End < s.End
	case Bring, Contain:
		if this && r.verbs[int(t.Ref)/int(forms)].class == Bring {
			return true // "This brings its aid to"
		}
		return before == 0 && d.Tokens[t.First-1].Kind == text.Word && r.isFinite(d, t.First) && t.End < s.End
	}
	return false
}

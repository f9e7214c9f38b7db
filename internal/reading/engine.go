// Package reading turns a cleaned report into what it says about aid. It is a
// pure function of the text, the lexicon and the engine version: no clock, no
// network, no state between reports.
//
// The recognisers below it find mentions (numbers, money, periods, parties,
// items, stage words, quotes); this package joins them into claims.
package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/text"
	"pledgebook/lexicon"
)

// Engine reads reports of one language. It may be used by many goroutines.
type Engine struct {
	lex   *lexicon.Lexicon
	vocab *text.Vocabulary
}

// New makes the engine of a language; it fails where there is no lexicon of it.
func New(language string) (*Engine, error) {
	lex, err := lexicon.Load(language)
	if err != nil {
		return nil, pledgebook.WrapError(pledgebook.Unsupported, err, "language %q is not read yet", language)
	}
	v, err := text.NewVocabulary(lex)
	if err != nil {
		return nil, err
	}
	return &Engine{lex: lex, vocab: v}, nil
}

// Read reads one report.
func (e *Engine) Read(report pledgebook.Report) pledgebook.Reading {
	r := pledgebook.Reading{Report: report, Engine: pledgebook.Engine}
	var d text.Document
	d.Analyse(e.vocab, report.Text, report.Parts)
	return r
}

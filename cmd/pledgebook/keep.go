package main

import (
	"pledgebook"
	"pledgebook/internal/printing"
	"pledgebook/internal/settings"
	"pledgebook/internal/storage"
)

type verifyCommand struct {
	JSON bool `help:"Print one JSON object."`
}

// Run proves the book.
func (c *verifyCommand) Run(a *app) error {
	return a.withBook(func(book pledgebook.Book, _ settings.Settings) error {
		progress := a.startProgress("proven", 1)
		proof, err := book.Verify(a.ctx, progress.reach)
		progress.stop()
		if err != nil {
			return err
		}
		if c.JSON {
			err = printJSON(a, proof)
		} else {
			printing.Proof(a.screen, proof)
		}
		for _, f := range proof.Faults {
			a.fail(pledgebook.Errorf(pledgebook.Damaged, "%s %s: %s", f.What, f.ID, f.Why))
		}
		if !proof.Sound() {
			a.fail(pledgebook.Errorf(pledgebook.Damaged, "%s is damaged; restore a backup with \"pledgebook restore\"", a.book))
		}
		return err
	})
}

type backupCommand struct {
	File string `arg:"" help:"The new file to write."`
}

// Run copies the book.
func (c *backupCommand) Run(a *app) error {
	return a.withBook(func(book pledgebook.Book, _ settings.Settings) error {
		if err := book.Backup(a.ctx, c.File); err != nil {
			return err
		}
		a.screen.Printf("Copied %s into %s.\n", a.book, c.File)
		return nil
	})
}

type restoreCommand struct {
	File string `arg:"" help:"A file that \"pledgebook backup\" wrote."`
}

// Run makes a book from a backup, and proves it.
func (c *restoreCommand) Run(a *app) error {
	proof, err := storage.Restore(a.ctx, c.File, a.book, storage.Options{})
	if err != nil {
		return err
	}
	a.screen.Printf("Restored %s into %s.\n", c.File, a.book)
	printing.Proof(a.screen, proof)
	return nil
}

package main

import (
	"errors"

	"pledgebook"
	"pledgebook/internal/settings"
	"pledgebook/internal/storage"
)

// openBook opens the book the user means, makes it if it is not there, and
// leaves commented settings beside it.
func (a *app) openBook() (pledgebook.Book, settings.Settings, error) {
	options := storage.Options{}
	folder := storage.Folder(a.book, options)
	set, err := settings.Load(folder)
	if err != nil {
		return nil, set, err
	}
	where := a.book
	if set.Database != "" && !storage.IsPostgres(where) {
		where, options.Folder = set.Database, folder
	}
	book, err := storage.Open(a.ctx, where, options)
	if err != nil {
		return nil, set, err
	}
	if err := settings.WriteTemplate(folder); err != nil {
		book.Close()
		return nil, set, err
	}
	return book, set, nil
}

// withBook opens the book, hands it to do, and closes it.
func (a *app) withBook(do func(pledgebook.Book, settings.Settings) error) error {
	book, set, err := a.openBook()
	if err != nil {
		return err
	}
	err = do(book, set)
	return errors.Join(err, book.Close())
}

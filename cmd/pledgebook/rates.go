package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/fetching"
	"pledgebook/internal/rates"
	"pledgebook/internal/storage"
)

// ratesFolder is where a book keeps the banks' files, as they came.
const ratesFolder = "rates"

type ratesCommand struct {
	Update  ratesUpdateCommand  `cmd:"" help:"Fetch what the banks have published since the last time."`
	Convert ratesConvertCommand `cmd:"" help:"Convert a sum at the rates of a day, and show them."`
}

type ratesUpdateCommand struct {
	ECB  string         `help:"Where the European Central Bank's files are, if not at the bank." placeholder:"URL"`
	NBU  string         `help:"Where the National Bank of Ukraine answers." placeholder:"URL"`
	IMF  string         `help:"Where the IMF's table of the last five days is." placeholder:"URL"`
	AsOf pledgebook.Day `help:"The last day to fetch; today if not given." placeholder:"DATE"`
}

// Run fetches from every bank; one that fails does not stop the others.
func (c *ratesUpdateCommand) Run(a *app) error {
	client, err := a.web()
	if err != nil {
		return err
	}
	table, err := a.rates()
	if err != nil {
		return err
	}
	for _, feed := range rates.Due(table, asOf(c.AsOf), rates.Addresses{ECB: c.ECB, NBU: c.NBU, IMF: c.IMF}) {
		quotes, err := a.fetchRates(client, feed)
		if err != nil {
			a.fail(pledgebook.WrapError(pledgebook.KindOf(err), err, "%s", feed.Source))
			continue
		}
		table.Add(quotes...)
		a.screen.Printf("%s: %d rates fetched; the last one known is of %s\n", feed.Source, len(quotes), table.Last(feed.Source))
	}
	return a.ctx.Err()
}

// fetchRates fetches one file and keeps it if it can be read.
func (a *app) fetchRates(client *fetching.Client, feed rates.Feed) ([]rates.Quote, error) {
	f, err := client.Get(a.ctx, fetching.Request{URL: feed.URL})
	if err != nil {
		return nil, err
	}
	quotes, err := rates.Read(feed.Name, f.Body)
	if err != nil || len(quotes) == 0 {
		return nil, err
	}
	return quotes, keepFile(filepath.Join(storage.Folder(a.book, storage.Options{}), ratesFolder), feed.Name, f.Body)
}

// keepFile writes a file that is there only when it is whole.
func keepFile(folder, name string, content []byte) error {
	path := filepath.Join(folder, name)
	err := os.MkdirAll(folder, 0o755)
	if err == nil {
		err = os.WriteFile(path+".part", content, 0o644)
	}
	if err == nil {
		err = os.Rename(path+".part", path)
	}
	if err != nil {
		return pledgebook.WrapError(pledgebook.Unreadable, err, "%s cannot be written", path)
	}
	return nil
}

// rates reads the yearly averages shipped inside and the files that the book
// has fetched. A file that cannot be read is named and passed over.
func (a *app) rates() (*rates.Table, error) {
	table, err := rates.Shipped()
	if err != nil {
		return nil, err
	}
	folder := filepath.Join(storage.Folder(a.book, storage.Options{}), ratesFolder)
	files, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, pledgebook.WrapError(pledgebook.Unreadable, err, "%s cannot be read", folder)
	}
	var all []rates.Quote
	for _, f := range files {
		if filepath.Ext(f.Name()) == ".part" {
			continue
		}
		b, err := os.ReadFile(filepath.Join(folder, f.Name()))
		var quotes []rates.Quote
		if err == nil {
			quotes, err = rates.Read(f.Name(), b)
		}
		if err != nil {
			a.fail(pledgebook.WrapError(pledgebook.KindOf(err), err, "%s; remove it and fetch it again", filepath.Join(folder, f.Name())))
			continue
		}
		all = append(all, quotes...)
	}
	table.Add(all...)
	return table, nil
}

type ratesConvertCommand struct {
	Amount   string         `arg:"" help:"The sum, in digits with a decimal point."`
	From     string         `arg:"" help:"Its currency, as in ISO 4217 (EUR)."`
	To       string         `arg:"" help:"The currency wanted."`
	On       pledgebook.Day `required:"" help:"The day whose rates count." placeholder:"DATE"`
	Averages bool           `help:"Where no day's rate is known, take the yearly average."`
}

// Run shows the sum with every rate, its day and its source.
func (c *ratesConvertCommand) Run(a *app) error {
	amount, err := decimal.Parse(c.Amount)
	if err != nil {
		return usef("%q is no amount; write it in digits with a decimal point", c.Amount)
	}
	table, err := a.rates()
	if err != nil {
		return err
	}
	converted, err := table.Convert(amount, c.From, c.To, c.On, c.Averages)
	if err != nil {
		return err
	}
	a.screen.Printf("%s\n", converted)
	return nil
}
